from odoo import fields, models

from ..models.attendance.marks import STATUSES


class EncoachSessionReason(models.TransientModel):
    """Asks why a session is cancelled or opened again."""

    _name = 'encoach.session.reason'
    _description = "Reason"
    _inherit = ['encoach.entity.mixin']
    _entity_parent = 'session_id'

    session_id = fields.Many2one(
        'encoach.session', required=True, ondelete='cascade', check_entity=True
    )
    reason = fields.Char(required=True)

    def action_cancel(self):
        self.session_id.cancel(self.reason)

    def action_reopen(self):
        self.session_id.reopen(self.reason)


class EncoachAttendanceCorrect(models.TransientModel):
    """Asks what a mark should be, and why."""

    _name = 'encoach.attendance.correct'
    _description = "Correction of attendance"
    _inherit = ['encoach.entity.mixin']
    _entity_parent = 'attendance_id'

    attendance_id = fields.Many2one(
        'encoach.attendance', required=True, ondelete='cascade', check_entity=True
    )
    status = fields.Selection(STATUSES, required=True)
    minutes_late = fields.Integer()
    reason = fields.Char(required=True)

    def action_correct(self):
        minutes = self.minutes_late if self.status == 'late' else None
        self.attendance_id.correct(self.status, self.reason, minutes)
