from odoo.tests import HttpCase, tagged

from ..common import EntityCase

GRID, HISTORY = '/odoo/encoach-term-start', '/odoo/encoach-history'
DIFFERENCES = '/odoo/encoach-differences'


@tagged('post_install', '-at_install', 'encoach')
class TestTours(HttpCase, EntityCase):
    """The workbench as a person uses it, in a real browser; the tours count the clicks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.room = cls.a.classroom
        cls.room.update_teachers(cls.a.teachers.ids)

    def tour(self, name, path=None):
        path = path or f'/odoo/encoach-classrooms/{self.room.id}'
        self.start_tour(path, name, login=self.a.admin.login)

    def members(self):
        """Return ``[(students, teachers)]`` of the classroom's batches in their order."""
        self.env.invalidate_all()
        return [
            (batch.enrollment_ids.student_id, batch.teacher_ids) for batch in self.room.batch_ids
        ]

    def test_the_worked_example_by_a_split_takes_six_clicks_at_most(self):
        seventh = self._make_people(self.a, 'student', 24, 'seventh ')
        self.room.update_roster(seventh.ids)
        self.tour('encoach_split')
        salem, khaled = self.a.teachers
        self.assertEqual(self.members(), [(seventh[:12], salem), (seventh[12:], khaled)])

    def test_one_student_is_moved_by_a_click(self):
        self.room.update_roster(self.a.students.ids)
        self.tour('encoach_split_by_hand')
        first, second = (students for students, _teachers in self.members())
        self.assertEqual((first, second), (self.a.students[1], self.a.students - first))

    def test_many_removals_want_their_number_typed(self):
        self.room.update_roster(self.a.students.ids)
        for section in self.a.sections:
            self._assign(self.a, section)
        self.tour('encoach_split_doubled')
        self.assertEqual([len(students) for students, _teachers in self.members()], [2, 2])

    def test_a_term_start_takes_six_clicks_at_most(self):
        self.room.update_roster(self.a.students.ids)
        other = self.room.copy({'name': "Alpha Grade 8"})
        self.a.course.copy({'name': "Alpha Latin"})
        self.tour('encoach_term_start', GRID)
        for room in self.room | other:
            self.assertEqual(len(room.batch_ids), 2)
        self.assertFalse(self.b.classroom.batch_ids)

    def test_a_mistake_is_undone_by_one_click(self):
        self.room.update_roster(self.a.students.ids)
        self._assign(self.a)
        self.tour('encoach_undo_a_mistake', HISTORY)
        self.assertFalse(self.room.with_context(active_test=False).batch_ids)

    def test_each_difference_is_settled_by_one_click(self):
        late, guest = self._make_people(self.a, 'student', 2, 'late ')
        self.room.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a)
        self.room.update_roster(late.ids)
        batch.update_students(guest.ids)
        batch.update_students(self.a.students[:1].ids, 'remove')
        self.tour('encoach_differences', DIFFERENCES)
        self.env.invalidate_all()
        self.assertEqual(batch.enrollment_ids.student_id, self.a.students[1:] | late)

    def test_a_rollover_waits_for_the_student_without_a_rule(self):
        (guest,) = self._make_people(self.a, 'student', 1, 'Guest ')
        self.room.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a, term_key='2026-T1')
        batch.update_students(guest.ids)
        self.tour('encoach_rollover', '/odoo/encoach-rollover')
        self.env.invalidate_all()
        new = self.room.batch_ids - batch
        self.assertEqual(new.term_key, '2026-T2')
        self.assertEqual(new.enrollment_ids.student_id, self.a.students)
        self.assertFalse(self.b.classroom.batch_ids)
