from odoo import api, fields, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import Conflict, Forbidden
from .marks import LONGEST_LATE, STATUSES, Mark


class EncoachAttendance(models.Model):
    """The mark of one student in one session.

    Written by the methods here and of the session only: whoever takes the attendance, and after the
    lock an administrator who says why. Every change of it is kept (change.py), whatever way it is
    made. Teachers read those of the sessions they see.
    """

    _name = 'encoach.attendance'
    _description = "Attendance"
    _inherit = ['encoach.entity.mixin']
    _order = 'session_id, student_id'
    _rec_name = 'student_id'
    _entity_parent = 'session_id'
    _immutable_fields = ('student_id',)

    session_id = fields.Many2one(
        'encoach.session', required=True, index=True, ondelete='restrict', check_entity=True
    )
    student_id = fields.Many2one(
        'encoach.student', required=True, index=True, ondelete='restrict', check_entity=True
    )
    date = fields.Date(related='session_id.date')
    start = fields.Datetime(related='session_id.start')
    batch_id = fields.Many2one(related='session_id.batch_id')
    status = fields.Selection(STATUSES, required=True)
    minutes_late = fields.Integer(help="Of somebody who came late, if it was noted.")
    note = fields.Char()
    reason = fields.Char(help="Why it was corrected after the lock.")
    change_ids = fields.One2many('encoach.attendance.change', 'attendance_id', string="History")

    _session_student_uniq = models.Constraint(
        'UNIQUE (session_id, student_id)', "This student has a mark in this session."
    )
    _lateness = models.Constraint(
        "CHECK (minutes_late IS NULL OR minutes_late = 0"
        f" OR status = 'late' AND minutes_late BETWEEN 1 AND {LONGEST_LATE})",
        "Only who is late has minutes, up to twelve hours.",
    )

    @public
    def correct(self, status, reason, minutes_late=None, note=None):
        """Change a mark after the lock; the old one, who, when and why are kept.

        :param str status: one of ``present``, ``absent``, ``late``, ``excused``
        :param str reason: why, in words
        :param note: None leaves the note as it is
        :raise InvalidInput: for an unknown status, minutes of who is not late, no reason
        :raise Conflict: before the lock, when the sheet itself is to be submitted
        """
        self.ensure_one()
        session = self.session_id
        self._check_corrector()
        reason = session._check_reason(reason)
        session._lock()
        if session.state not in ('submitted', 'closed'):
            message = self.env._("Submit the attendance: corrections are for what is locked.")
            raise Conflict(message, 'status', reason='wrong_state')
        old = Mark(self.student_id.id, self.status, self.minutes_late or None, self.note or None)
        new = Mark.check(self.env, self.student_id.id, status, minutes_late, note)
        new = new._replace(note=old.note if note is None else new.note)
        if new == old:
            return False
        values = {**new._asdict(), 'reason': reason}
        del values['student_id']
        self._update_rows(values, SQL('id = %s', self.id))
        self.invalidate_recordset()
        self.env['encoach.attendance.pipeline']._on_corrected(self, old)
        return True

    def _check_corrector(self):
        self.check_access('read')
        if not self.session_id._is_planned_by_caller():
            raise Forbidden(self.env._("Administrators correct what is locked."))

    @api.model
    def _write_marks(self, session, marks):
        """Write the marks of a session: one statement; return those that are new or differ.

        :return: ``{student id: whether it is new}``
        """
        if not marks:
            return {}
        columns = dict(zip(Mark._fields, map(list, zip(*marks, strict=True)), strict=True))
        same = {'session_id': session.id, 'entity_id': session.entity_id.id, 'reason': None}
        tail = SQL(
            """
            ORDER BY student_id ON CONFLICT (session_id, student_id) DO UPDATE
            SET status = excluded.status, minutes_late = excluded.minutes_late,
                note = excluded.note, reason = excluded.reason,
                write_uid = excluded.write_uid, write_date = excluded.write_date
            WHERE (encoach_attendance.status, encoach_attendance.minutes_late,
                   encoach_attendance.note)
               IS DISTINCT FROM (excluded.status, excluded.minutes_late, excluded.note)
            RETURNING student_id, xmax = 0
            """
        )
        written = dict(self._insert_rows(columns, same, tail))
        self.invalidate_model()
        return written
