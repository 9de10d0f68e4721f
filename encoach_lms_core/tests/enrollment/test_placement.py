from odoo.exceptions import UserError
from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput
from ..common import EntityCase


@tagged('encoach')
class TestPlacement(EntityCase):
    """Who is actually in a batch (S0-20, S0-21)."""

    def setUp(self):
        super().setUp()
        self.ids = self.a.students.ids
        self.a.classroom.update_roster(self.ids[:3])
        self.batch = self._assign(self.a)[0].with_user(self.a.admin)

    def _lines(self):
        lines = self.batch.with_context(active_test=False).enrollment_ids
        return {line.student_id.id: line for line in lines}

    def test_a_student_taken_out_leaves_his_line(self):
        answer = self.batch.update_students(self.ids[:1], 'remove')
        self.assertEqual(
            answer,
            {
                'batch_id': self.batch.id,
                'mode': 'remove',
                'added': [],
                'removed': self.ids[:1],
                'student_ids': self.ids[1:3],
                'total': 2,
            },
        )
        line = self._lines()[self.ids[0]]
        self.assertFalse(line.active)
        self.assertTrue(line.ended_at)

    def test_a_student_added_again_gets_his_line_back(self):
        line = self._lines()[self.ids[0]]
        self.batch.update_students(self.ids[:1], 'remove')
        answer = self.batch.update_students(self.ids[:1])
        self.assertEqual(answer['added'], self.ids[:1])
        self.assertEqual(self._lines()[self.ids[0]], line)
        self.assertEqual((line.active, line.ended_at, line.origin), (True, False, 'manual'))

    def test_set_is_what_you_see_is_what_you_get(self):
        answer = self.batch.update_students([self.ids[0], self.ids[3]], 'set')
        self.assertEqual((answer['added'], answer['removed']), ([self.ids[3]], self.ids[1:3]))
        self.assertEqual(self.batch.update_students([], 'set')['total'], 0)

    def test_reset_makes_it_the_roster_again(self):
        self.batch.update_students([self.ids[0], self.ids[3]], 'set')
        answer = self.batch.reset_students()
        self.assertEqual((answer['mode'], answer['student_ids']), ('reset', self.ids[:3]))
        self.assertEqual((answer['added'], answer['removed']), (self.ids[1:3], [self.ids[3]]))

    def test_the_roster_does_not_follow_the_batch(self):
        self.batch.update_students([self.ids[3]], 'set')
        self.assertEqual(self.a.classroom.student_ids.ids, self.ids[:3])

    def test_bad_lists_are_refused_whole(self):
        self.a.students[3].action_archive()
        for student_ids, error in (
            ([self.ids[0], self.b.students[0].id], EntityMismatch),
            ([self.ids[0], self.ids[3]], InvalidInput),
        ):
            for mode in ('add', 'set'):
                with self.subTest(error, mode=mode), self.assertRaises(error):
                    self.batch.update_students(student_ids, mode)
        with self.assertRaises(InvalidInput):
            self.batch.update_students([], 'toggle')
        self.assertEqual(self.batch.student_count, 3)

    def test_capacity_warns_and_never_blocks(self):
        """S0-44"""
        self.a.sections[0].capacity = 2
        batch, _answer = self._assign(self.a, self.a.sections[0])
        self.assertEqual((batch.student_count, batch.capacity, batch.over_capacity), (3, 2, 1))
        batch.update_students(self.ids[:2], 'set')
        self.assertEqual(batch.over_capacity, 0)
        self.a.sections[0].capacity = 0
        self.assertEqual(batch.over_capacity, 0)

    def test_a_placement_never_changes_whom_it_places_where(self):
        line = self.batch.enrollment_ids[0]
        other, _answer = self._assign(self.a, self.a.sections[0])
        for values in ({'student_id': self.ids[3]}, {'batch_id': other.id}):
            with self.subTest(values), self.assertRaises(UserError):
                line.write(values)
