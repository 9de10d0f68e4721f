from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import InvalidInput
from ..common import EntityCase


@tagged('encoach')
class TestStudentCourses(EntityCase):
    """Registering students and moving them between courses (S4-03, S4-04, S4-15, S4-16)."""

    def setUp(self):
        super().setUp()
        self.latin = self.a.course.copy({'name': 'Alpha Latin'})
        self.a.classroom.update_roster(self.a.students.ids)
        self.batch, _answer = self._assign(self.a)
        self.student = self.a.students[0].with_user(self.a.admin)

    def _change(self, **values):
        self.student._change_registration(values)

    def test_another_course_moves(self):
        """S4-15: one course active, the others inactive, their placements ended."""
        self._change(course_name='Alpha Latin')
        enrollments = self.student.with_context(active_test=False).course_enrollment_ids
        self.assertEqual(
            {line.course_id: line.active for line in enrollments},
            {self.latin: True, self.a.course: False},
        )
        self.assertEqual(self.batch.enrollment_ids.student_id, self.a.students[1:])
        self.assertEqual(self.student.course_names, ['Alpha Latin'])

    def test_the_same_course_or_none_changes_nothing(self):
        self._change(course_name=' alpha PHYSICS')
        self._change(course_name=None, name="New Name")
        self.assertEqual(self.batch.student_count, 4)
        self.assertEqual(self.student.name, "New Name")

    def test_moving_back_makes_the_old_enrollment_active_again(self):
        before = self.student.course_enrollment_ids
        self._change(course_name='Alpha Latin')
        self._change(course_name='Alpha Physics')
        self.assertEqual(self.student.course_enrollment_ids, before)
        self.assertEqual(self.batch.student_count, 3)

    def test_an_unknown_course_is_refused_with_the_nearest_names(self):
        """S4-16: never a new course, never a name of another school."""
        self.b.course.name = "Phisics"
        courses = self.env['encoach.course'].search_count([])
        with self.assertRaises(InvalidInput) as caught:
            self._change(course_name='Phisics')
        error = caught.exception.errors[0]
        self.assertEqual((error['field'], error['nearest']), ('course_name', ['Alpha Physics']))
        self.assertEqual(self.env['encoach.course'].search_count([]), courses)

    def test_inactive_means_archived(self):
        self._change(status='inactive', course_name='Alpha Latin')
        self.assertFalse(self.student.active)
        self.assertEqual(self.student.course_names or [], [])
        with self.assertRaises(InvalidInput):
            self._change(course_name='Alpha Latin')
        self._change(status='active', course_name='Alpha Latin')
        self.assertEqual(
            (self.student.status, self.student.course_names), ('active', ['Alpha Latin'])
        )

    def test_only_administrators_register_and_move(self):
        for user in (self.a.teacher_user, self.a.student_user, self.b.admin):
            student = self.student.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                student._change_registration({'course_name': 'Alpha Latin'})
            with self.subTest(user.login), self.assertRaises(AccessError):
                student._move_to_course(self.latin)
