from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput, StalePlan, UsedPlan
from .cases import WorkbenchCase


@tagged('encoach')
class TestPlan(WorkbenchCase):
    """A change that is told beforehand, and done as it was told or not at all."""

    def assign(self, **values):
        return self.plan(
            'assign', classroom_ids=self.a.classroom.ids, course_ids=self.a.course.ids, **values
        )

    def test_a_plan_changes_nothing(self):
        before = self.rows()
        plan = self.assign(term_key='2031-T1')
        self.assertEqual(self.rows(), before)
        self.assertEqual((plan['state'], plan['added'], plan['removed']), ('planned', 6, 0))

    def test_the_result_is_what_the_plan_said(self):
        plan = self.assign(section_id=self.a.sections[0].id, term_key='2031-T1')
        done = self.apply(plan)
        self.assertEqual(done['state'], 'applied')
        batch = self.a.classroom.batch_ids
        self.assertEqual(batch.name, "Alpha Grade 7 — Alpha Physics — A")
        self.assertEqual((batch.term_key, batch.student_count), ('2031-T1', 4))
        self.assertEqual(batch.teacher_ids, self.a.teachers)
        self.assertEqual(set(batch.enrollment_ids.mapped('origin')), {'cascade'})
        # the lines have the batch's id now, and nothing else has changed in them
        told = [{**line, 'batch_id': None, 'term_id': None} for line in done['lines']]
        self.assertEqual([{**line, 'term_id': None} for line in plan['lines']], told)
        placed = self.actions(done, 'placement')
        self.assertEqual(placed, {(batch.id, id_): 'added' for id_ in self.ids})
        self.assertAudited()

    def test_a_plan_tells_who_is_kept_and_who_stays_out_and_why(self):
        batch, _answer = self._assign(self.a)
        batch.update_students(self.ids[:1], 'remove')
        newcomer = self._make_people(self.a, 'student', 1, 'late ')
        self.a.classroom.update_roster(newcomer.ids)
        plan = self.assign()
        self.assertEqual(
            [
                (line['student_id'], line['action'], line['reason'])
                for line in plan['lines']
                if line['what'] == 'placement'
            ],
            [
                (self.ids[0], 'skipped', 'removed_from_batch'),
                *((id_, 'kept', 'there_already') for id_ in self.ids[1:]),
                (newcomer.id, 'added', 'on_roster'),
            ],
        )
        self.assertEqual((plan['added'], plan['skipped']), (1, 1))
        # three students and two teachers
        self.assertEqual(plan['kept'], 5)

    def test_a_plan_is_used_once(self):
        plan = self.assign()
        self.apply(plan)
        with self.assertRaises(UsedPlan):
            self.apply(plan)

    def test_a_plan_is_stale_as_soon_as_it_would_do_something_else(self):
        batch, _answer = self._assign(self.a)
        changes = {
            'somebody joins the roster': lambda: self.a.classroom.update_roster(
                self._make_people(self.a, 'student', 1, 'late ').ids
            ),
            'somebody leaves it': lambda: self.a.classroom.update_roster(self.ids[:1], 'remove'),
            'somebody leaves the batch': lambda: batch.update_students(self.ids[:1], 'remove'),
            'the batch is archived': batch.action_archive,
            'the course is taken off': lambda: self.a.classroom.detach_course(self.a.course.id),
        }
        for what, change in changes.items():
            with self.subTest(what), self.env.cr.savepoint() as savepoint:
                plan = self.assign()
                change()
                before = self.rows()
                with self.assertRaises(StalePlan) as caught, self.env.cr.savepoint():
                    self.apply(plan)
                self.env.invalidate_all()
                self.assertEqual(self.rows(), before)
                self.assertTrue(caught.exception.errors)
                self.assertLessEqual(
                    {error['code'] for error in caught.exception.errors}, {'new', 'no_longer'}
                )
                savepoint.rollback()
                self.env.invalidate_all(flush=False)

    def test_the_difference_of_a_stale_plan_names_who(self):
        plan = self.assign()
        self.a.classroom.update_roster(self.ids[:1], 'remove')
        with self.assertRaises(StalePlan) as caught:
            self.apply(plan)
        messages = [error['message'] for error in caught.exception.errors]
        name = self.a.students[0].name
        self.assertIn(f"No longer: {name} added to Alpha Grade 7 — Alpha Physics.", messages)

    def test_another_change_leaves_a_plan_as_it_is(self):
        """The plan reads its own classroom, and nothing of others."""
        plan = self.assign()
        other = self.a.classroom.copy({'name': "Alpha Grade 9"})
        other.update_roster(self.ids)
        other.assign_course(self.a.course.copy({'name': "Alpha Latin"}).id)
        self.assertEqual(self.apply(plan)['state'], 'applied')

    def test_a_wrong_digest_applies_nothing(self):
        plan = self.assign()
        before = self.rows()
        with self.assertRaises(StalePlan), self.env.cr.savepoint():
            self.Operation.browse(plan['id']).apply('0' * 64)
        self.assertEqual(self.rows(), before)

    def test_each_kind_of_change_of_members(self):
        batch, _answer = self._assign(self.a)
        students, teachers = self.ids[:2], self.a.teachers[:1].ids
        room, own = {'classroom_ids': self.a.classroom.ids}, {'batch_ids': batch.ids}
        self.do('roster', 2, **room, student_ids=students, mode='set')
        self.assertEqual(self.a.classroom.student_ids.ids, students)
        self.do('faculty', 1, **room, teacher_ids=teachers, mode='set')
        self.assertEqual(self.a.classroom.teacher_ids.ids, teachers)
        self.do('batch_students', 2, **own, student_ids=students, mode='set')
        self.assertEqual(batch.enrollment_ids.student_id.ids, students)
        self.do('batch_students', **own, student_ids=self.ids)
        self.assertEqual(batch.enrollment_ids.student_id.ids, self.ids)
        self.do('batch_teachers', 1, **own, teacher_ids=teachers, mode='remove')
        self.assertEqual(batch.teacher_ids, self.a.teachers[1:])
        self.assertAudited()

    def test_many_courses_are_assigned_to_many_classrooms_at_once(self):
        rooms = self.a.classroom | self.a.classroom.copy({'name': "Alpha Grade 8"})
        rooms[1].update_roster(self.ids[:1])
        courses = self.a.course | self.a.course.copy({'name': "Alpha Latin"})
        done = self.do(
            'assign', classroom_ids=rooms.ids, course_ids=courses.ids, term_key='2026-T1'
        )
        self.assertEqual(done['added'], 2 * (4 + 1) + 2 * 2)
        for room in rooms:
            self.assertEqual(room.course_ids, courses)
            self.assertEqual(room.batch_ids.course_id, courses)
            for batch in room.batch_ids:
                self.assertEqual(batch.enrollment_ids.student_id, room.student_ids)
                self.assertEqual(batch.teacher_ids, room.teacher_ids)

    def test_only_the_chosen_courses_of_each_classroom(self):
        rooms = self.a.classroom | self.a.classroom.copy({'name': "Alpha Grade 8"})
        courses = self.a.course | self.a.course.copy({'name': "Alpha Latin"})
        cells = [(rooms[0], courses[0]), (rooms[1], courses[1])]
        self.do(
            'assign',
            classroom_ids=rooms.ids,
            course_ids=courses.ids,
            cells=[{'classroom_id': room.id, 'course_id': course.id} for room, course in cells],
        )
        self.assertEqual([(room.course_ids) for room in rooms], [courses[0], courses[1]])

    def test_what_is_done_in_one_step_is_recorded_unless_it_changes_nothing(self):
        batch, _answer = self._assign(self.a)
        self.assertEqual((self.last()['kind'], self.last()['added']), ('assign', 6))
        number = self.Operation.search_count([])
        self._assign(self.a)
        batch.update_students(self.ids)
        self.a.classroom.update_roster(self.ids, 'set')
        self.assertEqual(self.Operation.search_count([]), number)

    def test_many_removals_are_confirmed_by_their_number(self):
        room = {'classroom_ids': self.a.classroom.ids}
        plan = self.plan('roster', **room, student_ids=[], mode='set')
        self.assertEqual(plan['confirm_removals'], 4)
        for wrong in (None, 3, 5, True, '4'):
            with self.subTest(wrong), self.assertRaises(InvalidInput), self.env.cr.savepoint():
                self.apply(plan, confirm_removals=wrong)
            self.env.invalidate_all()
        self.assertEqual(len(self.a.classroom.student_ids), 4)
        self.apply(plan, confirm_removals=4)
        self.assertFalse(self.a.classroom.student_ids)

    def test_what_does_not_fit_is_refused(self):
        room = {'classroom_ids': self.a.classroom.ids}
        for kind, params, field in (
            ('nonsense', {}, 'kind'),
            ('undo', {'operation_id': 1}, 'kind'),
            ('_record', {}, 'kind'),
            ('roster', {'student_ids': self.ids}, 'classroom_ids'),
            ('roster', {**room}, 'student_ids'),
            ('roster', {**room, 'student_ids': self.ids, 'mode': 'reset'}, 'mode'),
            ('roster', {**room, 'student_ids': self.ids, 'x': 1}, 'x'),
            ('roster', {**room, 'student_ids': ['1']}, 'student_ids'),
            ('assign', {**room, 'course_ids': []}, 'course_ids'),
        ):
            with self.subTest(kind, **params), self.assertRaises(InvalidInput) as caught:
                self.plan(kind, **params)
            self.assertEqual(caught.exception.errors[0]['field'], field)

    def test_another_schools_ids_are_refused_whatever_they_are_given_for(self):
        own, b = {'classroom_ids': self.a.classroom.ids}, self.b
        for kind, params in (
            ('assign', {'classroom_ids': b.classroom.ids, 'course_ids': b.course.ids}),
            ('assign', {**own, 'course_ids': b.course.ids}),
            ('assign', {**own, 'course_ids': self.a.course.ids, 'teacher_ids': b.teachers.ids}),
            ('assign', {**own, 'course_ids': self.a.course.ids, 'section_id': b.sections[0].id}),
            ('roster', {**own, 'student_ids': [*self.ids, b.students[0].id]}),
            ('faculty', {**own, 'teacher_ids': b.teachers.ids}),
            ('batch_students', {'student_ids': self.ids, 'section_ids': b.sections.ids}),
        ):
            with self.subTest(kind, **params), self.assertRaises(EntityMismatch):
                self.plan(kind, **params)

    def test_another_schools_plans_do_not_exist(self):
        plan = self.assign()
        theirs = self.env['encoach.operation'].with_user(self.b.admin).browse(plan['id'])
        for call in (theirs.describe, theirs.undo, lambda: theirs.apply(plan['digest'])):
            with self.assertRaises(AccessError):
                call()

    def test_teachers_and_students_plan_nothing_and_read_nothing(self):
        plan = self.assign()
        for user in (self.a.teacher_user, self.a.student_user):
            Operation = self.env['encoach.operation'].with_user(user)
            own = Operation.browse(plan['id'])
            for call in (
                lambda model=Operation: model.plan(
                    'roster',
                    {'classroom_ids': self.a.classroom.ids, 'student_ids': self.ids},
                ),
                own.describe,
                own.undo,
                lambda record=own: record.apply(plan['digest']),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
