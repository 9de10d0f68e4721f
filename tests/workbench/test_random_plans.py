"""Whatever the state of a school: a plan is what happens, and its undo is what was.

Hypothesis makes up a state by a few changes, then plans something. How many states: the profiles in
``tests/conftest.py``; ``--hypothesis-profile=states`` tries 1 000 others.
"""

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.encoach_lms_core.exceptions import StalePlan, UsedPlan
from odoo.addons.encoach_lms_core.models.workbench import rows
from odoo.addons.encoach_lms_core.models.workbench.lines import parse
from odoo.addons.encoach_lms_core.tests.workbench import cases

STUDENTS, TEACHERS, SECTIONS = 5, 2, 3

students = st.lists(st.integers(0, STUDENTS - 1), unique=True)
teachers = st.lists(st.integers(0, TEACHERS - 1), unique=True)
modes = st.sampled_from(['add', 'set', 'remove'])
number = st.integers(0, 7)
sections = st.lists(st.integers(0, SECTIONS - 1), min_size=1, unique=True)
terms = st.sampled_from([None, '2026-T1', '2031-T1'])

#: a change, as its name and what it is made with
changes = st.one_of(
    st.tuples(st.just('roster'), number, students, modes),
    st.tuples(st.just('faculty'), number, teachers, modes),
    st.tuples(st.just('assign'), number, st.none() | st.integers(0, SECTIONS - 1), terms),
    st.tuples(st.just('batch_students'), number, students, modes),
    st.tuples(st.just('batch_teachers'), number, teachers, modes),
    st.tuples(st.just('split'), number, sections, st.sampled_from(['name', 'alternate'])),
)
#: what happens without a plan, and is no operation
edits = st.one_of(
    st.tuples(st.just('archive_batch'), number),
    st.tuples(st.just('archive_student'), st.integers(0, STUDENTS - 1)),
    st.tuples(st.just('drop_course'), st.integers(0, STUDENTS - 1)),
)


@tagged('post_install', '-at_install', 'encoach')
class TestRandomPlans(cases.WorkbenchCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        extra = cls._make_people(cls.a, 'student', STUDENTS - 4, 'fifth ')
        third = cls.env['encoach.course.section'].create(
            {'course_id': cls.a.course.id, 'name': "C", 'capacity': 1}
        )
        cls.rooms = cls.a.classroom | cls.a.classroom.copy({'name': "Alpha Grade 8"})
        cls.own = SimpleNamespace(
            student=[*cls.ids, *extra.ids],
            teacher=cls.a.teachers.ids,
            section=[*cls.a.sections.ids, third.id],
        )

    # changes

    def batches(self):
        """Return the school's batches in their order, archived ones too."""
        self.env.flush_all()
        Batch = self.env['encoach.batch'].with_context(active_test=False)
        return Batch.search([('entity_id', '=', self.a.entity.id)], order='id').with_context({})

    def arrange(self, change):
        """Return kind and parameters of a planned change, or None where there is no batch yet."""
        kind, at, chosen, how = change
        params = {}
        if kind.startswith('batch_'):
            batches = self.batches()
            if not batches:
                return None
            params['batch_ids'] = batches[at % len(batches)].ids
        else:
            params['classroom_ids'] = self.rooms[at % 2].ids
        if kind in ('roster', 'batch_students'):
            params |= {'student_ids': [self.own.student[n] for n in chosen], 'mode': how}
        elif kind in ('faculty', 'batch_teachers'):
            params |= {'teacher_ids': [self.own.teacher[n] for n in chosen], 'mode': how}
        elif kind == 'assign':
            params |= {'course_ids': self.a.course.ids, 'term_key': how}
            params['section_id'] = None if chosen is None else self.own.section[chosen]
        else:
            params |= {'course_ids': self.a.course.ids, 'order': how}
            params['section_ids'] = [self.own.section[n] for n in chosen]
        return kind, params

    def make(self, change):
        """Make a change of either sort, unless it is refused in this state."""
        try:
            with self.env.cr.savepoint():
                if change[0] == 'archive_batch':
                    batches = self.batches()
                    batches[change[1] % len(batches or '1') :][:1].action_archive()
                elif change[0] == 'archive_student':
                    student = self.env['encoach.student'].browse(self.own.student[change[1]])
                    student.active = not student.active
                elif change[0] == 'drop_course':
                    wanted = [('student_id', '=', self.own.student[change[1]])]
                    self.env['encoach.course.enrollment'].search(wanted).active = False
                elif arranged := self.arrange(change):
                    plan = self.Operation.plan(*arranged)
                    self.apply(plan, confirm_removals=plan['confirm_removals'])
        except UserError:
            self.env.invalidate_all(flush=False)

    def plan_one(self, change):
        """Return a plan in this state, or None where there is nothing to plan."""
        arranged = self.arrange(change)
        try:
            return arranged and self.Operation.plan(*arranged)
        except UserError:  # somebody named is archived
            return None

    def states(self, operation_id):
        """Return ``(what the lines say is there afterwards, what is there)``."""
        self.env.flush_all()
        self.env.invalidate_all()
        lines = parse(self.Operation.browse(operation_id).lines)
        found = rows.read(self.env, [line.key for line in lines])
        expected = {line.key: bool(line.after) for line in lines}
        return expected, {key: bool(state) for key, (state, _when) in found.items()}

    def in_a_state(self, steps):
        """Have a school in the state that changes lead to, until the block ends."""
        savepoint = self.env.cr.savepoint()
        for change in steps:
            self.make(change)
        self.env.flush_all()
        return savepoint

    def leave(self, savepoint):
        savepoint.close(rollback=True)
        self.env.transaction.clear()

    # what holds in each

    def test_a_plan_is_what_happens_and_its_undo_is_what_was(self):
        planned = []

        @given(steps=st.lists(changes | edits, max_size=5), change=changes)
        def try_one(steps, change):
            state = self.in_a_state(steps)
            try:
                if plan := self.plan_one(change):
                    planned.append(plan)
                    self.check_plan(plan)
            finally:
                self.leave(state)

        try_one()
        self.assertGreater(len(planned), settings().max_examples // 2)
        changing = [plan for plan in planned if plan['added'] or plan['removed']]
        self.assertGreater(len(changing), settings().max_examples // 8)

    def check_plan(self, plan):
        before = self.rows()
        done = self.apply(plan, confirm_removals=plan['confirm_removals'])
        expected, found = self.states(plan['id'])
        self.assertEqual(found, expected)
        told, again = (
            [(line['what'], line['action'], line['reason']) for line in each['lines']]
            for each in (plan, done)
        )
        self.assertEqual(told, again)
        self.assertAudited()
        with self.assertRaises(UsedPlan):
            self.apply(plan)
        self.undo(done)
        self.assertEqual(self.rows(), before)
        self.assertAudited()

    @given(
        steps=st.lists(changes | edits, max_size=3),
        change=changes,
        between=st.lists(changes | edits, min_size=1, max_size=3),
    )
    def test_an_edit_in_between_is_never_overwritten(self, steps, change, between):
        state = self.in_a_state(steps)
        try:
            if plan := self.plan_one(change):
                self.apply(plan, confirm_removals=plan['confirm_removals'])
                after = self.rows()
                for edit in between:
                    self.make(edit)
                edited = self.rows()
                self.undo(plan)
                left = self.rows()
                for table, lines in edited.items():
                    # what somebody made, or made otherwise, since the operation is still there
                    touched = set(lines) - set(after[table])
                    self.assertLessEqual(touched, set(left[table]), table)
                self.assertAudited()
        finally:
            self.leave(state)

    @given(
        steps=st.lists(changes | edits, max_size=3),
        change=changes,
        between=st.lists(changes | edits, min_size=1, max_size=2),
    )
    def test_a_plan_is_applied_as_it_was_told_or_not_at_all(self, steps, change, between):
        state = self.in_a_state(steps)
        try:
            if plan := self.plan_one(change):
                for edit in between:
                    self.make(edit)
                before = self.rows()
                fresh = self.plan_one(change)
                same = fresh and fresh['digest'] == plan['digest']
                try:
                    with self.env.cr.savepoint():
                        self.apply(plan, confirm_removals=plan['confirm_removals'])
                    self.assertTrue(same)
                    expected, found = self.states(plan['id'])
                    self.assertEqual(found, expected)
                except (StalePlan, UserError):
                    self.env.invalidate_all(flush=False)
                    self.assertFalse(same)
                    self.assertEqual(self.rows(), before)
                self.assertAudited()
        finally:
            self.leave(state)
