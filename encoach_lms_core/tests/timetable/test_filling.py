from datetime import date, datetime, timedelta

from odoo.tests import tagged

from odoo.addons.encoach_lms_core.exceptions import Clash, InvalidInput

from . import cases


@tagged('post_install', '-at_install')
class TestFilling(cases.TimetableCase):
    """Sessions follow the weekly schedule, and only those that may (S1-28, S1-29)."""

    def dates(self, slot):
        return [session.date for session in self.sessions(slot)]

    def test_a_slot_runs_from_the_first_day_of_the_term_to_the_last(self):
        self.a.term.write({'date_start': '2026-09-14', 'date_end': '2026-10-05'})
        days = [date(2026, 9, 14) + timedelta(days=7 * week) for week in range(4)]
        self.assertEqual(self.dates(self.slot(self.a)), days)

    def test_its_own_days_win_over_those_of_the_term(self):
        slot = self.slot(self.a, valid_from='2026-09-15', valid_until='2026-09-28')
        self.assertEqual(self.dates(slot), [date(2026, 9, 21), date(2026, 9, 28)])

    def test_without_an_end_the_horizon_is_kept_filled_by_a_daily_job(self):
        self.env['ir.config_parameter'].set_param('encoach.session_horizon_days', 10)
        self.a.term.write({'date_start': False, 'date_end': False})
        slot = self.slot(self.a)
        self.assertEqual(self.dates(slot), [date(2026, 9, 7), date(2026, 9, 14)])
        self.clock.move_to(cases.NOW + timedelta(days=7))
        with self.enter_registry_test_mode():
            self.env.ref('encoach_lms_core.fill_timetables').method_direct_trigger()
        days = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]
        self.assertEqual(self.dates(slot), days)

    def test_again_and_again_is_as_once(self):
        slot = self.slot(self.a, room_id=self.a.rooms[0].id, teacher_id=self.a.teachers[0].id)
        before = self.sessions(slot).read(['id', 'start', 'room_id', 'write_date'])
        answer = self.env['encoach.timetable']._fill(self.a.entity)
        self.assertEqual(answer, {'created': 0, 'changed': 0, 'removed': 0})
        after = self.sessions(slot).read(['id', 'start', 'room_id', 'write_date'])
        self.assertEqual(after, before)

    def test_closed_days_have_no_sessions_until_they_are_open_again(self):
        slot = self.slot(self.a)
        other = self.slot(self.b)
        closure = self.env['encoach.closure'].create(
            {
                'name': "Eid",
                'date_from': '2026-09-14',
                'date_to': '2026-09-20',
                'entity_id': self.a.entity.id,
            }
        )
        self.assertNotIn(date(2026, 9, 14), self.dates(slot))
        self.assertIn(date(2026, 9, 14), self.dates(other))
        closure.date_to = '2026-09-21'
        self.assertNotIn(date(2026, 9, 21), self.dates(slot))
        closure.unlink()
        self.assertIn(date(2026, 9, 14), self.dates(slot))

    def test_a_changed_slot_moves_what_is_planned_ahead_and_nothing_else(self):
        slot = self.slot(self.a, room_id=self.a.rooms[0].id)
        past, by_hand, ahead = self.sessions(slot)[:3]
        self.clock.move_to(datetime(2026, 9, 8))
        by_hand.with_user(self.a.admin).write({'room_id': self.a.rooms[1].id})
        slot.write({'start_minutes': 660, 'room_id': False})
        self.assertEqual(past.start, datetime(2026, 9, 7, 7))
        self.assertEqual(past.room_id, self.a.rooms[0])
        self.assertEqual(by_hand.start, datetime(2026, 9, 14, 7))
        self.assertEqual(by_hand.room_id, self.a.rooms[1])
        self.assertEqual(ahead.start, datetime(2026, 9, 21, 8))
        self.assertFalse(ahead.room_id)
        self.assertEqual(ahead.closes_at, datetime(2026, 9, 21, 9, 10))

    def test_another_weekday_leaves_history_where_it_was(self):
        slot = self.slot(self.a)
        self.clock.move_to(datetime(2026, 9, 8))
        slot.weekday = '2'
        self.assertEqual(self.dates(slot)[:2], [date(2026, 9, 7), date(2026, 9, 9)])

    def test_a_slot_taken_off_leaves_what_was(self):
        slot = self.slot(self.a)
        self.clock.move_to(datetime(2026, 9, 8))
        slot.action_archive()
        self.assertEqual(self.dates(slot), [date(2026, 9, 7)])

    def test_an_archived_batch_has_no_sessions_ahead(self):
        slot = self.slot(self.a)
        self.clock.move_to(datetime(2026, 9, 8))
        self.a.batches[0].with_user(self.a.admin).action_archive()
        self.assertEqual(self.dates(slot), [date(2026, 9, 7)])

    def test_a_lesson_is_held_by_the_only_teacher_of_the_batch_unless_another_is_said(self):
        batch = self.a.batches[0]
        batch.update_teachers(self.a.teachers[:1].ids)
        slot = self.env['encoach.schedule.slot'].create(
            {'batch_id': batch.id, 'weekday': '0', 'start_minutes': 600}
        )
        self.assertEqual(slot.teacher_id, self.a.teachers[0])
        self.assertEqual(self.sessions(slot)[0].teacher_ids, self.a.teachers[0])
        batch.update_teachers(self.a.teachers.ids)
        several = self.env['encoach.schedule.slot'].create(
            {'batch_id': batch.id, 'weekday': '1', 'start_minutes': 600}
        )
        self.assertFalse(several.teacher_id)

    def test_what_the_job_cannot_place_is_made_without_and_mended_once_it_can(self):
        self.env['ir.config_parameter'].set_param('encoach.session_horizon_days', 5)
        self.a.term.write({'date_start': False, 'date_end': False})
        slot = self.slot(self.a, room_id=self.a.rooms[0].id, teacher_id=self.a.teachers[0].id)
        extra = self.extra(
            self.a,
            '2026-09-14 07:30:00',
            1,
            self.a.teachers[0],
            room_id=self.a.rooms[0].id,
        )
        self.env['ir.config_parameter'].set_param('encoach.session_horizon_days', 8)
        self.env['encoach.timetable']._fill(self.a.entity)
        session = self.sessions(slot)[1]
        self.assertFalse(session.room_id or session.teacher_ids)
        extra.cancel("Nobody comes.")
        self.env['encoach.timetable']._fill(self.a.entity)
        self.assertEqual(session.room_id, self.a.rooms[0])
        self.assertEqual(session.teacher_ids, self.a.teachers[0])

    def test_sessions_of_a_day_are_made_on_demand(self):
        batch = self.a.batches[0]
        slot = self.slot(self.a, start_minutes=0, duration_minutes=30)
        self.assertNotIn(date(2026, 9, 7), self.dates(slot))
        session_id = batch.resolve_session('2026-09-07')
        session = self.env['encoach.session'].browse(session_id)
        self.assertEqual((session.date, session.state), (date(2026, 9, 7), 'open'))
        self.assertEqual(batch.resolve_session(date(2026, 9, 7)), session_id)
        with self.assertRaisesRegex(InvalidInput, "nothing is scheduled"):
            batch.resolve_session('2026-09-08')
        second = self.slot(self.a, start_minutes=900)
        with self.assertRaisesRegex(InvalidInput, "several lessons") as caught:
            batch.resolve_session('2026-09-14')
        self.assertEqual(caught.exception.errors[0]['ids'], (slot | second).ids)
        found = batch.resolve_session('2026-09-14', second.id)
        self.assertEqual(found, self.sessions(second)[1].id)

    def test_what_is_planned_follows_the_days_of_the_term_and_the_clocks_of_the_school(self):
        slot = self.slot(self.a)
        self.a.term.date_end = '2026-09-14'
        self.assertEqual(self.dates(slot), [date(2026, 9, 7), date(2026, 9, 14)])
        self.a.entity.tz = 'Asia/Kolkata'
        self.assertEqual(self.sessions(slot)[1].start, datetime(2026, 9, 14, 4, 30))

    def test_a_slot_is_made_by_the_hour_as_the_web_client_has_it(self):
        slot = self.env['encoach.schedule.slot'].create(
            {'batch_id': self.a.batches[0].id, 'weekday': '2', 'start_hour': 9.5}
        )
        self.assertEqual(slot.start_time, '09:30')
        self.assertEqual(self.sessions(slot)[0].start, datetime(2026, 9, 9, 6, 30))

    def test_an_archived_room_or_teacher_gets_no_lessons(self):
        self.a.rooms[0].active = False
        with self.assertRaisesRegex(InvalidInput, "archived"):
            self.slot(self.a, room_id=self.a.rooms[0].id)

    def test_a_slot_that_clashes_is_refused_whole(self):
        self.slot(self.a, room_id=self.a.rooms[0].id, weekday='2')
        with self.assertRaises(Clash), self.env.cr.savepoint():
            self.slot(self.a, 1, room_id=self.a.rooms[0].id, weekday='2', start_minutes=630)
        self.assertFalse(self.a.batches[1].slot_ids)
