from odoo import api, fields, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import Conflict, Forbidden
from .marks import count


class EncoachSession(models.Model):
    """The attendance of a session: who may take it, how it closes and is opened again."""

    _inherit = 'encoach.session'

    attendance_ids = fields.One2many('encoach.attendance', 'session_id', string="Attendance")
    counts = fields.Json(compute='_compute_counts')
    submitted_at = fields.Datetime(readonly=True, copy=False)
    submitted_by_id = fields.Many2one(
        'res.users', readonly=True, copy=False, ondelete='restrict', check_entity=True
    )
    submit_digest = fields.Char(readonly=True, copy=False)
    reopened_at = fields.Datetime(readonly=True, copy=False)
    reopen_reason = fields.Char(readonly=True, copy=False)
    late_sheet_ids = fields.One2many('encoach.attendance.late', 'session_id', string="Late sheets")

    @api.depends('attendance_ids.status')
    def _compute_counts(self):
        groups = self.env['encoach.attendance']._read_group(
            [('session_id', 'in', self.ids)], ['session_id', 'status'], ['__count']
        )
        numbers = {(session.id, status): number for session, status, number in groups}
        for session in self:
            session.counts = {
                status: numbers.get((session._origin.id, status), 0) for status in count(())
            }

    # LIFE

    @public
    def reopen(self, reason):
        """Open the attendance again until the end of the school's day; or plan what was cancelled.

        :raise Forbidden: for anybody but administrators (D-19)
        :raise Conflict: when there is nothing to open, or the day is over
        :raise Clash: when room or teacher of a cancelled session are taken meanwhile
        """
        self.ensure_one()
        self._check_planner()
        reason = self._check_reason(reason)
        now = fields.Datetime.now()
        values = {'stage': 'planned', 'reopened_at': now, 'reopen_reason': reason}
        if self.state == 'cancelled':
            self._check_taken(self.batch_id, [self._make_place(self.id, {})], self.ids)
            return self._put({**values, 'cancel_reason': False})
        if self.state not in ('submitted', 'closed', 'missed'):
            message = self.env._("The attendance of this lesson is not locked.")
            raise Conflict(message, 'state', reason='wrong_state')
        until = max(self.day_end, self.stop + self._get_grace())
        if now >= until:
            message = self.env._("The day is over: correct single marks instead.")
            raise Conflict(message, 'state', reason='wrong_state')
        return self._put({**values, 'closes_at': until, 'submit_digest': False})

    def _lock(self):
        """Have nobody submit, close or open the session before this transaction ends."""
        self.flush_recordset()
        self.env.cr.execute(SQL('SELECT FROM encoach_session WHERE id = %s FOR SHARE', self.id))
        self.invalidate_recordset()

    @api.model
    def _close_due(self):
        """Close what is over, and say of what was not submitted that it was missed (the job).

        One statement, whose condition repeats what makes a session due: what somebody submits or
        opens at the same moment is left to him (D-14).
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE encoach_session
                   SET stage = CASE stage WHEN 'planned' THEN 'missed' ELSE 'closed' END,
                       write_uid = %s, write_date = %s
                 WHERE id IN (SELECT id FROM encoach_session
                               WHERE stage IN ('planned', 'submitted') AND closes_at <= %s
                                 FOR UPDATE SKIP LOCKED)
                RETURNING id, stage
                """,
                self.env.uid,
                self.env.cr.now(),
                fields.Datetime.now(),
            ),
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        self.invalidate_model()
        missed = self.browse(session_id for session_id, stage in rows if stage == 'missed')
        if missed:
            self.env['encoach.attendance.pipeline']._on_missed(missed)
        return {'closed': len(rows) - len(missed), 'missed': len(missed)}

    # TAKING IT

    def _check_may_take(self):
        """Let in who takes the attendance: who holds it, teaches the batch, or administrates."""
        self.check_access('read')
        if not self._is_planned_by_caller() and not self.is_own:
            raise Forbidden(self.env._("The attendance of this lesson is taken by its teacher."))

    @public
    def submit_attendance(self, entries, default=None):
        """Submit the sheet, once; see sheet.py.

        :param entries: ``[{'student_id', 'status', 'minutes_late'?, 'note'?}]``
        :param default: the status of everybody not named, who has no mark yet
        :return: ``{'session_id', 'state', 'present', 'absent', 'late', 'excused', 'actions',
            'repeated'}``
        """
        self.ensure_one()
        self._check_may_take()
        return self.env['encoach.attendance.sheet']._submit(self, entries, default)

    @public
    def read_sheet(self):
        """Return the sheet: ``{'locked', 'students': [{'student_id', 'name', 'status', …}]}``."""
        self.ensure_one()
        self.check_access('read')
        return self.env['encoach.attendance.sheet']._read(self)
