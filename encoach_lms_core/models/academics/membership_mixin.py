from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import PRESENT, PRESENT_SQL

#: for the keys that want the member of a present row active
WHILE_PRESENT = {'in_use': PRESENT_SQL, 'end': 'until = GREATEST(since, CURRENT_DATE)'}


class EncoachMembershipMixin(models.AbstractModel):
    """A row that says who belongs to something, and since when until when.

    Present members have no ``until``. Rows are started and ended in bulk, by one statement each:
    the number of statements does not depend on the number of members.
    """

    _name = 'encoach.membership.mixin'
    _description = "Membership with a history"
    _inherit = ['encoach.entity.mixin']
    _order = 'id'

    #: the many2one to what has the members, and the one to a member
    _owner_field = None
    _member_field = None

    since = fields.Date(
        compute='_compute_since', store=True, readonly=False, precompute=True, required=True
    )
    until = fields.Date(index='btree_not_null', help="The last day; empty for present members.")
    is_present = fields.Boolean(
        string="Present", compute='_compute_is_present', search='_search_is_present'
    )

    _period = models.Constraint(
        f'CHECK ({PRESENT_SQL} OR until >= since)', "A membership cannot end before it starts."
    )

    @api.depends('entity_id')
    def _compute_since(self):
        for row in self:
            row.since = row.since or row.entity_id._today()

    @api.depends('until')
    def _compute_is_present(self):
        for row in self:
            row.is_present = not row.until

    def _search_is_present(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return PRESENT if True in value else ~PRESENT

    def _get_present(self, owner):
        """Return the ids of the present members of ``owner``, in order."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                'SELECT %(member)s FROM %(table)s WHERE %(owner)s = %(id)s AND %(present)s'
                ' ORDER BY %(member)s',
                table=SQL.identifier(self._table),
                owner=SQL.identifier(self._owner_field),
                member=SQL.identifier(self._member_field),
                id=owner.id,
                present=SQL(PRESENT_SQL),
            )
        )
        return [member_id for (member_id,) in rows]

    def _start_pairs(self, entity, pairs):
        """Start memberships of several owners at once: one statement, whatever their number.

        :param pairs: ``(owner id, member id)``, all of ``entity``
        """
        if not pairs:
            return
        names = [self._owner_field, self._member_field]
        key = SQL(', ').join(map(SQL.identifier, names))
        self._insert_rows(
            dict(zip(names, map(list, zip(*pairs, strict=True)), strict=True)),
            {'entity_id': entity.id, 'since': entity._today()},
            SQL('ORDER BY %s ON CONFLICT (%s) WHERE %s DO NOTHING', key, key, SQL(PRESENT_SQL)),
        )

    def _end_pairs(self, entity, pairs):
        """End memberships of several owners at once, as `_start_pairs` starts them."""
        if not pairs:
            return
        owner_ids, member_ids = map(list, zip(*pairs, strict=True))
        self._end_rows(
            entity,
            SQL(
                '(%s, %s) IN (SELECT * FROM unnest(%s::int[], %s::int[]))',
                SQL.identifier(self._owner_field),
                SQL.identifier(self._member_field),
                owner_ids,
                member_ids,
            ),
        )

    def _end_rows(self, entity, condition):
        """End the present rows of a school that fulfil a condition, today: one statement."""
        until = SQL('GREATEST(since, %s)', entity._today())
        self._update_rows({'until': until}, SQL('%s AND %s', condition, SQL(PRESENT_SQL)))

    def _end_present(self):
        """End these rows today: one statement an entity, whatever their number."""
        owners = self[self._owner_field]
        self.flush_model()
        for entity, rows in self.grouped('entity_id').items():
            self._end_rows(entity, SQL('id = ANY(%s)', rows.ids))
        self.invalidate_model()
        owners.invalidate_model()
