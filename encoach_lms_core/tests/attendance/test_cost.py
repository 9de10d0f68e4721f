import time
from datetime import datetime

from odoo.tests import tagged
from odoo.tools import SQL

from . import cases


@tagged('post_install', '-at_install')
class TestCost(cases.AttendanceCase):
    """The number of statements does not depend on the number of students."""

    def count(self, function, *arguments):
        self.env.flush_all()
        self.env.invalidate_all()
        before, began = self.env.cr.sql_log_count, time.perf_counter()
        function(*arguments)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before, time.perf_counter() - began

    def make(self, number, prefix):
        """Return an open session of a batch with so many students, as its teacher."""
        students = self._make_people(self.a, 'student', number, prefix)
        batch = self.env['encoach.batch'].create(
            {
                'classroom_id': self.a.classroom.id,
                'course_id': self.env['encoach.course']
                .create({'name': prefix, 'entity_id': self.a.entity.id})
                .id,
            }
        )
        batch.update_students(students.ids)
        batch.update_teachers(self.a.teachers[:1].ids)
        self.env.cr.execute(SQL("UPDATE encoach_batch_enrollment SET enrolled_at = '2026-01-01'"))
        session = self.env['encoach.session'].create(
            {'batch_id': batch.id, 'start': datetime(2026, 9, 8, 8)}
        )
        return self.taker(session)

    def test_thirty_and_three_hundred_take_as_many_statements(self):
        self.count(self.taker().submit_attendance, [], 'present')  # fills what is kept in memory
        small, large = self.make(30, 'small '), self.make(300, 'large ')
        for method, arguments, limit in (
            ('read_sheet', (), 6),
            ('submit_attendance', ([], 'present'), 10),
            ('read_sheet', (), 6),
        ):
            of_small, _seconds = self.count(getattr(small, method), *arguments)
            of_large, _seconds = self.count(getattr(large, method), *arguments)
            self.assertEqual(of_small, of_large, method)
            self.assertLessEqual(of_large, limit, method)
        report = self.env['encoach.attendance.report']
        of_small, of_large = (
            self.count(report._of_batch, session.batch_id.with_user(self.a.admin))[0]
            for session in (small, large)
        )
        self.assertEqual(of_small, of_large)
