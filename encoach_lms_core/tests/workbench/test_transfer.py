from datetime import timedelta

from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput
from .cases import WorkbenchCase


@tagged('encoach')
class TestTransfer(WorkbenchCase):
    """A student goes to another classroom or section, on a day, and his batches follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.room, cls.today = cls.a.classroom, cls.a.entity._today()
        cls.other = cls.room.copy({'name': "Alpha Grade 7 B"})
        cls.latin = cls.a.course.copy({'name': "Alpha Latin"})
        cls.batches = {}
        for room in (cls.room, cls.other):
            for course, section in (
                *((cls.a.course, section) for section in cls.a.sections),
                (cls.latin, cls.a.sections.browse()),
            ):
                answer = room.assign_course(course.id, section.id or None, '2026-T1')
                batch = cls.env['encoach.batch'].browse(answer['batch_id'])
                cls.batches[room, section.name or 'whole'] = batch
        cls.batches[cls.room, 'A'].update_students(cls.ids[:2], 'set')
        cls.batches[cls.room, 'B'].update_students(cls.ids[2:], 'set')
        cls.room.roster_line_ids.since = cls.today - timedelta(days=60)

    def move(self, **params):
        values = {
            'classroom_ids': self.room.ids,
            'to_classroom_id': self.other.id,
            'student_ids': self.ids[:1],
            'term_key': '2026-T1',
            **params,
        }
        return self.do('transfer', **values)

    def seats(self, student):
        """Return the batches in which a student is, such as ``(classroom, section)``."""
        self.env.invalidate_all()
        return {
            key for key, batch in self.batches.items() if student in batch.enrollment_ids.student_id
        }

    def test_the_roster_keeps_from_when_to_when(self):
        day = self.today - timedelta(days=10)
        self.move(date=day.isoformat())
        student = self.a.students[0]
        (old,) = self.room.roster_line_ids.filtered(lambda line: line.student_id == student)
        (new,) = self.other.roster_line_ids
        self.assertEqual(
            (old.since, old.until), (day - timedelta(days=50), day - timedelta(days=1))
        )
        self.assertEqual((new.student_id, new.since, new.until), (student, day, False))
        self.assertEqual(self.room.student_ids.ids, self.ids[1:])

    def test_the_batches_follow_into_the_same_or_the_chosen_section(self):
        first, second = self.a.students[:2]
        self.move()
        self.assertEqual(self.seats(first), {(self.other, 'A'), (self.other, 'whole')})
        self.move(student_ids=second.ids, section_ids=self.a.sections[1:].ids)
        self.assertEqual(self.seats(second), {(self.other, 'B'), (self.other, 'whole')})
        self.assertAudited()

    def test_another_section_of_the_same_classroom(self):
        self.move(to_classroom_id=None, section_ids=self.a.sections[1:].ids)
        student = self.a.students[0]
        self.assertEqual(self.seats(student), {(self.room, 'B'), (self.room, 'whole')})
        self.assertEqual(self.room.student_ids.ids, self.ids)
        self.assertFalse(self.other.roster_line_ids)

    def test_nobody_is_put_into_one_of_several_sections_by_chance(self):
        self.batches[self.room, 'A'].update_students(self.ids[:1], 'remove')
        told = self.move()
        self.assertEqual(self.seats(self.a.students[0]), {(self.other, 'whole')})
        self.assertIn('not_placed', {line['reason'] for line in told['lines']})

    def test_undone_he_is_where_he_was(self):
        before = self.rows()
        done = self.move(student_ids=self.ids[:3], date=str(self.today - timedelta(days=3)))
        self.assertEqual(done['removed'], 9, "three off the roster, and six out of batches")
        self.assertEqual({line['reason'] for line in self.undo(done)['lines']}, {'undone'})
        self.assertEqual(self.rows(), before)
        self.assertAudited()

    def test_back_again(self):
        self.move()
        before = self.rows()
        back = self.move(classroom_ids=self.other.ids, to_classroom_id=self.room.id)
        self.assertEqual(self.seats(self.a.students[0]), {(self.room, 'A'), (self.room, 'whole')})
        self.assertEqual(len(self.room.roster_line_ids), 5)
        self.undo(back)
        self.assertEqual(self.rows(), before)

    def test_whoever_is_not_there_is_left_out(self):
        stranger = self._make_people(self.a, 'student', 1, 'other ')
        told = self.move(student_ids=stranger.ids)
        self.assertEqual([line['reason'] for line in told['lines']], ['not_on_roster'])
        self.assertFalse(self.other.roster_line_ids)

    def test_what_does_not_fit_is_refused(self):
        for params, field in (
            ({'date': str(self.today + timedelta(days=1))}, 'date'),
            ({'date': str(self.today - timedelta(days=61))}, 'date'),
            ({'date': 'tomorrow'}, 'date'),
            ({'date': 5}, 'date'),
            ({'to_classroom_id': None}, 'to_classroom_id'),
            ({'classroom_ids': (self.room + self.other).ids}, 'classroom_ids'),
        ):
            with self.subTest(**params), self.assertRaises(InvalidInput) as caught:
                self.move(**params)
            self.assertEqual(caught.exception.errors[0]['field'], field)

    def test_another_schools_ids_are_refused(self):
        b = self.b
        for params in (
            {'classroom_ids': b.classroom.ids},
            {'to_classroom_id': b.classroom.id},
            {'student_ids': b.students.ids},
            {'section_ids': b.sections.ids},
        ):
            with self.subTest(**params), self.assertRaises(EntityMismatch):
                self.move(**params)
