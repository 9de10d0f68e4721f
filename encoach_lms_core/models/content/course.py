import uuid

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import InvalidInput


class EncoachCourse(models.Model):
    """A course has an identity that outlives it: assignments keep the UUID, not a foreign key."""

    _inherit = 'encoach.course'

    uuid = fields.Char(
        string="UUID",
        size=36,
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="Names the course wherever a copy of it may be; never changes.",
    )

    # in the school only: two schools may hold the same content
    _uuid_uniq = models.UniqueIndex('(entity_id, uuid)', "This school has this course already.")

    def _init_column(self, column_name):
        """Give each of the courses that are there already a UUID of its own."""
        if column_name == 'uuid':
            self.env.cr.execute(
                SQL('UPDATE encoach_course SET uuid = gen_random_uuid() WHERE uuid IS NULL')
            )
            return
        super()._init_column(column_name)

    @api.constrains('uuid')
    def _check_uuid(self):
        for course in self:
            if not is_uuid(course.uuid):
                message = self.env._("A UUID of the usual form is expected.")
                raise InvalidInput(message, 'uuid', reason='wrong_format')

    def write(self, vals):
        if 'uuid' in vals and any(course.uuid != vals['uuid'] for course in self):
            message = self.env._("The UUID of a course never changes.")
            raise InvalidInput(message, 'uuid', reason='unchangeable')
        return super().write(vals)


def is_uuid(text):
    """Return whether a text is a UUID as `uuid.uuid4` writes it."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
