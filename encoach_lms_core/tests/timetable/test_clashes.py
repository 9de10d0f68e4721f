from datetime import datetime

import psycopg2.errors

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.encoach_lms_core.exceptions import Clash

from . import cases


@tagged('post_install', '-at_install')
class TestClashes(cases.TimetableCase):
    """Nobody and no room is in two lessons at once, whatever way they are written."""

    def setUp(self):
        super().setUp()
        self.first = self.extra(
            self.a,
            '2026-09-08 08:00:00',
            0,
            self.a.teachers[0],
            room_id=self.a.rooms[0].id,
        )

    @mute_logger('odoo.sql_db')
    def refuse(self, *statement):
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.env.cr.savepoint():
            self.env.cr.execute(SQL(*statement))

    def test_a_room_is_refused_in_words_that_name_the_lesson_in_the_way(self):
        with self.assertRaises(Clash) as caught:
            self.extra(self.a, '2026-09-08 08:59:00', 1, room_id=self.a.rooms[0].id)
        self.assertEqual(
            caught.exception.args[0],
            "Alpha Room 0 is taken then:"
            " Alpha Grade 7 — Alpha Physics — A, 2026-09-08 11:00–12:00.",
        )
        [error] = caught.exception.errors
        self.assertEqual(
            (error['field'], error['code'], error['ids']),
            ('room_id', 'taken', self.first.ids),
        )

    def test_a_teacher_is_refused_in_words_too(self):
        with self.assertRaisesRegex(Clash, "Alpha Teacher 0000 is teaching then: Alpha Grade 7"):
            self.extra(self.a, '2026-09-08 07:30:00', 1, self.a.teachers)

    def test_one_lesson_after_the_other_is_no_clash(self):
        for start in ('2026-09-08 07:00:00', '2026-09-08 09:00:00'):
            self.extra(self.a, start, 1, self.a.teachers[0], room_id=self.a.rooms[0].id)

    def test_lessons_without_room_and_teacher_never_clash(self):
        self.extra(self.a, '2026-09-08 08:00:00', 1)
        self.extra(self.a, '2026-09-08 08:00:00', 1)
        self.env.flush_all()

    def test_the_database_refuses_what_is_written_past_every_check(self):
        other = self.extra(self.a, '2026-09-09 08:00:00', 1, self.a.teachers[1])
        self.env.flush_all()
        move = 'UPDATE encoach_session SET start = %s, stop = %s WHERE id = %s'
        there = datetime(2026, 9, 8, 8, 30), datetime(2026, 9, 8, 9, 30), other.id
        into = 'UPDATE encoach_session SET room_id = %s WHERE id = %s'
        self.env.cr.execute(SQL(into, self.a.rooms[0].id, other.id))
        self.refuse(move, *there)
        self.env.cr.execute(SQL(into, None, other.id))
        line = 'UPDATE encoach_session_teacher SET teacher_id = %s WHERE session_id = %s'
        self.env.cr.execute(SQL(line, self.a.teachers[0].id, other.id))
        self.refuse(move, *there)
        self.env.cr.execute(SQL(move, datetime(2026, 9, 8, 9), datetime(2026, 9, 8, 10), other.id))

    @mute_logger('odoo.sql_db')
    def test_times_of_a_teacher_are_those_of_his_session(self):
        self.env.flush_all()
        with self.assertRaises(psycopg2.errors.ForeignKeyViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                SQL("UPDATE encoach_session_teacher SET start = start - interval '1 day'")
            )
        with self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            self.env.cr.execute(SQL('UPDATE encoach_session SET occupies = FALSE'))

    def test_two_lessons_swap_in_one_transaction(self):
        values = {'room_id': self.a.rooms[0].id}
        second = self.extra(self.a, '2026-09-08 09:00:00', 1, self.a.teachers[0], **values)
        self.env.flush_all()
        self.first.with_user(self.a.admin)._swap_with(second.id)
        self.assertEqual(self.first.start, datetime(2026, 9, 8, 9))
        self.assertEqual(second.start, datetime(2026, 9, 8, 8))
        self.assertEqual(self.first.teacher_line_ids.start, datetime(2026, 9, 8, 9))
        self.assertEqual(self.first.moved_from, datetime(2026, 9, 8, 8))
        both = (self.first | second).ids
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                'UPDATE encoach_session AS one SET start = other.start, stop = other.stop'
                '  FROM encoach_session AS other'
                ' WHERE one.id = ANY(%s) AND other.id = ANY(%s) AND one.id <> other.id',
                both,
                both,
            )
        )

    def test_a_swap_that_would_clash_with_a_third_is_refused(self):
        third = self.extra(self.a, '2026-09-08 12:00:00', 1, self.a.teachers[0])
        second = self.extra(self.a, '2026-09-08 11:00:00', 1, duration_minutes=120)
        with self.assertRaises(Clash):
            second._swap_with(self.first.id)
        self.assertEqual(third.start, datetime(2026, 9, 8, 12))

    def test_a_cancelled_lesson_frees_its_room_and_its_teachers(self):
        self.first.with_user(self.a.admin).cancel("The roof leaks.")
        self.extra(self.a, '2026-09-08 08:00:00', 1, self.a.teachers[0], room_id=self.a.rooms[0].id)
        self.env.flush_all()

    def test_a_room_of_another_school_is_in_nobodys_way_and_out_of_reach(self):
        self.extra(self.b, '2026-09-08 08:00:00', 0, self.b.teachers[0], room_id=self.b.rooms[0].id)
        Session = self.env['encoach.session'].with_user(self.a.admin)
        values = {'batch_id': self.a.batches[0].id, 'start': '2026-09-10 08:00:00'}
        for foreign in (
            {'room_id': self.b.rooms[0].id},
            {'teacher_ids': [Command.set(self.b.teachers.ids)]},
            {'batch_id': self.b.batches[0].id},
        ):
            with self.assertRaises(AccessError):
                Session.create({**values, **foreign})

    # students

    def list(self, **options):
        start, stop = datetime(2026, 9, 1), datetime(2026, 12, 31)
        return self.env['encoach.clashes']._list_students(self.a.entity, start, stop, **options)

    def test_students_in_two_places_are_told_and_not_refused(self):
        second = self.extra(self.a, '2026-09-08 08:30:00', 1)
        self.extra(self.b, '2026-09-08 08:30:00', 1)
        self.assertEqual(
            self.list(),
            [
                {
                    'kind': 'student',
                    'student_ids': self.a.students.ids,
                    'session_ids': (self.first | second).ids,
                    'start': '2026-09-08T08:30:00Z',
                    'stop': '2026-09-08T09:00:00Z',
                }
            ],
        )

    def test_only_students_who_are_in_both_batches_on_that_day_count(self):
        self.extra(self.a, '2026-09-08 08:30:00', 1)
        gone, late = self.a.students[:2]
        self.a.batches[1].update_students(gone.ids, 'remove')
        self.env['encoach.batch.enrollment'].search(
            [('batch_id', '=', self.a.batches[1].id), ('student_id', '=', late.id)]
        ).enrolled_at = '2026-09-09'
        self.env.cr.execute(
            SQL("UPDATE encoach_batch_enrollment SET ended_at = '2026-09-07' WHERE NOT active")
        )
        self.assertEqual(self.list()[0]['student_ids'], self.a.students[2:].ids)

    def test_cancelled_and_adjacent_lessons_are_no_clash(self):
        self.extra(self.a, '2026-09-08 09:00:00', 1)
        self.extra(self.a, '2026-09-08 08:30:00', 1).cancel("Nobody comes.")
        self.assertEqual(self.list(), [])

    def test_the_slot_dialog_tells_before_anything_is_saved(self):
        with self.assertRaises(Clash):
            self.env['encoach.schedule.slot']._preview(
                {
                    'batch_id': self.a.batches[1].id,
                    'weekday': '1',
                    'start_minutes': 660,
                    'room_id': self.a.rooms[0].id,
                }
            )
        preview = self.env['encoach.schedule.slot']._preview(
            {'batch_id': self.a.batches[1].id, 'weekday': '1', 'start_minutes': 660}
        )
        self.assertEqual(preview['clashes'][0]['session_ids'], self.first.ids)
        self.assertFalse(self.a.batches[1].slot_ids)

    def test_a_slot_tells_its_own_clashes(self):
        slot = self.slot(self.a, 1, weekday='1', start_minutes=660)
        other = self.slot(self.a, 1, weekday='4', start_minutes=660)
        self.assertEqual(len(slot.clashes), 1)
        self.assertEqual(slot.clashes[0]['student_ids'], self.a.students.ids)
        self.assertFalse(other.clashes)

    def test_the_teachers_of_a_lesson_change_at_once(self):
        second = self.extra(self.a, '2026-09-08 08:00:00', 1, self.a.teachers[1])
        with self.assertRaises(Clash):
            second.teacher_ids = [Command.set(self.a.teachers.ids)]
        self.first.teacher_ids = [Command.clear()]
        second.teacher_ids = [Command.set(self.a.teachers.ids)]
        self.assertEqual(second.teacher_line_ids.teacher_id, self.a.teachers)
