from odoo.tests import tagged

from ...exceptions import (
    EntityMismatch,
    InvalidInput,
    RecordNotFound,
)
from ..common import EntityCase


@tagged('encoach')
class TestCascade(EntityCase):
    """``assign_course`` (S0-15 to S0-18, S0-32 to S0-34)."""

    def setUp(self):
        super().setUp()
        self.ids = self.a.students.ids
        self.a.classroom.update_roster(self.ids)
        self.a.classroom.update_teachers(self.a.teachers.ids)

    def test_a_new_batch_gets_the_roster_and_the_homeroom_teachers(self):
        batch, answer = self._assign(self.a, self.a.sections[0], term_key='2026-T1')
        self.assertEqual(
            answer,
            {
                'batch_id': batch.id,
                'created': True,
                'enrolled': self.ids,
                'kept': 0,
                'skipped': [],
                'teacher_ids': self.a.teachers.ids,
            },
        )
        self.assertEqual(batch.enrollment_ids.student_id, self.a.students)
        self.assertEqual(set(batch.enrollment_ids.mapped('origin')), {'cascade'})
        self.assertEqual((batch.term_id, batch.section_id), (self.a.term, self.a.sections[0]))
        self.assertEqual(batch.entity_id, self.a.entity)

    def test_a_second_run_reuses_the_batch_and_changes_nothing(self):
        batch, _answer = self._assign(self.a)
        again, answer = self._assign(self.a)
        self.assertEqual(again, batch)
        self.assertEqual((answer['created'], answer['enrolled'], answer['kept']), (False, [], 4))
        self.assertEqual(batch.student_count, 4)

    def test_a_run_without_section_is_another_batch(self):
        whole, _answer = self._assign(self.a)
        section, _answer = self._assign(self.a, self.a.sections[0])
        term, _answer = self._assign(self.a, term_key='2026-T1')
        self.assertEqual(len(whole | section | term), 3)

    def test_an_unknown_term_key_creates_the_term(self):
        batch, _answer = self._assign(self.a, term_key='2027-T1')
        self.assertEqual((batch.term_key, batch.term_id.entity_id), ('2027-T1', self.a.entity))

    def test_a_student_once_taken_out_stays_out(self):
        batch, _answer = self._assign(self.a)
        batch.update_students(self.ids[2:], 'remove')
        _batch, answer = self._assign(self.a)
        reason = 'removed_from_batch'
        self.assertEqual(
            answer['skipped'], [{'student_id': id_, 'reason': reason} for id_ in self.ids[2:]]
        )
        self.assertEqual(batch.enrollment_ids.student_id.ids, self.ids[:2])

    def test_a_later_student_joins_by_a_second_run_only(self):
        self.a.classroom.update_roster(self.ids[3:], 'remove')
        batch, _answer = self._assign(self.a)
        self.a.classroom.update_roster(self.ids)
        self.assertEqual(batch.student_count, 3)
        _batch, answer = self._assign(self.a)
        self.assertEqual((answer['enrolled'], answer['kept']), (self.ids[3:], 3))

    def test_a_student_off_the_roster_stays_in_the_batch(self):
        batch, _answer = self._assign(self.a)
        self.a.classroom.update_roster([], 'set')
        self.assertEqual(batch.student_count, 4)
        self._assign(self.a)
        self.assertEqual(batch.student_count, 4)

    def test_teachers_named_by_the_caller_replace_the_homeroom_teachers(self):
        batch, answer = self._assign(self.a, teacher_ids=self.a.teachers[0].ids)
        self.assertEqual(answer['teacher_ids'], self.a.teachers[0].ids)
        self.assertEqual(batch.teacher_ids, self.a.teachers[0])

    def test_on_reuse_the_teachers_set_per_batch_stay(self):
        salem, khaled = self.a.teachers
        batch, _answer = self._assign(self.a)
        batch.update_teachers(salem.ids, 'set')
        self._assign(self.a)
        self.assertEqual(batch.teacher_ids, salem)
        self._assign(self.a, teacher_ids=khaled.ids)
        self.assertEqual(batch.teacher_ids, salem | khaled)

    def test_an_archived_batch_comes_back(self):
        batch, _answer = self._assign(self.a)
        batch.action_archive()
        again, answer = self._assign(self.a)
        self.assertEqual((again, answer['created'], batch.active), (batch, False, True))

    def test_the_course_is_studied_in_the_classroom_afterwards(self):
        self._assign(self.a)
        self.assertEqual(self.a.classroom.course_ids, self.a.course)

    def test_an_empty_roster_makes_an_empty_batch(self):
        self.a.classroom.update_roster([], 'set')
        batch, answer = self._assign(self.a)
        self.assertEqual((answer['enrolled'], batch.student_count), ([], 0))

    def test_foreign_unknown_and_unfit_ids_are_refused_and_leave_nothing(self):
        classroom = self.a.classroom.with_user(self.a.admin)
        other = self.a.course.copy({'name': 'Chemistry'})
        archived = self.a.course.copy({'name': 'Latin', 'active': False})
        course, section = self.a.course.id, self.a.sections[0].id
        for values, error in (
            ({'course_id': self.b.course.id}, EntityMismatch),
            ({'course_id': course, 'section_id': self.b.sections[0].id}, EntityMismatch),
            ({'course_id': course, 'teacher_ids': self.b.teachers.ids}, EntityMismatch),
            ({'course_id': 2**31 - 1}, RecordNotFound),
            ({'course_id': other.id, 'section_id': section}, InvalidInput),
            ({'course_id': archived.id}, InvalidInput),
            ({'course_id': '1'}, InvalidInput),
        ):
            with self.subTest(values), self.assertRaises(error):
                classroom.assign_course(**values)
        self.assertFalse(classroom.batch_ids)
        self.assertFalse(classroom.course_ids)

    def test_the_worked_example(self):
        """S0-30: two sections of one homeroom, split afterwards."""
        students = self._make_people(self.a, 'student', 24, 'seventh ')
        salem, khaled = self.a.teachers
        self.a.classroom.update_roster(students.ids, 'set')
        batches = []
        for section in self.a.sections:
            batch, answer = self._assign(self.a, section, term_key='2026-T1')
            self.assertEqual((len(answer['enrolled']), batch.teacher_count), (24, 2))
            batches.append(batch)
        first, second = batches
        first.update_students(students[:12].ids, 'set')
        second.update_students(students[12:].ids, 'set')
        first.update_teachers(salem.ids, 'set')
        second.update_teachers(khaled.ids, 'set')
        self.assertEqual(first.enrollment_ids.student_id, students[:12])
        self.assertEqual(second.enrollment_ids.student_id, students[12:])
        self.assertEqual((first.teacher_ids, second.teacher_ids), (salem, khaled))
        # S0-34: another run destroys no override
        for section in self.a.sections:
            self._assign(self.a, section, term_key='2026-T1')
        self.assertEqual((first.student_count, second.student_count), (12, 12))
        self.assertEqual((first.teacher_ids, second.teacher_ids), (salem, khaled))

    def test_the_preview_of_assigning_again_counts_the_result(self):
        """One of four was taken out, and one seat is missing for those who are in."""
        section = self.a.sections[0]
        section.capacity = 2
        batch, _answer = self._assign(self.a, section)
        batch.update_students(self.ids[:1], 'remove')
        classroom = self.a.classroom.with_user(self.a.admin)
        summary, warning = classroom._preview_course(
            self.a.course, section, self.env['encoach.term']
        )
        self.assertEqual(
            summary,
            f"Nobody new will join {batch.name}. 1 student taken out of it before will stay out.",
        )
        self.assertIn("for 3 students: 1 too many", warning)
        batch.reset_students()
        summary, _warning = classroom._preview_course(
            self.a.course, section, self.env['encoach.term']
        )
        self.assertEqual(summary, f"Everybody is in {batch.name} already: nothing changes.")
