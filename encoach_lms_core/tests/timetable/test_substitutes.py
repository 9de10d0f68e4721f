from datetime import datetime

from odoo.tests import tagged

from odoo.addons.encoach_lms_core.exceptions import (
    Clash,
    EntityMismatch,
    Forbidden,
    InvalidInput,
)

from . import cases


@tagged('post_install', '-at_install')
class TestSubstitutes(cases.TimetableCase):
    """A teacher is away: his lessons, who is free for each, and who takes over."""

    def setUp(self):
        super().setUp()
        self.away, self.busy = self.a.teachers
        self.expert, self.idle = self._make_people(self.a, 'teacher', 2, 'other ')
        self.a.batches[0].update_teachers(self.expert.ids)
        self.first = self.extra(self.a, '2026-09-08 08:00:00', 0, self.away)
        self.second = self.extra(self.a, '2026-09-08 08:30:00', 1, self.busy)
        self.third = self.extra(self.a, '2026-09-09 08:00:00', 0, self.away)
        self.extra(self.a, '2026-09-11 08:00:00', 0, self.away)
        self.teacher = self.away.with_user(self.a.admin)

    def test_those_who_teach_the_course_come_first_then_the_least_loaded(self):
        first, third = self.teacher.find_substitutes('2026-09-08', '2026-09-10')
        self.assertEqual((first['session_id'], third['session_id']), (self.first.id, self.third.id))
        names = [each['teacher_id'] for each in first['free']]
        self.assertEqual(names, [self.expert.id, self.idle.id])
        self.assertEqual([each['same_course'] for each in first['free']], [True, False])
        names = [each['teacher_id'] for each in third['free']]
        self.assertEqual(names, [self.expert.id, self.idle.id, self.busy.id])

    def test_one_click_covers_all_and_the_plan_stays(self):
        answer = self.teacher.cover('2026-09-08', '2026-09-10')
        self.assertEqual(
            answer['covered'],
            [
                {'session_id': self.first.id, 'teacher_id': self.expert.id},
                {'session_id': self.third.id, 'teacher_id': self.expert.id},
            ],
        )
        self.assertEqual(self.first.teacher_ids, self.expert)
        self.assertEqual(self.first.planned_teacher_id, self.away)
        self.assertTrue(self.first.is_adjusted)
        self.assertEqual(self.teacher.find_substitutes('2026-09-08', '2026-09-10'), [])

    def test_nobody_covers_two_lessons_at_once(self):
        with self.assertRaises(Clash):
            self.teacher.cover('2026-09-08', '2026-09-08', self.busy.id)
        (self.expert | self.idle).action_archive()
        answer = self.teacher.cover('2026-09-08', '2026-09-10')
        self.assertEqual(answer['uncovered'], self.first.ids)
        self.assertEqual(answer['covered'][0]['teacher_id'], self.busy.id)

    def test_a_chosen_teacher_covers_chosen_lessons(self):
        self.teacher.cover('2026-09-08', '2026-09-10', self.idle.id, self.third.ids)
        self.assertEqual(self.third.teacher_ids, self.idle)
        self.assertEqual(self.first.teacher_ids, self.away)
        with self.assertRaises(InvalidInput):
            self.teacher.cover('2026-09-08', '2026-09-10', self.idle.id, self.second.ids)
        with self.assertRaises(EntityMismatch):
            self.teacher.cover('2026-09-08', '2026-09-10', self.b.teachers[0].id)

    def test_what_is_over_needs_nobody_and_teachers_choose_nobody(self):
        self.clock.move_to(datetime(2026, 9, 8, 12))
        found = self.teacher.find_substitutes('2026-09-08', '2026-09-10')
        self.assertEqual([each['session_id'] for each in found], self.third.ids)
        with self.assertRaises(Forbidden):
            self.away.with_user(self.a.teacher_user).cover('2026-09-08', '2026-09-10')
