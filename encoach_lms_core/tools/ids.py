"""What counts as an id in the values of a record."""

from odoo.fields import Command
from odoo.models import BaseModel

ONE_ID = (Command.UPDATE, Command.DELETE, Command.UNLINK, Command.LINK)


def has_proper_ids(field, value):
    """Return whether a value given for a field names records by whole numbers, if it names any.

    PostgreSQL would take ``'71'`` and ``71.0`` for ids, Odoo's cache takes them for none.
    """
    if not value or isinstance(value, BaseModel):
        return True
    if field.type == 'many2one' and isinstance(value, tuple):  # as it is read: id and name
        value = value[0]
    if field.type in ('many2one', 'many2one_reference'):
        return type(value) is int
    if field.type in ('one2many', 'many2many'):
        return isinstance(value, (list, tuple)) and all(map(_is_proper, value))
    return True


def _is_proper(command):
    """Return whether a command, or an id in the place of one, names records by whole numbers."""
    if not isinstance(command, (list, tuple)):
        return type(command) is int or isinstance(command, dict)
    if not command:
        return True
    if command[0] == Command.SET:
        return all(type(id_) is int for id_ in command[2])
    return command[0] not in ONE_ID or type(command[1]) is int
