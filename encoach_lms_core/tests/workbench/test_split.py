from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput
from .cases import WorkbenchCase


@tagged('encoach')
class TestSplit(WorkbenchCase):
    """A classroom into the sections of a course, by one operation."""

    def split(self, **values):
        return self.plan(
            'split',
            **{
                'classroom_ids': self.a.classroom.ids,
                'course_ids': self.a.course.ids,
                'section_ids': self.a.sections.ids,
                **values,
            },
        )

    def members(self):
        """Return who is in which section: lists of ids."""
        batches = self.a.classroom.batch_ids.filtered('section_id')
        return [
            batches.filtered(lambda b, s=section: b.section_id == s).enrollment_ids.student_id.ids
            for section in self.a.sections
        ]

    def test_new_batches_in_the_order_of_names_with_a_teacher_each(self):
        salem, khaled = self.a.teachers
        first, second = self.a.sections
        self.apply(
            self.split(
                term_key='2026-T1',
                section_teachers=[
                    {'section_id': first.id, 'teacher_ids': salem.ids},
                    {'section_id': second.id, 'teacher_ids': khaled.ids},
                ],
            )
        )
        self.assertEqual(self.members(), [self.ids[:2], self.ids[2:]])
        batches = self.a.classroom.batch_ids
        self.assertEqual(batches.mapped('teacher_ids.id'), (salem | khaled).ids)
        self.assertEqual(batches.term_id, self.a.term)
        self.assertAudited()

    def test_one_here_and_one_there(self):
        self.apply(self.split(order='alternate'))
        self.assertEqual(self.members(), [self.ids[::2], self.ids[1::2]])

    def test_evenly_of_each_value_of_a_field(self):
        for student, phone in zip(self.a.students, ('2', '1', '1', '2'), strict=True):
            student.phone = phone
        self.apply(self.split(order='field', field='phone'))
        for members in self.members():
            phones = self.env['encoach.student'].browse(members).mapped('phone')
            self.assertEqual(sorted(phones), ['1', '2'])

    def test_by_hand(self):
        first, second = self.a.sections
        chosen = [
            {'student_id': self.ids[3], 'section_id': first.id},
            *({'student_id': id_, 'section_id': second.id} for id_ in self.ids[:2]),
        ]
        plan = self.split(order='hand', placements=chosen)
        self.assertEqual(plan['skipped'], 1)  # the third one was given no section
        self.apply(plan)
        self.assertEqual(self.members(), [self.ids[3:], self.ids[:2]])

    def test_those_in_both_are_split_and_the_other_section_remembers_it(self):
        for section in self.a.sections:
            self._assign(self.a, section)
        plan = self.split()
        self.assertEqual((plan['removed'], plan['confirm_removals']), (4, 4))
        self.apply(plan, confirm_removals=4)
        self.assertEqual(self.members(), [self.ids[:2], self.ids[2:]])
        # the cascade respects it, and so does another split
        for section in self.a.sections:
            self._assign(self.a, section)
        self.assertEqual(self.members(), [self.ids[:2], self.ids[2:]])
        again = self.split(order='alternate')
        self.assertEqual([again[name] for name in ('added', 'removed', 'skipped')], [0, 0, 0])

    def test_a_newcomer_joins_the_smaller_section(self):
        self.apply(self.split())
        late = self._make_people(self.a, 'student', 3, 'late ')
        self.a.classroom.update_roster(late.ids)
        self.apply(self.split())
        self.assertEqual(sorted(map(len, self.members())), [3, 4])
        self.assertLessEqual(set(self.ids[:2]), set(self.members()[0]))

    def test_overrides_are_kept(self):
        first, _answer = self._assign(self.a, self.a.sections[0])
        first.update_students(self.ids[:2], 'remove')
        first.update_students(self.ids[3:], 'remove')
        first.update_students(self.ids[3:])
        second, _answer = self._assign(self.a, self.a.sections[1])
        second.update_students(self.ids[1:2], 'remove')
        plan = self.split()
        self.apply(plan, confirm_removals=plan['confirm_removals'])
        # the last was put into A by hand; the first was taken out of it; the second out of both
        self.assertEqual(self.members(), [self.ids[2:], self.ids[:1]])
        skipped = [line for line in plan['lines'] if line['action'] == 'skipped']
        self.assertEqual([line['student_id'] for line in skipped], self.ids[1:2])
        self.assertEqual([line['reason'] for line in skipped], ['no_section'])

    def test_seats_are_kept_while_there_are_any(self):
        self.a.sections[0].capacity = 1
        self.apply(self.split())
        self.assertEqual(list(map(len, self.members())), [1, 3])

    def test_it_is_undone(self):
        before = self.rows()
        done = self.apply(self.split(term_key='2031-T1'))
        self.undo(done)
        self.assertEqual(self.rows(), before)
        for section in self.a.sections:
            self._assign(self.a, section)
        before = self.rows()
        self.undo(self.apply(self.split(), confirm_removals=4))
        self.assertEqual(self.rows(), before)
        self.assertAudited()

    def test_what_does_not_fit_is_refused(self):
        other = self.a.course.copy({'name': "Alpha Latin"})
        first = self.a.sections[0].id
        student = self.ids[0]
        for values, field in (
            ({'order': 'luck'}, 'order'),
            ({'order': 'field', 'field': 'password'}, 'field'),
            ({'order': 'field', 'field': 'message_ids'}, 'field'),
            ({'course_ids': other.ids}, 'section_id'),
            ({'course_ids': (other | self.a.course).ids}, 'course_ids'),
            ({'order': 'hand', 'placements': [{'student_id': student}]}, 'placements'),
            ({'order': 'hand', 'placements': ['x']}, 'placements'),
            ({'section_teachers': [{'teacher_ids': []}]}, 'section_teachers'),
            (
                {
                    'order': 'hand',
                    'placements': [{'student_id': student, 'section_id': first}] * 2,
                },
                'placements',
            ),
        ):
            with self.subTest(**values), self.assertRaises(InvalidInput) as caught:
                self.split(**values)
            self.assertEqual(caught.exception.errors[0]['field'], field)

    def test_another_school_is_refused(self):
        b, own = self.b, self.a.sections[0].id
        for values in (
            {'section_ids': b.sections.ids},
            {'section_teachers': [{'section_id': b.sections[0].id, 'teacher_ids': []}]},
            {'section_teachers': [{'section_id': own, 'teacher_ids': b.teachers.ids}]},
            {'placements': [{'student_id': b.students[0].id, 'section_id': own}]},
        ):
            with self.subTest(**values), self.assertRaises(EntityMismatch):
                self.split(**values)
