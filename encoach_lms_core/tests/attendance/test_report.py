from odoo.tests import tagged

from . import cases


@tagged('post_install', '-at_install')
class TestReport(cases.AttendanceCase):
    """What is read of a student and of a batch."""

    def setUp(self):
        super().setUp()
        self.report = self.env['encoach.attendance.report'].with_user(self.a.admin)
        self.second = self.extra(self.a, '2026-09-08 08:10:00', 0, self.a.teachers[1])
        self.taker().submit_attendance([self.entry(0, 'late', minutes_late=5)], 'present')
        self.second.with_user(self.a.admin).submit_attendance(
            [self.entry(0, 'absent'), self.entry(1, 'excused')], 'present'
        )

    def test_a_student_came_to_so_many_of_those_he_was_to_come_to(self):
        report = self.report._of_student(self.a.students[0])
        self.assertEqual(report['counts'], {'present': 0, 'absent': 1, 'late': 1, 'excused': 0})
        self.assertEqual(report['rate'], 0.5)
        self.assertEqual(
            [
                (line['session_id'], line['status'], line['minutes_late'])
                for line in report['lines']
            ],
            [(self.second.id, 'absent', None), (self.session.id, 'late', 5)],
        )
        self.assertEqual(self.report._of_student(self.a.students[1])['rate'], 1.0)
        none = self.report._of_student(self.a.students[0], '2026-09-09')
        self.assertEqual((none['rate'], none['lines']), (None, []))

    def test_a_batch_is_a_matrix_of_students_and_sessions(self):
        matrix = self.report._of_batch(self.a.batches[0])
        self.assertEqual(
            [(each['id'], each['state']) for each in matrix['sessions']],
            [(self.session.id, 'submitted'), (self.second.id, 'submitted')],
        )
        self.assertEqual(
            [row['statuses'] for row in matrix['students']],
            [['late', 'absent'], ['present', 'excused'], *[['present', 'present']] * 2],
        )
        self.assertEqual([row['rate'] for row in matrix['students']], [0.5, 1.0, 1.0, 1.0])

    def test_a_teacher_counts_what_he_sees_and_another_school_nothing(self):
        own = self.report.with_user(self.a.teacher_user)
        self.assertEqual(own._of_student(self.a.students[0])['counts']['absent'], 0)
        sessions = own._of_batch(self.a.batches[0])['sessions']
        self.assertEqual([each['id'] for each in sessions], self.session.ids)
        foreign = self.report.with_user(self.b.admin)
        self.assertEqual(foreign._of_student(self.a.students[0])['lines'], [])
        self.assertEqual(foreign._of_batch(self.a.batches[0])['students'], [])
