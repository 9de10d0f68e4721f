from odoo.tests import HttpCase, tagged

from ..common import EntityCase

PAGE = '/odoo/encoach-classrooms'


@tagged('post_install', '-at_install', 'encoach')
class TestTours(HttpCase, EntityCase):
    """The Classrooms page as a person uses it, in a real browser (S0-09)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a.classroom.update_teachers(cls.a.teachers.ids)

    def _batches(self, school):
        batches = self.env['encoach.batch'].search([('entity_id', '=', school.entity.id)])
        return {batch.section_id.name: batch for batch in batches}

    def test_the_worked_example_takes_nine_clicks_at_most(self):
        """S0-30; the tour counts the clicks, the database tells the result."""
        seventh = self._make_people(self.a, 'student', 24, 'seventh ')
        self.start_tour(PAGE, 'encoach_worked_example', login=self.a.admin.login)
        classroom = self.env['encoach.classroom'].search([('name', '=', 'Grade 7')])
        self.assertEqual(classroom.student_ids, seventh)
        batches = self._batches(self.a)
        self.assertEqual(batches['A'].name, "Grade 7 — Alpha Physics — A")
        self.assertEqual(batches['A'].enrollment_ids.student_id, seventh[:12])
        self.assertEqual(batches['B'].enrollment_ids.student_id, seventh[12:])
        self.assertEqual(batches['A'].teacher_ids, self.a.teachers[0])
        self.assertEqual(batches['B'].teacher_ids, self.a.teachers[1])
        self.assertEqual(set(map(len, (batches, classroom.batch_ids))), {2})

    def test_a_batch_is_reset_in_one_click(self):
        """S0-20, S0-22, S0-24"""
        self.a.classroom.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a)
        self.start_tour(PAGE, 'encoach_resets', login=self.a.admin.login)
        self.assertEqual(batch.enrollment_ids.student_id, self.a.students)
        self.assertEqual(batch.teacher_ids, self.a.teachers)

    def test_sections_are_generated_on_the_way(self):
        """S0-14, S0-25"""
        latin = self.a.course.copy({'name': 'Alpha Latin'})
        self.a.classroom.update_roster(self.a.students.ids)
        self.start_tour(PAGE, 'encoach_generate_sections', login=self.a.admin.login)
        self.assertEqual(latin.section_ids.mapped('name'), ['A', 'B', 'C'])
        self.assertEqual(self._batches(self.a)['C'].student_count, 4)

    def test_a_section_chosen_in_haste_counts(self):
        self.start_tour(PAGE, 'encoach_hasty_section', login=self.a.admin.login)
        self.assertEqual(set(self._batches(self.a)), {'B'})

    def test_a_stale_picker_makes_its_changes_to_the_present_list(self):
        """Three others stand on it by now; the first, who was there alone, is off already."""
        self.a.classroom.update_roster(self.a.students[:1].ids)
        self.start_tour(PAGE, 'encoach_stale_roster', login=self.a.admin.login)
        self.assertEqual(self.a.classroom.student_ids, self.a.students[1:])

    def test_a_classroom_in_use_is_archived_instead_of_deleted(self):
        self.a.classroom.update_roster(self.a.students.ids)
        self._assign(self.a)
        self.start_tour(PAGE, 'encoach_delete_used', login=self.a.admin.login)
        self.assertTrue(self.a.classroom.exists())
        self.assertFalse(self.a.classroom.active)

    def test_the_other_school_sees_nothing_of_it(self):
        self.a.classroom.update_roster(self.a.students.ids)
        self._assign(self.a)
        self.start_tour(PAGE, 'encoach_other_school', login=self.b.admin.login)
        batch = self._batches(self.b)['A']
        self.assertEqual(batch.enrollment_ids.student_id, self.b.students)
        self.assertEqual(batch.teacher_ids, self.b.teachers)

    def test_a_teacher_is_offered_nothing_he_may_not_do(self):
        self.a.classroom.update_roster(self.a.students.ids)
        self._assign(self.a)
        self.start_tour(PAGE, 'encoach_teacher', login=self.a.teacher_user.login)
        self.assertEqual(self._batches(self.a)[False].student_count, 4)

    def test_many_students_and_batches_take_no_more_requests(self):
        many = self._make_people(self.a, 'student', 300, 'mass ')
        for name, students, batches in (('Alpha Few', 3, 2), ('Alpha Many', 300, 20)):
            classroom = self.a.classroom.copy({'name': name})
            classroom.update_roster(many[:students].ids)
            for number in range(batches):
                course = self.a.course.copy({'name': f'{name} {number}'})
                classroom.assign_course(course.id)
        self.start_tour(PAGE, 'encoach_count_requests', login=self.a.admin.login)
        self.assertEqual(many[0].classroom_count, 2)

    def test_a_platform_administrator_sets_up_a_third_school(self):
        self.start_tour(PAGE, 'encoach_entity_setup', login=self.platform_admin.login)
        entity = self.env['encoach.entity'].search([('code', '=', 'GAMMA')])
        self.assertEqual(entity.user_ids.mapped('login'), ['mona@gamma.example'])
        self.assertEqual(entity.user_ids._get_encoach_role(), 'entity_admin')
