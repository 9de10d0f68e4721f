from odoo import api, models
from odoo.fields import Domain

from .marks import Mark, count, rate


class EncoachAttendanceReport(models.AbstractModel):
    """The attendance of a student, and of a batch: by a fixed number of statements.

    Read under the caller's rules: a teacher counts what he sees. A lesson whose attendance was
    missed is in nobody's rate.
    """

    _name = 'encoach.attendance.report'
    _description = "Attendance of a student or a batch"

    @api.model
    def _days(self, path, date_from, date_to):
        first = Domain(path, '>=', date_from) if date_from else Domain.TRUE
        return first & (Domain(path, '<=', date_to) if date_to else Domain.TRUE)

    @api.model
    def _of_student(self, student, date_from=None, date_to=None):
        """Return ``{'student_id', 'counts', 'rate', 'lines'}``, the latest lesson first."""
        days = self._days('session_id.date', date_from, date_to)
        records = self.env['encoach.attendance'].search(
            Domain('student_id', '=', student.id) & days
        )
        records = records.sorted(lambda record: (record.start, record.id), reverse=True)
        counts = count(map(self._mark, records))
        return {
            'student_id': student.id,
            'counts': counts,
            'rate': rate(counts),
            'lines': [
                {
                    'attendance_id': record.id,
                    'session_id': record.session_id.id,
                    'batch_id': record.batch_id.id,
                    'date': record.date.isoformat(),
                    'start': f'{record.start.isoformat()}Z',
                    'status': record.status,
                    'minutes_late': record.minutes_late or None,
                    'note': record.note or None,
                }
                for record in records
            ],
        }

    @api.model
    def _mark(self, record):
        return Mark(record.student_id.id, record.status)

    @api.model
    def _of_batch(self, batch, date_from=None, date_to=None):
        """Return a matrix: the sessions, and each student with a status for each of them."""
        days = self._days('date', date_from, date_to)
        sessions = self.env['encoach.session'].search(Domain('batch_id', '=', batch.id) & days)
        records = self.env['encoach.attendance'].search([('session_id', 'in', sessions.ids)])
        marks = {(each.student_id.id, each.session_id.id): each.status for each in records}
        placed = self.env['encoach.batch.enrollment'].search([('batch_id', '=', batch.id)])
        students = (placed.student_id | records.student_id).sorted(
            lambda student: (student.name, student.id)
        )
        return {
            'batch_id': batch.id,
            'sessions': [
                {
                    'id': session.id,
                    'date': session.date.isoformat(),
                    'start': f'{session.start.isoformat()}Z',
                    'state': session.state,
                }
                for session in sessions
            ],
            'students': [self._row(student, sessions, marks) for student in students],
        }

    @api.model
    def _row(self, student, sessions, marks):
        statuses = [marks.get((student.id, session.id)) for session in sessions]
        counts = count(Mark(student.id, status) for status in statuses if status)
        return {
            'student_id': student.id,
            'name': student.name,
            'statuses': statuses,
            'counts': counts,
            'rate': rate(counts),
        }
