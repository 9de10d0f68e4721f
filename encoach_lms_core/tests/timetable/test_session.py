from datetime import datetime

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.encoach_lms_core.exceptions import Conflict, Forbidden, InvalidInput

from . import cases


@tagged('post_install', '-at_install')
class TestSession(cases.TimetableCase, HttpCase):
    """States, extra lessons, and who may do what with a session (S1-28, D-18)."""

    def states(self, session):
        """Return the state a minute before and at each moment that matters."""
        states = []
        for moment in (session.start, session.stop, session.closes_at):
            for seconds in (-60, 0):
                self.clock.move_to(moment)
                self.clock.tick(seconds)
                session.invalidate_recordset(['state'])
                found = session.search([('id', '=', session.id), ('state', '=', session.state)])
                self.assertEqual(found, session)
                states.append(session.state)
        return states

    def test_a_session_opens_at_its_start_and_closes_grace_minutes_after_its_end(self):
        session = self.extra(self.a, '2026-09-08 08:00:00')
        self.assertEqual(session.closes_at, datetime(2026, 9, 8, 9, 10))
        states = ['scheduled', 'open', 'open', 'open', 'open', 'missed']
        self.assertEqual(self.states(session), states)
        session._put({'stage': 'submitted'})
        self.assertEqual(self.states(session), [*['submitted'] * 5, 'closed'])
        session._put({'stage': 'cancelled'})
        self.assertEqual(self.states(session), ['cancelled'] * 6)

    def test_the_grace_is_the_administrators_to_choose(self):
        key = 'encoach.attendance_auto_close_grace_minutes'
        self.env['ir.config_parameter'].set_param(key, 30)
        session = self.extra(self.a, '2026-09-08 08:00:00')
        self.assertEqual(session.closes_at, datetime(2026, 9, 8, 9, 30))

    def test_a_lesson_entered_afterwards_is_open_for_grace_minutes(self):
        self.clock.move_to(datetime(2026, 9, 8, 12))
        session = self.extra(self.a, '2026-09-08 08:00:00')
        self.assertEqual(session.state, 'open')
        self.assertEqual(session.closes_at, datetime(2026, 9, 8, 12, 10))
        begun = self.extra(self.a, '2026-09-08 11:30:00')
        self.assertEqual(begun.closes_at, datetime(2026, 9, 8, 12, 40))

    def test_moving_marks_it_as_changed_by_hand_and_remembers_where_it_was(self):
        session = self.sessions(self.slot(self.a))[0].with_user(self.a.admin)
        session.write({'start': '2026-09-08 08:00:00', 'teacher_ids': [Command.set([])]})
        session.write({'start': '2026-09-09 08:00:00'})
        self.assertTrue(session.is_adjusted)
        self.assertEqual(session.moved_from, datetime(2026, 9, 7, 7))
        self.assertEqual(str(session.date), '2026-09-09')
        self.assertEqual(str(session.slot_date), '2026-09-07')

    def test_what_is_over_or_called_off_is_not_planned_any_more(self):
        session = self.extra(self.a, '2026-09-08 08:00:00').with_user(self.a.admin)
        self.clock.move_to(datetime(2026, 9, 8, 12))
        with self.assertRaises(Conflict):
            session.write({'room_id': self.a.rooms[0].id})
        with self.assertRaises(Conflict):
            session.cancel("Too late.")
        session.write({'topic': "Levers"})

    def test_a_lesson_is_cancelled_for_a_reason(self):
        session = self.extra(self.a, '2026-09-08 08:00:00').with_user(self.a.admin)
        for reason in ('', '  ', None, 7):
            with self.assertRaises(InvalidInput):
                session.cancel(reason)
        session.cancel(" Ill. ")
        self.assertEqual((session.state, session.cancel_reason), ('cancelled', "Ill."))
        with self.assertRaises(Conflict):
            session.cancel("Again.")

    def test_states_and_times_follow_from_what_is_done(self):
        session = self.extra(self.a, '2026-09-08 08:00:00').with_user(self.a.admin)
        for vals in ({'stage': 'closed'}, {'closes_at': '2030-01-01'}, {'is_adjusted': False}):
            with self.assertRaises(InvalidInput):
                session.write(vals)
        with self.assertRaises(InvalidInput):
            session.with_context(default_stage='submitted').create(
                {'batch_id': self.a.batches[0].id, 'start': '2026-09-20 08:00:00'}
            )

    def test_an_archived_batch_has_no_extra_lessons(self):
        self.a.batches[0].active = False
        with self.assertRaisesRegex(InvalidInput, "archived batch"):
            self.extra(self.a, '2026-09-08 08:00:00')

    def test_names_tell_the_batch_and_the_time_and_nothing_of_other_schools(self):
        slot, session = self.slot(self.a), self.extra(self.a, '2026-09-08 08:00:00')
        name = "Alpha Grade 7 — Alpha Physics — A"
        self.assertEqual(slot.display_name, f"{name}, Monday 10:00")
        self.assertEqual(session.display_name, f"{name}, 2026-09-08 11:00")
        self.env.invalidate_all()
        env = self.env(user=self.b.admin, su=True)
        for record in (slot, session):
            self.assertEqual(record.with_env(env).display_name, "(another school)")

    def test_the_web_client_is_told_by_whose_clocks_lessons_take_place(self):
        self.authenticate(self.a.admin.login, self.a.admin.login)
        page = self.url_open('/odoo')
        self.assertIn('"encoach_tz": "Africa/Cairo"', page.text)

    # teachers

    def seen(self, user):
        return self.env['encoach.session'].with_user(user).search([])

    def test_a_new_teacher_of_a_batch_has_its_sessions_from_the_first_day(self):
        held = self.extra(self.a, '2026-09-08 08:00:00', 1, self.a.teachers[0])
        others = self.extra(self.a, '2026-09-08 10:00:00', 0, self.a.teachers[1])
        self.assertEqual(self.seen(self.a.teacher_user), held)
        self.a.batches[0].update_teachers(self.a.teachers[:1].ids)
        self.assertEqual(self.seen(self.a.teacher_user), held | others)
        self.a.batches[0].update_teachers([], 'set')
        self.assertEqual(self.seen(self.a.teacher_user), held)

    def test_a_teacher_who_has_left_has_no_sessions(self):
        held = self.extra(self.a, '2026-09-08 08:00:00', 0, self.a.teachers[0])
        self.assertEqual(self.seen(self.a.teacher_user), held)
        self.a.teachers[0].action_archive()
        self.assertFalse(self.seen(self.a.teacher_user))

    def test_a_class_teacher_reads_the_sessions_of_his_classroom_and_writes_none(self):
        session = self.extra(self.a, '2026-09-08 08:00:00')
        self.env['encoach.class.teacher'].create(
            {
                'classroom_id': self.a.classroom.id,
                'teacher_id': self.a.teachers[0].id,
                'term_id': self.a.term.id,
            }
        )
        self.assertEqual(self.seen(self.a.teacher_user), session)
        with self.assertRaises(AccessError):
            session.with_user(self.a.teacher_user).write({'topic': "Mine"})

    def test_a_teacher_writes_the_topic_of_his_own_session_and_plans_nothing(self):
        session = self.extra(self.a, '2026-09-08 08:00:00', 0, self.a.teachers[0])
        session = session.with_user(self.a.teacher_user)
        session.write({'topic': "Levers"})
        for vals in ({'start': '2026-09-09 08:00:00'}, {'room_id': False}, {'teacher_ids': []}):
            with self.assertRaises(Forbidden):
                session.write(vals)
        for method, argument in (('cancel', "No."), ('_swap_with', session.id)):
            with self.assertRaises(Forbidden):
                getattr(session, method)(argument)

    def test_a_teacher_adds_extra_lessons_to_his_batches_and_holds_them_himself(self):
        batch, other = self.a.batches
        batch.update_teachers(self.a.teachers[:1].ids)
        Session = self.env['encoach.session'].with_user(self.a.teacher_user)
        values = {'batch_id': batch.id, 'start': '2026-09-08 08:00:00'}
        session = Session.create(values)
        self.assertEqual(session.teacher_ids, self.a.teachers[0])
        self.assertEqual(session.teacher_line_ids.start, session.start)
        with self.assertRaises(Forbidden):
            Session.create({**values, 'teacher_ids': [Command.set(self.a.teachers[1].ids)]})
        with self.assertRaises(AccessError):
            Session.create({**values, 'batch_id': other.id, 'start': '2026-09-08 10:00:00'})
        with self.assertRaises(AccessError):
            Session.create({**values, 'batch_id': self.b.batches[0].id})
        with self.assertRaises(Forbidden):
            other.with_user(self.a.teacher_user).resolve_session('2026-09-14')

    def test_sessions_are_found_by_who_holds_them_or_else_teaches_the_batch(self):
        self.a.batches[0].update_teachers(self.a.teachers[:1].ids)
        held = self.extra(self.a, '2026-09-08 08:00:00', 0, self.a.teachers[1])
        unheld = self.extra(self.a, '2026-09-08 10:00:00', 0)
        Session = self.env['encoach.session']
        for teacher, sessions in zip(self.a.teachers, (unheld, held), strict=True):
            self.assertEqual(Session.search([('teacher_ids', 'in', teacher.ids)]), sessions)
