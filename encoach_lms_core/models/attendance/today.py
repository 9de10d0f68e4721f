from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import to_local
from .marks import count, read_entries

#: what is to be done stands before what is done
URGENCY = ('open', 'missed', 'scheduled', 'submitted', 'closed', 'cancelled')


class EncoachSession(models.Model):
    """The sessions that somebody takes the attendance of, for a page on a phone."""

    _inherit = 'encoach.session'

    @api.model
    def _find_mine(self, day=None):
        """Return the caller's sessions of a day, what is open first: of a teacher his own.

        Of today, by the clocks of each school, are also those that began yesterday and are still
        open, and to administrators those with a late sheet to accept.
        """
        is_planner = self._is_planned_by_caller()
        if day:
            wanted = Domain('date', '=', day)
        else:
            wanted = Domain('state', 'in', ['open']) | self._make_today_domain()
            if is_planner:
                wanted |= Domain('late_sheet_ids.state', '=', 'pending')
        own = Domain.TRUE if is_planner else Domain('is_own', '=', True)
        found = self.search(wanted & own)
        return found.sorted(lambda each: (URGENCY.index(each.state), each.start, each.id))

    @api.model
    def _make_today_domain(self):
        now = fields.Datetime.now()
        return Domain.OR(
            Domain('entity_id', '=', entity.id)
            & Domain('date', '=', to_local(now, entity.tz or 'UTC').date())
            for entity in self.env['encoach.entity'].search([])
        )

    @api.model
    def _find_next(self):
        """Return the caller's next session, if there is one."""
        ahead = Domain('state', 'in', ['scheduled'])
        if not self._is_planned_by_caller():
            ahead &= Domain('is_own', '=', True)
        return self.search(ahead, limit=1)

    def _find_late(self):
        """Return those with a late sheet for the caller to accept."""
        if not self._is_planned_by_caller():
            return self.browse()
        return self.search([('id', 'in', self.ids), ('late_sheet_ids.state', '=', 'pending')])

    def _read_late_sheets(self):
        """Return the late sheets that wait for an administrator, in short."""
        return [
            {
                'id': sheet.id,
                'sender': sheet.create_uid.name,
                'sent_at': sheet.create_date,
                'counts': count(read_entries(self.env, sheet.entries or []).values()),
                'default': sheet.default_status,
            }
            for sheet in self.late_sheet_ids
            if sheet.state == 'pending'
        ]
