"""A session whose attendance can be taken, on a day that stands still."""

from datetime import datetime

from odoo.addons.encoach_lms_core.models.attendance.pipeline import EncoachAttendancePipeline

from ..timetable import cases


class AttendanceCase(cases.TimetableCase):
    """``session`` of the first school's first batch runs from 08:00 to 09:00 UTC; it is 08:30."""

    def setUp(self):
        super().setUp()
        self.session = self.extra(self.a, '2026-09-08 08:00:00', 0, self.a.teachers[0])
        self.clock.move_to(datetime(2026, 9, 8, 8, 30))
        self.told = []
        for name in ('_on_submitted', '_on_corrected', '_on_missed'):
            self.patch(EncoachAttendancePipeline, name, self.listener(name))

    def listener(self, name):
        """Return what notes that the pipeline was told something, as a later area does."""

        def listen(_pipeline, *arguments):
            self.told.append((name, *arguments))
            return 1

        return listen

    def taker(self, session=None):
        """Return the session as its teacher."""
        return (session or self.session).with_user(self.a.teacher_user)

    def entry(self, number, status, **values):
        return {'student_id': self.a.students[number].id, 'status': status, **values}

    def statuses(self, session=None):
        """Return the marks of a session in order of its students."""
        marks = (session or self.session).attendance_ids
        return [mark.status for mark in marks.sorted(lambda mark: mark.student_id.id)]
