from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput, StalePlan
from .cases import WorkbenchCase


@tagged('encoach')
class TestRollover(WorkbenchCase):
    """Into the next term: everybody is promoted, kept or leaves, and nobody is forgotten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.room = cls.a.classroom
        cls.upper = cls.room.copy({'name': "Alpha Grade 8"})
        for section, ids in zip(cls.a.sections, (cls.ids[:2], cls.ids[2:]), strict=True):
            answer = cls.room.assign_course(cls.a.course.id, section.id, '2026-T1')
            batch = cls.env['encoach.batch'].browse(answer['batch_id'])
            batch.update_students(ids, 'set')
            batch.update_teachers(cls.a.teachers[:1].ids, 'set')
        cls.keep = [{'classroom_id': cls.room.id, 'rule': 'keep'}]
        cls.promote = [
            {'classroom_id': cls.room.id, 'rule': 'promote', 'to_classroom_id': cls.upper.id}
        ]

    def roll(self, **params):
        values = {
            'classroom_ids': self.room.ids,
            'from_term_key': '2026-T1',
            'term_key': '2026-T2',
            'rules': self.keep,
            **params,
        }
        return self.plan('rollover', **values)

    def batches(self, room=None, term='2026-T2'):
        """Return ``{section: ids of the students}`` of a classroom's batches in a term."""
        batches = (room or self.room).batch_ids.filtered(lambda batch: batch.term_key == term)
        return {batch.section_id.name: batch.enrollment_ids.student_id.ids for batch in batches}

    def reasons(self, plan, what='roster'):
        return {
            line['student_id']: (line['action'], line['reason'])
            for line in plan['lines']
            if line['what'] == what
        }

    # WHAT BECOMES OF WHOM

    def test_a_term_follows_another_with_sections_and_teachers(self):
        plan = self.roll()
        self.assertFalse(self.batches())
        self.assertEqual((plan['added'], plan['removed'], plan['confirm_removals']), (6, 0, 0))
        self.apply(plan)
        self.assertEqual(self.batches(), {'A': self.ids[:2], 'B': self.ids[2:]})
        new = self.room.batch_ids.filtered(lambda batch: batch.term_key == '2026-T2')
        self.assertEqual(new.teacher_ids, self.a.teachers[:1])
        self.assertEqual(self.room.student_ids.ids, self.ids)
        self.assertEqual(self.batches(term='2026-T1'), self.batches())
        self.assertAudited()

    def test_without_sections_one_batch_follows_several(self):
        self.apply(self.roll(take=['batches']))
        self.assertEqual(self.batches(), {False: self.ids})
        new = self.room.batch_ids.filtered(lambda batch: batch.term_key == '2026-T2')
        self.assertEqual(new.teacher_ids, self.a.teachers, "the homeroom teachers")

    def test_without_batches_only_rosters_move(self):
        self.apply(self.roll(rules=self.promote, take=[]))
        self.assertEqual((self.room.student_ids.ids, self.upper.student_ids.ids), ([], self.ids))
        self.assertFalse(self.batches() or self.batches(self.upper))

    def test_courses_follow_those_who_are_promoted(self):
        plan = self.roll(
            rules=self.promote,
            student_rules=[
                {'student_id': self.ids[0], 'rule': 'keep'},
                {'student_id': self.ids[1], 'rule': 'leave'},
            ],
        )
        self.assertEqual(plan['confirm_removals'], 1, "who is promoted is not removed")
        self.apply(plan, confirm_removals=1)
        self.assertEqual(self.room.student_ids.ids, self.ids[:1])
        self.assertEqual(self.upper.student_ids.ids, self.ids[2:])
        self.assertEqual(self.batches(self.upper), {'A': [], 'B': self.ids[2:]})
        self.assertEqual(self.upper.course_ids, self.a.course)
        self.assertFalse(self.batches())
        lines = self.room.roster_line_ids
        self.assertEqual(sorted(lines.student_id.ids), self.ids, "history is kept")
        self.assertAudited()

    def test_newcomers_join_the_single_batch_of_a_course_and_are_given_no_section(self):
        other = self.a.course.copy({'name': "Alpha Latin"})
        for course, section in ((other, None), *((self.a.course, s.id) for s in self.a.sections)):
            self.upper.assign_course(course.id, section, '2026-T1')
        plan = self.roll(rules=self.promote, take=['batches', 'sections', 'teachers'])
        self.assertEqual(
            {
                (line['student_id'], line['owner'].rsplit(' — ')[-1]): line['reason']
                for line in plan['lines']
                if line['what'] == 'placement' and line['student_id'] == self.ids[0]
            },
            {
                (self.ids[0], 'Alpha Latin'): 'on_roster',
                (self.ids[0], 'A'): 'not_placed',
            },
        )
        self.apply(plan)
        self.assertEqual(self.batches(self.upper), {False: self.ids, 'A': [], 'B': []})
        self.assertEqual(self.batches(), {'A': [], 'B': []})
        self.assertAudited()

    def test_who_was_taken_out_stays_out_and_who_never_was_in_comes_in(self):
        self.room.batch_ids.unlink()
        batch, _answer = self._assign(self.a, term_key='2026-T1')
        batch.update_students(self.ids[:1], 'remove')
        newcomer = self._make_people(self.a, 'student', 1, 'late ')
        self.room.update_roster(newcomer.ids)
        plan = self.roll()
        placed = self.reasons(plan, 'placement')
        self.assertEqual(placed[self.ids[0]], ('skipped', 'removed_from_batch'))
        self.assertEqual(placed[newcomer.id], ('added', 'on_roster'))
        self.apply(plan)
        self.assertEqual(self.batches(), {False: [*self.ids[1:], newcomer.id]})

    # NOBODY IS FORGOTTEN

    def assertStopped(self, plan, *ids):
        self.assertEqual(
            {line['student_id'] for line in plan['lines'] if line['reason'] == 'no_rule'}, {*ids}
        )
        before = self.rows()
        with self.assertRaises(InvalidInput) as caught, self.env.cr.savepoint():
            self.apply(plan, confirm_removals=plan['confirm_removals'])
        (error,) = caught.exception.errors
        self.assertEqual(
            (error['field'], error['code'], error['ids']),
            ('student_rules', 'without_rule', sorted(ids)),
        )
        self.env.invalidate_all()
        self.assertEqual(self.rows(), before)

    def test_students_without_a_rule_are_listed_and_stop_it(self):
        self.assertStopped(self.roll(rules=None), *self.ids)
        rules = [{'student_id': id_, 'rule': 'keep'} for id_ in self.ids[1:]]
        self.assertStopped(self.roll(rules=None, student_rules=rules), self.ids[0])
        aimless = [{'classroom_id': self.room.id, 'rule': 'promote'}]
        self.assertStopped(self.roll(rules=aimless), *self.ids)

    def test_a_guest_without_a_rule_is_not_forgotten(self):
        guest = self._make_people(self.a, 'student', 1, 'guest ')
        batch = self.room.batch_ids.sorted('id')[0]
        batch.update_students(guest.ids)
        self.assertStopped(self.roll(), guest.id)
        for rule, section in (('leave', self.ids[:2]), ('keep', [*self.ids[:2], guest.id])):
            with self.subTest(rule):
                own = [{'student_id': guest.id, 'rule': rule}]
                done = self.apply(self.roll(student_rules=own))
                self.assertEqual(self.batches(), {'A': section, 'B': self.ids[2:]})
                self.undo(done)

    def test_a_guest_of_another_chosen_classroom_has_that_ones_rule(self):
        guest = self._make_people(self.a, 'student', 1, 'guest ')
        self.upper.update_roster(guest.ids)
        self.room.batch_ids.sorted('id')[0].update_students(guest.ids)
        rooms = (self.room + self.upper).ids
        rules = [*self.keep, {'classroom_id': self.upper.id, 'rule': 'keep'}]
        self.apply(self.roll(classroom_ids=rooms, rules=rules))
        self.assertEqual(self.batches()['A'], [*self.ids[:2], guest.id])

    # AGAIN, AND BACK

    def test_the_second_time_nothing_changes(self):
        top = self.room.copy({'name': "Alpha Grade 9"})
        rules = [
            *self.promote,
            {'classroom_id': self.upper.id, 'rule': 'promote', 'to_classroom_id': top.id},
        ]
        wanted = {'classroom_ids': (self.room + self.upper).ids, 'rules': rules}
        for take in (['batches', 'sections', 'teachers'], None):
            with self.subTest(take=take):
                first = self.apply(self.roll(**wanted, take=take))
                rows = self.rows()
                plan = self.roll(**wanted, take=take)
                self.assertFalse(
                    [line for line in plan['lines'] if line['action'] in ('added', 'removed')]
                )
                self.assertEqual(
                    self.reasons(plan), dict.fromkeys(self.ids, ('kept', 'rolled_over'))
                )
                self.apply(plan)
                self.assertEqual(self.rows(), rows)
                self.undo(first)

    def test_undone_everything_is_as_before_and_can_be_done_again(self):
        before = self.rows()
        own = [{'student_id': self.ids[0], 'rule': 'leave'}]
        plan = self.roll(rules=self.promote, student_rules=own)
        done = self.apply(plan, confirm_removals=1)
        after = self.rows()
        self.assertNotEqual(after, before)
        told = self.undo(done)
        self.assertEqual({line['reason'] for line in told['lines']}, {'undone'})
        self.assertEqual(self.rows(), before)
        self.assertAudited()
        again = self.apply(self.roll(rules=self.promote, student_rules=own), confirm_removals=1)
        self.assertEqual(again['added'], done['added'])

    def test_what_somebody_touched_since_is_not_taken_back(self):
        done = self.apply(self.roll(rules=self.promote))
        self.upper.update_roster(self.ids[:1], 'remove')
        told = self.undo(done)
        kept = {line['student_id'] for line in told['lines'] if line['action'] == 'kept'}
        self.assertIn(self.ids[0], kept)
        self.assertEqual(self.room.student_ids.ids, self.ids)

    def test_a_plan_is_stale_when_a_roster_or_a_batch_changes(self):
        newcomer = self._make_people(self.a, 'student', 1, 'late ')
        for change in (
            lambda: self.room.update_roster(newcomer.ids),
            lambda: self.room.batch_ids.sorted('id')[0].update_students(self.ids[:1], 'remove'),
        ):
            plan = self.roll()
            change()
            with self.assertRaises(StalePlan), self.env.cr.savepoint():
                self.apply(plan)
            self.env.invalidate_all()

    def test_archived_batches_and_courses_do_not_go_on(self):
        self.apply(self.roll())
        self.room.batch_ids.filtered(lambda batch: batch.term_key == '2026-T2').action_archive()
        plan = self.roll()
        self.assertFalse([line for line in plan['lines'] if line['action'] == 'added'])
        self.a.course.active = False
        plan = self.roll(term_key='2027-T1')
        self.assertEqual(
            [(line['action'], line['reason']) for line in plan['lines'] if line['what'] == 'batch'],
            [('skipped', 'archived')] * 2,
        )

    # WHO MAY, AND WITH WHAT

    def test_what_does_not_fit_is_refused(self):
        room = self.room.id
        for params, field in (
            ({'term_key': None}, 'term_key'),
            ({'term_key': 7}, 'term_key'),
            ({'term_key': '2026-T1'}, 'term_key'),
            ({'take': ['people']}, 'take'),
            ({'take': 'batches'}, 'take'),
            ({'rules': {'classroom_id': room}}, 'rules'),
            ({'rules': [{'rule': 'keep'}]}, 'rules'),
            ({'rules': [{'classroom_id': room}]}, 'rules'),
            ({'rules': [{'classroom_id': room, 'rule': 'expel'}]}, 'rules'),
            ({'rules': self.keep * 2}, 'rules'),
            ({'rules': [{'classroom_id': self.upper.id, 'rule': 'keep'}]}, 'rules'),
            ({'student_rules': [{'student_id': '1', 'rule': 'keep'}]}, 'student_rules.student_id'),
        ):
            with self.subTest(**params), self.assertRaises(InvalidInput) as caught:
                self.roll(**params)
            self.assertEqual(caught.exception.errors[0]['field'], field)

    def test_another_schools_ids_are_refused(self):
        b = self.b
        for params in (
            {'classroom_ids': b.classroom.ids},
            {'rules': [{'classroom_id': b.classroom.id, 'rule': 'keep'}]},
            {
                'rules': [
                    {
                        'classroom_id': self.room.id,
                        'rule': 'promote',
                        'to_classroom_id': b.classroom.id,
                    }
                ]
            },
            {'student_rules': [{'student_id': b.students[0].id, 'rule': 'leave'}]},
            {
                'student_rules': [
                    {
                        'student_id': self.ids[0],
                        'rule': 'promote',
                        'to_classroom_id': b.classroom.id,
                    }
                ]
            },
        ):
            with self.subTest(**params), self.assertRaises(EntityMismatch):
                self.roll(**params)
            with self.subTest(by='whoever sees both', **params), self.assertRaises(EntityMismatch):
                self.Operation.with_user(self.platform_admin).plan(
                    'rollover',
                    {
                        'classroom_ids': self.room.ids,
                        'term_key': '2026-T2',
                        'student_rules': [{'student_id': self.ids[0], 'rule': 'keep'}],
                        **params,
                        **(
                            {'classroom_ids': (self.room + b.classroom).ids}
                            if 'classroom_ids' in params
                            else {}
                        ),
                    },
                )

    def test_the_other_schools_rollovers_and_terms_do_not_count(self):
        theirs = self.env['encoach.operation'].with_user(self.b.admin)
        self.b.classroom.update_roster(self.b.students.ids)
        rules = [{'classroom_id': self.b.classroom.id, 'rule': 'keep'}]
        before = self.rows()
        plan = theirs.plan(
            'rollover',
            {'classroom_ids': self.b.classroom.ids, 'term_key': '2026-T2', 'rules': rules},
        )
        theirs.browse(plan['id']).apply(plan['digest'])
        self.assertEqual(self.rows(), before)
        self.assertEqual(set(self.reasons(self.roll()).values()), {('kept', 'stays')})

    def test_teachers_and_students_roll_nothing_over(self):
        plan = self.roll()
        for user in (self.a.teacher_user, self.a.student_user, self.b.admin):
            own = self.Operation.with_user(user).browse(plan['id'])
            with self.subTest(user.login), self.assertRaises(AccessError):
                own.apply(plan['digest'])
