from odoo.tests import tagged

from ..common import EntityCase

PERSON = {'fields': {'display_name': {}}}
CLASSROOM_FORM = {
    'name': {},
    'student_count': {},
    'teacher_count': {},
    'course_count': {},
    'batch_count': {},
    'present_line_ids': {
        'limit': 80,
        'fields': {'student_id': PERSON, 'student_code': {}, 'since': {}},
    },
    'teacher_ids': {'fields': {'name': {}, 'email': {}}},
    'course_ids': {'fields': {'name': {}, 'code': {}}},
    'batch_ids': {
        'limit': 80,
        'fields': {
            'name': {},
            'term_id': PERSON,
            'roster_share': {},
            'student_count': {},
            'seats': {},
            'over_capacity': {},
            'teacher_ids': PERSON,
        },
    },
}


@tagged('encoach')
class TestQueryCount(EntityCase):
    """Opening the page and its dialogs costs the same for few and for many."""

    def setUp(self):
        super().setUp()
        self.many = self._make_people(self.a, 'student', 300, 'mass ')
        self.a.classroom.update_teachers(self.a.teachers.ids)

    def _fill(self, students, batches):
        """Return a new classroom with so many students and batches, as its administrator."""
        classroom = self.a.classroom.copy({'teacher_ids': self.a.teachers.ids})
        classroom = classroom.with_user(self.a.admin)
        classroom.update_roster(self.many[:students].ids)
        for number in range(batches):
            course = self.a.course.copy({'name': f'Course {number}'})
            classroom.assign_course(course.id, term_key='2026-T1')
        return classroom

    def _count(self, classroom, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        action(classroom)
        return self.cr.sql_log_count - before

    def _assert_constant(self, action):
        few, many = self._fill(3, 2), self._fill(300, 20)
        self._count(few, action)  # fills the caches that outlive a request
        self.assertEqual(self._count(few, action), self._count(many, action))

    def test_the_classroom(self):
        self._assert_constant(lambda classroom: classroom.web_read(CLASSROOM_FORM))

    def test_the_pickers(self):
        for picker in ('get_roster_picker', 'get_faculty_picker'):
            with self.subTest(picker):
                self._assert_constant(lambda classroom, name=picker: getattr(classroom, name)())

    def test_the_manage_dialog(self):
        self._assert_constant(lambda classroom: classroom.batch_ids[0].get_manager())

    def test_the_preview_of_a_cascade(self):
        def preview(classroom):
            wizard = self.env['encoach.assign.course'].with_user(self.a.admin)
            spec = {'summary': {}, 'warning': {}}
            values = {'classroom_id': classroom.id, 'course_id': self.a.course.id}
            wizard.onchange(values, ['course_id'], spec)

        self._assert_constant(preview)
