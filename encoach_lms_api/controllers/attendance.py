from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.attendance import (
    AttendanceChange,
    AttendanceCorrection,
    AttendanceDays,
    AttendanceMark,
    AttendanceSheet,
    BatchAttendance,
    SheetSubmit,
    SheetSubmitted,
    StudentAttendance,
)
from ..schemas.common import Page, PageQuery
from ..schemas.sessions import SessionReason, SessionRecord
from .resource import find, show, show_page


class AttendanceController(Controller):
    """The sheets of sessions, corrections of marks, and what is read of students and batches."""

    @api_route(
        '/sessions/<record_id:session_id>/attendance',
        answer=AttendanceSheet,
        roles=Roles(teacher='own'),
    )
    def show_attendance(self, session_id):
        """Show the sheet of a session."""
        session = find(self.env['encoach.session'], session_id)
        return {'session': show(session, SessionRecord), **session.read_sheet()}

    @api_route(
        '/sessions/<record_id:session_id>/attendance',
        methods=['PUT'],
        body=SheetSubmit,
        answer=SheetSubmitted,
        roles=Roles(teacher='own'),
    )
    def submit_attendance(self, session_id, body):
        """Submit the sheet of a session, which locks it; the same sheet again does nothing."""
        session = find(self.env['encoach.session'], session_id)
        entries = [entry.model_dump() for entry in body.entries]
        return session.submit_attendance(entries, body.default)

    @api_route(
        '/sessions/<record_id:session_id>/reopen',
        methods=['POST'],
        body=SessionReason,
        answer=SessionRecord,
        roles=ADMINISTRATORS,
    )
    def reopen_session(self, session_id, body):
        """Open the attendance again until the end of the day, or plan what was cancelled."""
        session = find(self.env['encoach.session'], session_id)
        session.reopen(body.reason)
        return show(session, SessionRecord)

    @api_route(
        '/attendance/<record_id:attendance_id>',
        methods=['PATCH'],
        body=AttendanceCorrection,
        answer=AttendanceMark,
        roles=ADMINISTRATORS,
    )
    def correct_attendance(self, attendance_id, body):
        """Correct a mark after the lock; the old one, who, when and why are kept."""
        mark = find(self.env['encoach.attendance'], attendance_id)
        mark.correct(body.status, body.reason, body.minutes_late)
        return show(mark, AttendanceMark)

    @api_route(
        '/attendance/<record_id:attendance_id>/history',
        query=PageQuery,
        answer=Page[AttendanceChange],
        roles=Roles(teacher='own'),
    )
    def list_attendance_history(self, attendance_id, query):
        """List what a mark was and became, the first one first."""
        mark = find(self.env['encoach.attendance'], attendance_id)
        own = [('attendance_id', '=', mark.id)]
        return show_page(self.env['encoach.attendance.change'], query, AttendanceChange, own)

    @api_route(
        '/students/<record_id:student_id>/attendance',
        query=AttendanceDays,
        answer=StudentAttendance,
        roles=Roles(teacher='yes'),
    )
    def show_student_attendance(self, student_id, query):
        """Show the attendance of a student; to a teacher, in the sessions he sees."""
        student = find(self.env['encoach.student'], student_id)
        Report = self.env['encoach.attendance.report']
        return Report._of_student(student, query.date_from, query.date_to)

    @api_route(
        '/batches/<record_id:batch_id>/attendance',
        query=AttendanceDays,
        answer=BatchAttendance,
        roles=Roles(teacher='yes'),
    )
    def show_batch_attendance(self, batch_id, query):
        """Show a matrix of students and sessions; to a teacher, of those he sees."""
        batch = find(self.env['encoach.batch'], batch_id)
        Report = self.env['encoach.attendance.report']
        return Report._of_batch(batch, query.date_from, query.date_to)
