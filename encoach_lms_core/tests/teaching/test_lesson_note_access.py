from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ...exceptions import EntityMismatch, Forbidden, InvalidInput
from .common import TeachingCase


@tagged('encoach')
class TestLessonNoteAccess(TeachingCase):
    """Class teacher, else subject teacher, else nobody (S3-05 to S3-09)."""

    def setUp(self):
        super().setUp()
        self.salem, self.khaled = self.a.teachers

    def may_write(self, course=None, classroom=None, term=None):
        """Return whether the first teacher may write a note there, having tried."""
        try:
            with self.env.cr.savepoint():
                self._write_note(
                    self.a,
                    course_id=(course or self.a.course).id,
                    classroom_id=(classroom or self.a.classroom).id,
                    term_id=(term or self.a.term).id,
                )
        except Forbidden:
            return False
        return True

    def readable(self, user, *notes):
        """Return which of the notes a user may read: by search, one by one, and in a group."""
        found = self.env['encoach.lesson.note'].with_user(user).search([])
        for note in notes:
            self.assertEqual(note.with_user(user).has_access('read'), note in found)
        grouped = found._read_group([], ['entity_id'], ['__count'])
        self.assertEqual(sum(count for _entity, count in grouped), len(found))
        return [note in found for note in notes]

    def note(self, course=None, **values):
        """Return a note of the second teacher, who had authority when he wrote it."""
        values = {'course_id': (course or self.a.course).id, 'teacher_id': self.khaled.id, **values}
        Authority = type(self.env['encoach.lesson.authority'])
        with patch.object(Authority, '_decide', lambda _self, keys: dict.fromkeys(keys, True)):
            return self._write_note(self.a, self.a.admin, **values)

    def test_nobody_without_a_class_or_a_batch(self):
        """S3-05: else deny."""
        self.assertFalse(self.may_write())
        self.assertEqual(self.readable(self.a.teacher_user, self.note()), [False])

    def test_a_class_teacher_writes_every_course_of_his_classroom_in_his_term(self):
        self._make_class_teacher(self.a)
        self.assertTrue(self.may_write())
        self.assertTrue(self.may_write(self.a.chemistry))
        self.assertFalse(self.may_write(term=self.a.next_term))
        self.assertFalse(self.may_write(classroom=self.a.other_classroom))

    def test_a_class_teacher_reads_every_note_of_his_classroom_in_his_term(self):
        """S3-06."""
        self._make_class_teacher(self.a)
        notes = (
            self.note(),
            self.note(self.a.chemistry),
            self.note(term_id=self.a.next_term.id),
            self.note(classroom_id=self.a.other_classroom.id),
        )
        self.assertEqual(self.readable(self.a.teacher_user, *notes), [True, True, False, False])

    def test_a_subject_teacher_has_his_course_in_that_classroom_and_term(self):
        self._make_batch(self.a, term=self.a.term)
        self.assertTrue(self.may_write())
        self.assertFalse(self.may_write(self.a.chemistry))
        self.assertFalse(self.may_write(term=self.a.next_term))
        self.assertFalse(self.may_write(classroom=self.a.other_classroom))
        notes = (
            self.note(),
            self.note(self.a.chemistry),
            self.note(term_id=self.a.next_term.id),
            self.note(classroom_id=self.a.other_classroom.id),
        )
        self.assertEqual(self.readable(self.a.teacher_user, *notes), [True, False, False, False])

    def test_a_batch_without_term_counts_for_every_term(self):
        self._make_batch(self.a)
        self.assertTrue(self.may_write())
        self.assertTrue(self.may_write(term=self.a.next_term))
        self.assertFalse(self.may_write(self.a.chemistry))
        note = self.note(term_id=self.a.next_term.id)
        self.assertEqual(self.readable(self.a.teacher_user, note), [True])

    def test_who_taught_before_or_in_an_archived_batch_has_no_authority(self):
        batch = self._make_batch(self.a)
        note = self.note()
        batch.update_teachers(self.salem.ids, 'remove')
        self.assertFalse(self.may_write())
        self.assertEqual(self.readable(self.a.teacher_user, note), [False])
        batch.update_teachers(self.salem.ids)
        self.assertTrue(self.may_write())
        batch.action_archive()
        self.assertFalse(self.may_write())
        self.assertEqual(self.readable(self.a.teacher_user, note), [False])

    def test_a_homeroom_teacher_gets_nothing_by_it(self):
        """S3-09: homeroom and class teachers are distinct."""
        self.a.classroom.update_teachers(self.salem.ids)
        self.assertFalse(self.may_write())
        self.assertEqual(self.readable(self.a.teacher_user, self.note()), [False])

    def test_hybrid_full_in_one_classroom_and_limited_in_another(self):
        """S3-07: class teacher of class A, subject teacher in class B, no conflict."""
        in_b = {'classroom_id': self.a.other_classroom.id}
        self._make_class_teacher(self.a)
        self._make_batch(self.a, classroom=self.a.other_classroom, term=self.a.term)
        self._make_batch(self.a, term=self.a.term)  # both rules hold in class A: no matter
        writes = [
            self.may_write(course, classroom)
            for classroom in (self.a.classroom, self.a.other_classroom)
            for course in (self.a.course, self.a.chemistry)
        ]
        self.assertEqual(writes, [True, True, True, False])
        notes = (
            self.note(),
            self.note(self.a.chemistry),
            self.note(**in_b),
            self.note(self.a.chemistry, **in_b),
        )
        self.assertEqual(self.readable(self.a.teacher_user, *notes), [True, True, True, False])

    def test_authority_lost_is_lost_for_drafts_too_but_they_stay_readable(self):
        self._make_class_teacher(self.a)
        note = self._write_note(self.a)
        self.a.classroom.remove_class_teacher('2026-T1')
        for attempt in (note.action_submit, lambda: note.write({'title': "x"})):
            with self.assertRaises(Forbidden):
                attempt()
        self.assertEqual(self.readable(self.a.teacher_user, note), [True])

    def test_moving_a_draft_to_another_course_asks_again(self):
        self._make_batch(self.a)
        note = self._write_note(self.a)
        with self.assertRaises(Forbidden):
            note.course_id = self.a.chemistry

    def test_authority_is_asked_of_administrators_scripts_and_superuser_too(self):
        values = {'teacher_id': self.salem.id}
        with self.assertRaises(Forbidden):
            self._write_note(self.a, self.a.admin, **values)
        with self.assertRaises(Forbidden):
            self._write_note(self.a, self.env.ref('base.user_root'), **values)

    def test_administrators_read_all_students_and_the_other_school_nothing(self):
        """S3-06, S0-36."""
        ours, others = self.note(), self.note(self.a.chemistry)
        self._make_batch(self.b)
        self._write_note(self.b)
        self.assertEqual(
            self.env['encoach.lesson.note'].with_user(self.a.admin).search([]), ours | others
        )
        with self.assertRaises(AccessError):
            self.env['encoach.lesson.note'].with_user(self.a.student_user).search([])
        self.assertEqual(self.readable(self.b.admin, ours), [False])
        self.assertEqual(self.readable(self.b.teacher_user, ours), [False])

    def test_who_teaches_in_two_schools_has_each_authority_in_its_own(self):
        self.a.teacher_user.entity_ids = [Command.link(self.b.entity.id)]
        self.b.teachers[0].user_id = self.a.teacher_user
        self._make_class_teacher(self.a)
        self._make_batch(self.b)
        self._write_note(self.a, self.a.teacher_user, course_id=self.a.chemistry.id)
        note = self._write_note(self.b, self.a.teacher_user)
        self.assertEqual(note.teacher_id, self.b.teachers[0])
        with self.assertRaises(Forbidden):
            self._write_note(self.b, self.a.teacher_user, course_id=self.b.chemistry.id)

    def test_the_deciding_rule_is_explained_in_words(self):
        note = self.note(self.a.chemistry).with_user(self.a.admin)
        answers = []

        def ask():
            answers.append(note.explain_access(self.salem.id))
            return answers[-1]['rule'], answers[-1]['allowed'], answers[-1]['may_read']

        self.assertEqual(ask(), ('none', False, False))
        self.assertIn("not the class teacher of Alpha Grade 7", answers[-1]['explanation'])
        self.assertIn("homeroom teacher does not count", answers[-1]['explanation'])
        self._make_batch(self.a, self.a.chemistry)
        self.assertEqual(ask(), ('subject_teacher', True, True))
        self.assertIn("teaches a batch of Alpha Chemistry", answers[-1]['explanation'])
        self._make_class_teacher(self.a)
        self.assertEqual(ask(), ('class_teacher', True, True))
        self.assertIn("every course", answers[-1]['explanation'])
        author = note.explain_access(self.khaled.id)
        self.assertEqual((author['rule'], author['may_read']), ('none', True))
        self.assertIn("author", author['explanation'])

    def test_a_teacher_asks_about_himself_only(self):
        self._make_class_teacher(self.a)
        note = self.note().with_user(self.a.teacher_user)
        self.assertEqual(note.explain_access()['rule'], 'class_teacher')
        self.assertEqual(note.explain_access(self.salem.id)['teacher_id'], self.salem.id)
        with self.assertRaises(Forbidden):
            note.explain_access(self.khaled.id)
        with self.assertRaises(AccessError):
            note.with_user(self.a.student_user).explain_access()
        with self.assertRaises(InvalidInput):
            note.with_user(self.a.admin).explain_access()
        with self.assertRaises(EntityMismatch):
            note.with_user(self.a.admin).explain_access(self.b.teachers[0].id)

    def test_the_number_of_statements_depends_on_nothing(self):
        self._make_class_teacher(self.a)
        Note = self.env['encoach.lesson.note'].with_user(self.a.teacher_user)

        def count(action):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            action()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        def create(number):
            return Note.create(
                [
                    {
                        'classroom_id': self.a.classroom.id,
                        'course_id': self.a.course.id,
                        'term_id': self.a.term.id,
                        'title': f'Lesson {index}',
                    }
                    for index in range(number)
                ]
            )

        fields = ['title', 'state', 'may_edit', 'may_review', 'is_covered', 'teacher_id']
        create(2)
        count(lambda: Note.search([]).read(fields))  # fills the caches that outlive a request
        counts = {}
        for number in (5, 200):
            create(number)
            counts[number] = count(lambda: Note.search([]).read(fields))
        self.assertEqual(counts[5], counts[200])
        self.assertLessEqual(counts[200], 12)
