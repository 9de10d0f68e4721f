from odoo.tests import tagged

from ...exceptions import Conflict
from .cases import WorkbenchCase


@tagged('encoach')
class TestUndo(WorkbenchCase):
    """What was done goes back, and what somebody touched since stays and is named."""

    def assertUndone(self, change):
        """Assert that undoing what ``change`` does leaves every row as it was."""
        before = self.rows()
        change()
        self.assertNotEqual(self.rows(), before)
        operation = self.last()
        told = self.undo(operation)
        self.assertEqual(self.rows(), before)
        self.assertEqual(self.Operation.browse(operation['id']).state, 'undone')
        self.assertEqual({line['reason'] for line in told['lines']}, {'undone'})
        self.assertAudited()

    def test_every_row_is_as_before(self):
        room = self.a.classroom
        batch, _answer = self._assign(self.a)
        batch.update_students(self.ids[:1], 'remove')
        newcomer = self._make_people(self.a, 'student', 1, 'late ')
        for what, change in {
            'assigning': lambda: self._assign(self.a, self.a.sections[0], term_key='2031-T1'),
            'to the roster': lambda: room.update_roster(newcomer.ids),
            'off the roster': lambda: room.update_roster(self.ids[:2], 'remove'),
            'another roster': lambda: room.update_roster([self.ids[0], newcomer.id], 'set'),
            'other homeroom teachers': lambda: room.update_teachers(self.a.teachers[:1].ids, 'set'),
            'back into the batch': lambda: batch.update_students(self.ids),
            'out of the batch': lambda: batch.update_students(self.ids, 'remove'),
            'a guest': lambda: batch.update_students(newcomer.ids),
            'reset': batch.reset_students,
            'other teachers': lambda: batch.update_teachers([], 'set'),
            'no course': lambda: room.detach_course(self.a.course.id),
        }.items():
            with self.subTest(what):
                self.assertUndone(change)

    def test_archiving_is_undone_with_all_that_went_with_it(self):
        """People with their places, and what they are placed in; by a plan and without."""
        batch, _answer = self._assign(self.a)
        for records in (
            self.a.students[:2],
            self.a.teachers,
            self.a.course,
            batch,
            self.a.classroom,
        ):
            records = records.with_user(self.a.admin)
            with self.subTest(records._name):
                self.assertUndone(records.action_archive)
                self.assertTrue(all(records.mapped('active')))
        students = self.a.students[:1]
        before = self.rows()
        plan = self.plan('archive', student_ids=students.ids)
        self.assertEqual(self.rows(), before)
        done = self.apply(plan, confirm_removals=plan['confirm_removals'])
        self.assertFalse(students.active)
        self.assertNotIn(students, batch.enrollment_ids.student_id)
        self.undo(done)
        self.assertEqual((self.rows(), students.active), (before, True))

    def test_whoever_was_placed_elsewhere_since_he_came_back_keeps_that(self):
        batch, _answer = self._assign(self.a)
        student = self.a.students[0]
        student.action_archive()
        operation = self.last()
        student.action_unarchive()
        batch.update_students(student.ids)
        told = self.undo(operation)
        reasons = {line['what']: line['reason'] for line in told['lines']}
        self.assertEqual((reasons['placement'], reasons['student']), ('changed_since',) * 2)
        self.assertEqual(reasons['roster'], 'undone')
        self.assertAudited()

    def test_an_archived_batch_that_came_back_is_archived_again(self):
        batch, _answer = self._assign(self.a)
        batch.action_archive()
        self.assertUndone(lambda: self._assign(self.a))

    def test_a_batch_that_was_made_is_gone_and_can_be_made_again(self):
        self._assign(self.a)
        self.undo(self.last())
        self.assertFalse(self.a.classroom.with_context(active_test=False).batch_ids)
        batch, answer = self._assign(self.a)
        self.assertEqual((answer['created'], answer['enrolled']), (True, self.ids))
        self.assertEqual(batch.student_count, 4)

    def test_the_last_is_undone_first(self):
        before = self.rows()
        batch, _answer = self._assign(self.a)
        first = self.last()
        batch.update_students(self.ids[:2], 'remove')
        second = self.last()
        batch.update_teachers([], 'set')
        for operation in (self.last(), second, first):
            told = self.undo(operation)
            self.assertEqual({line['reason'] for line in told['lines']}, {'undone'})
        self.assertEqual(self.rows(), before)

    def test_what_somebody_touched_since_stays_and_is_named(self):
        batch, _answer = self._assign(self.a)
        operation = self.last()
        batch.update_students(self.ids[:1], 'remove')
        told = self.undo(operation)
        kept = {
            (line['what'], line['student_id']): line['reason']
            for line in told['lines']
            if line['action'] == 'kept'
        }
        self.assertEqual(
            kept,
            {
                ('placement', self.ids[0]): 'changed_since',
                ('batch', None): 'in_use',
            },
        )
        lines = batch.with_context(active_test=False).enrollment_ids
        self.assertEqual((lines.student_id.ids, lines.mapped('active')), (self.ids[:1], [False]))

    def test_out_and_in_again_by_hand_is_touched(self):
        batch, _answer = self._assign(self.a)
        operation = self.last()
        batch.update_students(self.ids[:1], 'remove')
        batch.update_students(self.ids[:1])
        self.undo(operation)
        self.assertEqual(batch.enrollment_ids.student_id.ids, self.ids[:1])
        self.assertAudited()

    def test_an_edit_past_the_operations_is_touched(self):
        """Another transaction has written the row, whatever state it left it in."""
        batch, _answer = self._assign(self.a)
        operation = self.last()
        self.cr.execute(
            "UPDATE encoach_batch_enrollment SET write_date = write_date + interval '1 second'"
            ' WHERE batch_id = %s AND student_id = %s',
            [batch.id, self.ids[0]],
        )
        self.env.invalidate_all()
        self.undo(operation)
        self.assertEqual(batch.enrollment_ids.student_id.ids, self.ids[:1])

    def test_whoever_is_archived_or_takes_the_course_no_more_stays_out(self):
        batch, _answer = self._assign(self.a)
        batch.update_students([], 'set')
        operation = self.last()
        self.a.students[0].action_archive()
        enrollment = self.env['encoach.course.enrollment'].search(
            [('student_id', '=', self.ids[1])]
        )
        enrollment.active = False
        told = self.undo(operation)
        self.assertEqual(batch.enrollment_ids.student_id.ids, self.ids[2:])
        self.assertEqual(
            {line['student_id']: line['reason'] for line in told['lines']},
            {
                self.ids[0]: 'archived',
                self.ids[1]: 'not_enrolled',
                **dict.fromkeys(self.ids[2:], 'undone'),
            },
        )
        self.assertAudited()

    def test_an_enrollment_that_another_batch_needs_stays(self):
        self._assign(self.a)
        operation = self.last()
        other, _answer = self._assign(self.a, self.a.sections[0])
        told = self.undo(operation)
        self.assertEqual(other.student_count, 4)
        self.assertEqual(
            {line['reason'] for line in told['lines'] if line['what'] == 'enrollment'}, {'in_use'}
        )
        self.assertAudited()

    def test_a_batch_with_something_of_its_own_stays(self):
        batch, _answer = self._assign(self.a)
        operation = self.last()
        batch.message_post(body="Room 12 from Monday on.")
        self.undo(operation)
        self.assertTrue(batch.exists())
        self.assertFalse(batch.enrollment_ids)

    def test_nothing_is_undone_twice(self):
        self._assign(self.a)
        operation = self.last()
        undone = self.undo(operation)
        for again in (operation, undone):
            with self.assertRaises(Conflict):
                self.undo(again)
        plan = self.plan('roster', classroom_ids=self.a.classroom.ids, student_ids=[], mode='set')
        with self.assertRaises(Conflict):
            self.undo(plan)

    def test_an_undo_can_be_looked_at_first(self):
        self._assign(self.a)
        operation = self.last()
        before = self.rows()
        plan = self.Operation.browse(operation['id']).undo(dry_run=True)
        self.assertEqual((plan['state'], plan['removed']), ('planned', 6))
        self.assertEqual(self.rows(), before)
        self.apply(plan)
        self.assertFalse(self.a.classroom.batch_ids)
