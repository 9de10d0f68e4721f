import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import EntityCase


@tagged('encoach')
class TestCourseEnrollment(EntityCase):
    """An active placement has an active course enrollment, always (S4-01, S4-02)."""

    def setUp(self):
        super().setUp()
        self.a.classroom.update_roster(self.a.students.ids)
        self.batch, _answer = self._assign(self.a)
        self.student = self.a.students[0]

    def _enrollments(self, student=None):
        Enrollment = self.env['encoach.course.enrollment'].with_context(active_test=False)
        return Enrollment.search(
            [
                ('course_id', '=', self.a.course.id),
                ('student_id', 'in', (student or self.student).ids),
            ]
        )

    def test_the_cascade_enrolls_in_the_course(self):
        enrollments = self._enrollments(self.a.students)
        self.assertEqual(enrollments.student_id, self.a.students)
        self.assertTrue(all(enrollments.mapped('active')))

    def test_two_batches_of_a_course_make_one_enrollment(self):
        self._assign(self.a, self.a.sections[0])
        self.assertEqual(len(self._enrollments()), 1)

    def test_leaving_the_last_batch_leaves_the_enrollment_alone(self):
        self.batch.update_students(self.student.ids, 'remove')
        self.assertTrue(self._enrollments().active)

    def test_ending_the_enrollment_ends_the_placements(self):
        self._enrollments().active = False
        self.assertNotIn(self.student, self.batch.enrollment_ids.student_id)
        self.assertEqual(self.batch.student_count, 3)

    def test_every_way_back_into_a_batch_renews_the_enrollment(self):
        line = self.batch.enrollment_ids.filtered(lambda line: line.student_id == self.student)
        for name, way in (
            ('add', lambda: self.batch.update_students(self.student.ids)),
            ('reset', self.batch.reset_students),
            ('shell', lambda: line.write({'active': True})),
        ):
            with self.subTest(name):
                self._enrollments().active = False
                self.assertFalse(line.active)
                way()
                self.assertTrue(line.active)
                self.assertTrue(self._enrollments().active)

    def test_a_placement_made_by_a_script_enrolls_too(self):
        student = self._make_people(self.a, 'student', 1, 'new ')
        self.env['encoach.batch.enrollment'].create(
            {'batch_id': self.batch.id, 'student_id': student.id}
        )
        self.assertTrue(self._enrollments(student).active)

    def test_every_way_out_of_the_course_ends_the_placement(self):
        line = self.batch.enrollment_ids.filtered(lambda line: line.student_id == self.student)
        latin = self.a.course.copy({'name': 'Alpha Latin'})
        Import = self.env['encoach.student.import']
        row = f'name,email,course,status\n{self.student.name},{self.student.email},'.encode()
        for name, way in (
            ('archive', self.student.action_archive),
            ('registration', lambda: self.student._change_registration({'status': 'inactive'})),
            ('move', lambda: self.student._change_registration({'course_name': 'Alpha Latin'})),
            ('import', lambda: Import._import_file(self.a.entity, row + b'Alpha Latin,')),
            ('import archives', lambda: Import._import_file(self.a.entity, row + b',inactive')),
        ):
            with self.subTest(name):
                self.student.active = True
                self.batch.update_students(self.student.ids)
                self.assertTrue(line.active and self._enrollments().active)
                way()
                self.assertFalse(line.active or self._enrollments().active)
                self._assert_all_true()
        self.assertEqual(latin.enrollment_ids.student_id, self.a.students.browse())

    def _assert_all_true(self):
        """The audit agrees that every active placement has its enrollment."""
        report = self.env['encoach.enrollment.audit']._audit(self.a.entity)[0]
        self.assertEqual((report.inactive, report.missing), (0, 0))
        self.assertGreater(report.active, 0)

    def test_every_way_in_keeps_the_audit_content(self):
        """S4-01: cascade, Tab 4, reset, import, shell."""
        other, _answer = self._assign(self.a, self.a.sections[0])
        extra = self._make_people(self.a, 'student', 2, 'extra ')
        other.update_students(extra.ids, 'set')
        self._assert_all_true()
        other.reset_students()
        self._assert_all_true()
        self.env['encoach.batch.enrollment'].create(
            {'batch_id': self.batch.id, 'student_id': extra[0].id}
        )
        self._assert_all_true()
        data = f'name,email,class_name\nExtra,{extra[1].email},Alpha Grade 7'.encode()
        self.env['encoach.student.import']._import_file(self.a.entity, data)
        self.assertIn(extra[1], self.a.classroom.student_ids)
        self._assign(self.a)
        self.assertIn(extra[1], self.batch.enrollment_ids.student_id)
        self._assert_all_true()

    def test_an_enrollment_with_placements_cannot_be_deleted(self):
        with self.assertRaises(UserError):
            self._enrollments().unlink()

    @mute_logger('odoo.sql_db')
    def test_a_student_enrolls_in_a_course_once(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.env['encoach.course.enrollment'].create(
                {'course_id': self.a.course.id, 'student_id': self.student.id}
            )
