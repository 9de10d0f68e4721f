from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import (
    Conflict,
    EntityMismatch,
    InUse,
    InvalidInput,
    RecordNotFound,
)
from ..common import EntityCase


@tagged('encoach')
class TestClassroom(EntityCase):
    def setUp(self):
        super().setUp()
        self.classroom = self.a.classroom.with_user(self.a.admin)
        self.ids = self.a.students.ids

    def test_students_are_added_to_the_roster(self):
        """S0-11: ``add`` is a union, duplicates count once."""
        self.classroom.update_roster(self.ids[:1])
        answer = self.classroom.update_roster([self.ids[1], self.ids[0], self.ids[1]])
        self.assertEqual(
            answer,
            {
                'classroom_id': self.classroom.id,
                'mode': 'add',
                'added': [self.ids[1]],
                'removed': [],
                'student_ids': self.ids[:2],
                'total': 2,
            },
        )
        self.assertEqual(self.classroom.student_ids.ids, self.ids[:2])

    def test_the_roster_is_replaced_and_cleared(self):
        """S0-35"""
        self.classroom.update_roster(self.ids[:2], 'set')
        answer = self.classroom.update_roster(self.ids[1:3], 'set')
        self.assertEqual((answer['added'], answer['removed']), ([self.ids[2]], [self.ids[0]]))
        self.assertEqual(self.classroom.update_roster([], 'set')['total'], 0)
        self.assertFalse(self.classroom.student_ids)

    def test_students_are_removed_from_the_roster(self):
        """S0-12: somebody who is not on it is no error."""
        self.classroom.update_roster(self.ids[:2])
        answer = self.classroom.update_roster(self.ids[1:], 'remove')
        self.assertEqual((answer['removed'], answer['student_ids']), ([self.ids[1]], [self.ids[0]]))

    @freeze_time('2026-09-01 22:30:00')
    def test_a_roster_line_remembers_since_when_and_until_when(self):
        """The day is the entity's: in Cairo it is the second of September already."""
        self.classroom.update_roster(self.ids[:1])
        line = self.classroom.roster_line_ids
        self.assertEqual(str(line.since), '2026-09-02')
        with freeze_time('2026-10-05 08:00:00'):
            self.env.cr._now = None
            self.classroom.update_roster(self.ids[:1], 'remove')
            self.classroom.update_roster(self.ids[:1])
        self.assertEqual(
            [str(line.until) for line in self.classroom.roster_line_ids.sorted('id')],
            ['2026-10-05', 'False'],
        )

    def test_homeroom_teachers_are_changed_likewise(self):
        """S0-13"""
        teachers = self.a.teachers
        answer = self.classroom.update_teachers(teachers.ids)
        self.assertEqual((answer['added'], answer['total']), (teachers.ids, 2))
        answer = self.classroom.update_teachers(teachers[1].ids, 'set')
        self.assertEqual(
            (answer['removed'], answer['teacher_ids']), (teachers[0].ids, teachers[1].ids)
        )
        self.assertEqual(self.classroom.teacher_ids, teachers[1])

    def test_one_bad_id_refuses_the_whole_list(self):
        self.a.students[3].action_archive()
        for student_ids, error in (
            ([*self.ids[:2], self.b.students[0].id], EntityMismatch),
            ([*self.ids[:2], 2**31 - 1], RecordNotFound),
            (self.ids, InvalidInput),
        ):
            with self.subTest(error.__name__), self.assertRaises(error):
                self.classroom.update_roster(student_ids)
        self.assertFalse(self.classroom.student_ids)

    def test_a_list_that_changed_meanwhile_is_not_overwritten(self):
        self.classroom.update_roster(self.ids[:2])
        with self.assertRaises(Conflict):
            self.classroom.update_roster(self.ids, 'set', expected_ids=self.ids[:1])
        self.assertEqual(self.classroom.student_ids.ids, self.ids[:2])
        self.classroom.update_roster(self.ids, 'set', expected_ids=self.ids[1::-1])
        self.assertEqual(self.classroom.student_count, 4)
        batch = self._assign(self.a)[0]
        for update, people in (
            (self.classroom.update_teachers, self.a.teachers),
            (batch.update_teachers, self.a.teachers),
            (batch.update_students, self.a.students),
        ):
            with self.subTest(update.__name__), self.assertRaises(Conflict):
                update(people.ids, 'set', expected_ids=[2**31 - 1])

    def test_an_unknown_mode_is_refused(self):
        for method in (self.classroom.update_roster, self.classroom.update_teachers):
            with self.assertRaises(InvalidInput):
                method([], 'replace')

    def test_a_teacher_changes_nothing(self):
        classroom = self.a.classroom.with_user(self.a.teacher_user)
        self.assertEqual(classroom.name, 'Alpha Grade 7')
        for change in (
            lambda: classroom.update_roster(self.ids),
            lambda: classroom.update_teachers(self.a.teachers.ids),
            lambda: classroom.detach_course(self.a.course.id),
            lambda: classroom.assign_course(self.a.course.id),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_an_administrator_of_another_school_changes_nothing(self):
        with self.assertRaises(AccessError):
            self.a.classroom.with_user(self.b.admin).update_roster(self.b.students.ids)

    def test_a_detached_course_keeps_its_batches(self):
        """S0-26"""
        batch, _answer = self._assign(self.a)
        self.assertEqual(self.classroom.course_ids, self.a.course)
        self.classroom.detach_course(self.a.course.id)
        self.assertFalse(self.classroom.course_ids)
        self.assertEqual(self.classroom.batch_ids, batch)

    def test_an_archived_course_is_detached_too(self):
        self._assign(self.a)
        self.a.course.action_archive()
        self.classroom.detach_course(self.a.course.id)
        self.a.course.action_unarchive()
        self.assertFalse(self.classroom.course_ids)

    def test_counts_follow_the_workflow(self):
        """S0-03, S0-10"""
        names = ['student_count', 'teacher_count', 'course_count', 'batch_count']
        self.assertEqual([self.classroom[name] for name in names], [0, 0, 0, 0])
        self.classroom.update_roster(self.ids)
        self.classroom.update_teachers(self.a.teachers.ids)
        self._assign(self.a)
        self.assertEqual([self.classroom[name] for name in names], [4, 2, 1, 1])

    def test_classrooms_are_found_by_their_present_students(self):
        self.classroom.update_roster(self.ids[:2])
        self.classroom.update_roster(self.ids[:1], 'remove')
        Classroom = self.env['encoach.classroom']
        self.assertFalse(Classroom.search([('student_ids', 'in', self.ids[:1])]))
        self.assertEqual(Classroom.search([('student_ids', 'in', self.ids[1:2])]), self.a.classroom)

    def test_what_others_need_is_not_deleted(self):
        """Not even a batch that is archived; the error says what to archive."""
        batch, _answer = self._assign(self.a)
        batch.active = False
        with self.assertRaises(InUse) as caught:
            self.classroom.unlink()
        self.assertIn("Alpha Grade 7: its batches", str(caught.exception))
        self.assertEqual(
            caught.exception.context, {'model': 'encoach.classroom', 'ids': self.classroom.ids}
        )
        empty = self.classroom.create({'name': "Empty"})
        empty.update_roster(self.ids)
        empty.unlink()
        self.assertFalse(empty.exists())
