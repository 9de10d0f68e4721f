from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput
from .cases import WorkbenchCase


@tagged('encoach')
class TestDrift(WorkbenchCase):
    """Where batches differ from their classrooms, why, and how each is settled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batch, _answer = cls._assign(cls, cls.a)

    def drift(self, **options):
        """Return ``{(kind, id): reason}``."""
        return {
            ('student', line['student_id'])
            if line['student_id']
            else ('teacher', line['teacher_id']): line['reason']
            for line in self.Operation.get_drift(self.a.classroom.id, **options)
        }

    def settle(self, action, **ids):
        return self.Operation.settle_drift(action, [{'batch_id': self.batch.id, **ids}])

    def test_a_batch_that_is_as_its_classroom_does_not_differ(self):
        self.assertEqual(self.drift(), {})

    def test_each_difference_has_its_reason(self):
        late, guest = self._make_people(self.a, 'student', 2, 'late ')
        substitute = self._make_people(self.a, 'teacher', 1, 'late ')
        self.a.classroom.update_roster(late.ids)
        self.batch.update_students(guest.ids)
        self.batch.with_user(self.a.admin).update_students(self.ids[:1], 'remove')
        self.batch.update_teachers(self.a.teachers[:1].ids, 'remove')
        self.batch.update_teachers(substitute.ids)
        self.assertEqual(
            self.drift(),
            {
                ('student', late.id): 'not_enrolled',
                ('student', guest.id): 'guest',
                ('student', self.ids[0]): 'taken_out',
                ('teacher', self.a.teachers[0].id): 'not_teaching',
                ('teacher', substitute.id): 'batch_only',
            },
        )
        lines = self.Operation.get_drift(self.a.classroom.id)
        (taken,) = (line for line in lines if line['reason'] == 'taken_out')
        self.assertEqual(
            (taken['by'], taken['member']), (self.a.admin.name, self.a.students[0].name)
        )
        self.assertTrue(taken['moment'])
        self.assertEqual(self.drift(term_key='2026-T1'), {})

    def test_who_is_in_another_section_is_not_missing(self):
        self.batch.action_archive()
        for section in self.a.sections:
            self._assign(self.a, section)
        plan = self.plan(
            'split',
            classroom_ids=self.a.classroom.ids,
            course_ids=self.a.course.ids,
            section_ids=self.a.sections.ids,
            section_teachers=[
                {'section_id': section.id, 'teacher_ids': teacher.ids}
                for section, teacher in zip(self.a.sections, self.a.teachers, strict=True)
            ],
        )
        self.apply(plan, confirm_removals=plan['confirm_removals'])
        self.assertEqual(self.drift(), {})

    def test_each_is_settled_in_one_step_and_can_be_undone(self):
        late, guest = self._make_people(self.a, 'student', 2, 'late ')
        self.a.classroom.update_roster(late.ids)
        self.batch.update_students(guest.ids)
        self.settle('enrol', student_id=late.id)
        self.assertIn(late, self.batch.enrollment_ids.student_id)
        self.settle('reset', student_id=guest.id)
        self.assertNotIn(guest, self.batch.enrollment_ids.student_id)
        self.batch.update_teachers(self.a.teachers[:1].ids, 'remove')
        self.settle('reset', teacher_id=self.a.teachers[0].id)
        self.assertEqual(self.batch.teacher_ids, self.a.teachers)
        self.assertEqual(self.drift(), {})
        self.undo(self.last())
        self.assertEqual(self.drift(), {('teacher', self.a.teachers[0].id): 'not_teaching'})
        self.assertAudited()

    def test_what_is_meant_is_listed_no_more_until_that_is_undone(self):
        self.batch.update_students(self.ids[:1], 'remove')
        before = self.rows()
        self.settle('keep', student_id=self.ids[0])
        self.assertEqual((self.drift(), self.rows()), ({}, before))
        self.undo(self.last())
        self.assertEqual(self.drift(), {('student', self.ids[0]): 'taken_out'})

    def test_what_does_not_differ_is_left_alone(self):
        guest = self._make_people(self.a, 'student', 1, 'late ')
        self.batch.update_students(guest.ids)
        before, number = self.rows(), self.Operation.search_count([])
        for action, ids in (
            ('keep', {'student_id': self.ids[0]}),
            ('reset', {'teacher_id': self.a.teachers[0].id}),
            ('enrol', {'student_id': guest.id}),
        ):
            self.assertEqual(self.settle(action, **ids), 0)
        self.assertEqual((self.rows(), self.Operation.search_count([])), (before, number))

    def test_what_does_not_fit_is_refused(self):
        student, teacher = self.ids[0], self.a.teachers[0].id
        for action, ids in (
            ('burn', {'student_id': student}),
            ('keep', {}),
            ('keep', {'student_id': student, 'teacher_id': teacher}),
            ('keep', {'student_id': str(student)}),
        ):
            with self.subTest(action, **ids), self.assertRaises(InvalidInput):
                self.settle(action, **ids)

    def test_the_other_school_and_other_roles_are_out_of_reach(self):
        student = {'student_id': self.ids[0]}
        foreign = self.env['encoach.operation'].with_user(self.b.admin)
        with self.assertRaises(EntityMismatch):
            foreign.get_drift(self.a.classroom.id)
        with self.assertRaises(EntityMismatch):
            foreign.settle_drift('keep', [{'batch_id': self.batch.id, **student}])
        self.batch.update_students(self.ids[:1], 'remove')
        self.assertEqual(foreign.get_drift(), [])
        teacher = self.env['encoach.operation'].with_user(self.a.teacher_user)
        with self.assertRaises(AccessError):
            teacher.get_drift(self.a.classroom.id)
        with self.assertRaises(AccessError):
            teacher.settle_drift('keep', [{'batch_id': self.batch.id, **student}])
