from odoo import api, fields, models
from odoo.tools import SQL

#: for the keys that want the member of a present row active
PRESENT = {'in_use': 'until IS NULL', 'end': 'until = GREATEST(since, CURRENT_DATE)'}


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

    _period = models.Constraint(
        'CHECK (until IS NULL OR until >= since)', "A membership cannot end before it starts."
    )

    @api.depends('entity_id')
    def _compute_since(self):
        for row in self:
            row.since = row.since or row.entity_id._today()

    def _get_present(self, owner):
        """Return the ids of the present members of ``owner``, in order."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                'SELECT %(member)s FROM %(table)s WHERE %(owner)s = %(id)s AND until IS NULL'
                ' ORDER BY %(member)s',
                table=SQL.identifier(self._table),
                owner=SQL.identifier(self._owner_field),
                member=SQL.identifier(self._member_field),
                id=owner.id,
            )
        )
        return [member_id for (member_id,) in rows]

    def _apply_plan(self, owner, plan):
        """Start and end memberships of ``owner`` as planned.

        Access is the caller's business: the public method on the owner has checked it.
        """
        self.flush_model()
        self._start(owner, plan.added)
        self._end(owner, plan.removed)
        if plan.changes:
            self.invalidate_model()
            owner.invalidate_model()

    def _start(self, owner, member_ids):
        self._start_pairs(owner.entity_id, [(owner.id, member_id) for member_id in member_ids])

    def _start_pairs(self, entity, pairs):
        """Start memberships of several owners at once: one statement, whatever their number.

        :param pairs: ``(owner id, member id)``, all of ``entity``
        """
        if not pairs:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s (%(owner)s, %(member)s, entity_id, since,
                                       create_uid, create_date, write_uid, write_date)
                SELECT pair.owner_id, pair.member_id, %(entity)s, %(today)s,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM unnest(%(owners)s::int[], %(members)s::int[]) AS pair(owner_id, member_id)
                 ORDER BY pair.owner_id, pair.member_id
                    ON CONFLICT (%(owner)s, %(member)s) WHERE until IS NULL DO NOTHING
                """,
                table=SQL.identifier(self._table),
                owner=SQL.identifier(self._owner_field),
                member=SQL.identifier(self._member_field),
                entity=entity.id,
                today=entity._today(),
                uid=self.env.uid,
                now=self.env.cr.now(),
                owners=[owner_id for owner_id, _member_id in pairs],
                members=[member_id for _owner_id, member_id in pairs],
            )
        )

    def _end(self, owner, member_ids):
        if not member_ids:
            return
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s
                   SET until = GREATEST(since, %(today)s), write_uid = %(uid)s, write_date = %(now)s
                 WHERE %(owner)s = %(owner_id)s AND %(member)s = ANY(%(ids)s) AND until IS NULL
                """,
                table=SQL.identifier(self._table),
                owner=SQL.identifier(self._owner_field),
                member=SQL.identifier(self._member_field),
                owner_id=owner.id,
                today=owner.entity_id._today(),
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=list(member_ids),
            )
        )

    def _end_present(self):
        """End these rows today: one statement an entity, whatever their number."""
        owners = self[self._owner_field]
        self.flush_model()
        for entity, rows in self.grouped('entity_id').items():
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE %(table)s
                       SET until = GREATEST(since, %(today)s),
                           write_uid = %(uid)s, write_date = %(now)s
                     WHERE id = ANY(%(ids)s) AND until IS NULL
                    """,
                    table=SQL.identifier(self._table),
                    today=entity._today(),
                    uid=self.env.uid,
                    now=self.env.cr.now(),
                    ids=rows.ids,
                )
            )
        self.invalidate_model()
        owners.invalidate_model()
