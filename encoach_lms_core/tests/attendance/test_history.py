import os
import random
from datetime import datetime

import psycopg2.errors

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.encoach_lms_core.models.attendance.change import TRIGGERS

from . import cases

#: sequences of submits, reopenings and corrections; ``ENCOACH_HISTORIES=1000`` was once run whole
HISTORIES = int(os.environ.get('ENCOACH_HISTORIES', 15))
STATUSES = ('present', 'absent', 'late', 'excused')


@tagged('post_install', '-at_install')
class TestHistory(cases.AttendanceCase):
    """Every change of a mark is kept, whatever way it is made, and nobody rewrites it."""

    def history(self, mark):
        return self.env['encoach.attendance.change'].search([('attendance_id', '=', mark.id)])

    def test_a_correction_tells_what_was_who_when_and_why(self):
        self.taker().submit_attendance([self.entry(0, 'late', minutes_late=5)], 'present')
        mark = self.session.attendance_ids.filtered(lambda mark: mark.status == 'late')
        mark.with_user(self.a.admin).correct('absent', "He was mistaken for another.")
        first, second = self.history(mark)
        self.assertFalse(first.old_status)
        self.assertEqual((first.new_status, first.new_minutes), ('late', 5))
        self.assertEqual(first.create_uid, self.a.teacher_user)
        self.assertEqual((second.old_status, second.old_minutes), ('late', 5))
        self.assertEqual((second.new_status, second.new_minutes), ('absent', 0))
        self.assertEqual(second.reason, "He was mistaken for another.")
        self.assertEqual(second.create_uid, self.a.admin)
        self.assertEqual(second.create_date, mark.write_date)

    def refused(self, statement, *values):
        """Return whether the database refuses a statement."""
        try:
            with mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                self.env.cr.execute(SQL(statement, *values))
                return False
        except psycopg2.errors.RestrictViolation:
            return True

    def test_every_trigger_does_its_part(self):
        self.taker().submit_attendance([], 'present')
        mark = self.session.attendance_ids[0]
        stranger = self._make_people(self.a, 'student', 1, 'new ')
        self.env.flush_all()
        checks = {
            'encoach_attendance_logs_new': lambda: len(self.history(mark)) == 1,
            'encoach_attendance_logs_changed': lambda: (
                self.is_logged(mark)
                and self.refused(
                    'UPDATE encoach_attendance SET student_id = %s WHERE id = %s',
                    stranger.id,
                    mark.id,
                )
            ),
            'encoach_attendance_keeps': lambda: (
                self.refused(
                    'DELETE FROM encoach_attendance_change; DELETE FROM encoach_attendance'
                )
                and self.refused_without_history()
            ),
            'encoach_attendance_change_keeps': lambda: (
                self.refused("UPDATE encoach_attendance_change SET new_status = 'late'")
                and self.refused('DELETE FROM encoach_attendance_change')
            ),
            'encoach_attendance_change_stays': lambda: self.refused(
                'TRUNCATE encoach_attendance_change'
            ),
        }
        self.assertEqual(checks.keys(), TRIGGERS.keys())
        for trigger, check in checks.items():
            with self.subTest(trigger=trigger):
                self.assertTrue(check())

    def refused_without_history(self):
        """Return whether a mark is kept by its own trigger, not only by its history's key."""
        with self.env.cr.savepoint(flush=False) as savepoint:
            self.env.cr.execute(
                'ALTER TABLE encoach_attendance_change'
                ' DROP CONSTRAINT IF EXISTS encoach_attendance_change_attendance_id_fkey,'
                ' DROP CONSTRAINT IF EXISTS encoach_attendance_change_attendance_entity_fk'
            )
            refused = self.refused('DELETE FROM encoach_attendance')
            savepoint.rollback()
        return refused

    def is_logged(self, mark):
        """Return whether even raw SQL leaves a line."""
        before = len(self.history(mark))
        self.env.cr.execute(
            SQL("UPDATE encoach_attendance SET status = 'excused' WHERE id = %s", mark.id)
        )
        self.env.invalidate_all()
        return self.history(mark)[before:].mapped('new_status') == ['excused']

    def test_history_replays_to_the_present_state(self):
        """Random submits, reopenings and corrections, against a small model."""
        for seed in range(HISTORIES):
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self.play(random.Random(seed))
                savepoint.rollback()
            self.env.invalidate_all(flush=False)

    def play(self, rng):
        admin = self.session.with_user(self.a.admin)
        expected, steps, locked = {}, {}, False
        for _step in range(rng.randint(3, 10)):
            student = rng.choice(self.a.students)
            status, minutes = rng.choice(STATUSES), rng.randint(1, 30)
            minutes = minutes if status == 'late' else None
            if not locked:
                entry = {'student_id': student.id, 'status': status, 'minutes_late': minutes}
                self.taker().submit_attendance([entry], 'present')
                now = {each.id: expected.get(each.id, ('present', 0)) for each in self.a.students}
                now[student.id] = status, minutes or 0
            elif rng.random() < 0.3:
                admin.reopen("Once more")
                now = expected
            else:
                mark = admin.attendance_ids.filtered(
                    lambda mark, who=student: mark.student_id == who
                )
                mark.correct(status, "Because", minutes)
                now = {**expected, student.id: (status, minutes or 0)}
            locked = admin.state == 'submitted'
            for student_id, mark in now.items():
                if expected.get(student_id) != mark:
                    steps.setdefault(student_id, []).append(mark)
            expected = now
        for mark in self.session.attendance_ids:
            lines = self.history(mark)
            told = [(line.new_status, line.new_minutes) for line in lines]
            self.assertEqual(told, steps[mark.student_id.id])
            self.assertEqual(told[-1], (mark.status, mark.minutes_late))
            self.assertEqual(told[:-1], [(line.old_status, line.old_minutes) for line in lines[1:]])
            self.assertTrue(all(lines.mapped('create_uid')))

    def test_the_day_it_was_changed_is_when_it_was(self):
        self.taker().submit_attendance([], 'present')
        [line] = self.history(self.session.attendance_ids[0])
        self.assertLess(abs(line.create_date - self.env.cr.now()).total_seconds(), 1)
        self.assertGreater(line.create_date, datetime(2026, 9, 8))
