"""What "present" means of a row that says who belongs to what, and since when until when.

In domains of views and rules it is the field ``is_present`` of `encoach.membership.mixin`.
"""

from odoo.fields import Domain
from odoo.tools import SQL

#: as a condition of an index or a key
PRESENT_SQL = 'until IS NULL'
PRESENT = Domain('until', '=', False)


def is_present(alias):
    """Return the SQL condition that a row is present.

    :param str alias: what the statement calls the table
    """
    return SQL('%s.%s', SQL.identifier(alias), SQL(PRESENT_SQL))
