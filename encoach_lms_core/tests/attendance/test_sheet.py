from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.encoach_lms_core.exceptions import (
    AlreadySubmitted,
    AttendanceClosed,
    Conflict,
    EntityMismatch,
    Forbidden,
    InvalidInput,
    NotOpen,
    RecordNotFound,
)

from . import cases


@tagged('post_install', '-at_install')
class TestSheet(cases.AttendanceCase):
    """The sheet of a session from its opening to the last correction (S1-42 … S1-47)."""

    def test_a_default_marks_everybody_who_is_not_named(self):
        entries = [self.entry(1, 'absent'), self.entry(2, 'late', minutes_late=7, note=" Bus ")]
        answer = self.taker().submit_attendance(entries, 'present')
        self.assertEqual(
            answer,
            {
                'session_id': self.session.id,
                'state': 'submitted',
                'present': 2,
                'absent': 1,
                'late': 1,
                'excused': 0,
                'actions': 1,
                'repeated': False,
            },
        )
        self.assertEqual(self.statuses(), ['present', 'absent', 'late', 'present'])
        late = self.session.attendance_ids.filtered('minutes_late')
        self.assertEqual((late.minutes_late, late.note), (7, "Bus"))
        self.assertEqual(self.session.state, 'submitted')
        self.assertEqual(self.session.submitted_by_id, self.a.teacher_user)
        [(_name, session, marks)] = self.told
        self.assertEqual((session, len(marks)), (self.session, 4))

    def test_without_a_default_everybody_is_named_and_nobody_else(self):
        with self.assertRaises(InvalidInput) as caught:
            self.taker().submit_attendance([self.entry(0, 'present')])
        self.assertEqual(caught.exception.errors[0]['ids'], self.a.students[1:].ids)
        stranger = self._make_people(self.a, 'student', 1, 'new ')
        for student_id, error in (
            (stranger.id, InvalidInput),
            (self.b.students[0].id, EntityMismatch),
            (2**31 - 1, RecordNotFound),
        ):
            entry = {'student_id': student_id, 'status': 'present'}
            with self.assertRaises(error):
                self.taker().submit_attendance([entry], 'present')
        self.assertFalse(self.session.attendance_ids)

    def test_what_is_no_mark_is_refused(self):
        for entries, default in (
            ([self.entry(0, 'here')], 'present'),
            ([self.entry(0, 'late', minutes_late=-1)], 'present'),
            ([self.entry(0, 'late', minutes_late='5')], 'present'),
            ([self.entry(0, 'present', minutes_late=5)], 'present'),
            ([self.entry(0, 'absent'), self.entry(0, 'present')], 'present'),
            ([{'student_id': str(self.a.students[0].id), 'status': 'present'}], 'present'),
            ([self.entry(0, 'present', note=5)], 'present'),
            ('present', 'present'),
            ([None], 'present'),
            ([], 'here'),
        ):
            with self.subTest(entries=entries), self.assertRaises(InvalidInput):
                self.taker().submit_attendance(entries, default)

    def test_the_same_sheet_of_the_same_person_is_harmless_and_another_is_refused(self):
        entries = [self.entry(1, 'absent'), self.entry(0, 'excused')]
        first = self.taker().submit_attendance(entries, 'present')
        again = self.taker().submit_attendance(entries[::-1], 'present')
        self.assertEqual(again, {**first, 'actions': 0, 'repeated': True})
        with self.assertRaisesRegex(AlreadySubmitted, "submitted by Alpha Teacher 0000 already"):
            self.taker().submit_attendance(entries[:1], 'present')
        with self.assertRaises(AlreadySubmitted):
            self.session.with_user(self.a.admin).submit_attendance(entries, 'present')
        self.clock.move_to(datetime(2026, 9, 8, 12))
        again = self.taker().submit_attendance(entries, 'present')
        self.assertEqual((again['state'], again['repeated']), ('closed', True))
        with self.assertRaises(AttendanceClosed):
            self.taker().submit_attendance(entries[:1], 'present')
        self.assertEqual(len(self.told), 1)

    def test_it_opens_with_the_lesson_and_closes_with_the_exact_sentence(self):
        for moment, error in (
            (datetime(2026, 9, 8, 7, 59, 59), NotOpen),
            (datetime(2026, 9, 8, 9, 10), AttendanceClosed),
        ):
            self.clock.move_to(moment)
            with self.assertRaises(error) as caught:
                self.taker().submit_attendance([], 'present')
        self.assertEqual(caught.exception.args[0], "Attendance window closed for this class.")
        self.clock.move_to(datetime(2026, 9, 8, 9, 9, 59))
        self.taker().submit_attendance([], 'present')

    def test_it_takes_those_who_are_in_the_batch_on_that_day_and_is_frozen(self):
        gone, late = self.a.students[0], self._make_people(self.a, 'student', 1, 'late ')
        batch = self.a.batches[0]
        placements = self.env['encoach.batch.enrollment']
        batch.update_students(gone.ids, 'remove')
        placements.search([('active', '=', False)]).ended_at = datetime(2026, 9, 8, 21)
        batch.update_students(late.ids)
        placements.search([('student_id', '=', late.id)]).enrolled_at = datetime(2026, 9, 8, 21)
        names = [line['student_id'] for line in self.taker().read_sheet()['students']]
        self.assertEqual(names, self.a.students.ids)
        self.taker().submit_attendance([], 'present')
        batch.update_students([], 'set')
        sheet = self.taker().read_sheet()
        self.assertTrue(sheet['locked'])
        self.assertEqual([line['status'] for line in sheet['students']], ['present'] * 4)

    def test_two_batches_of_one_day_are_two_records(self):
        """The trap of the document's program, which keyed by student and day (D-7)."""
        other = self.extra(self.a, '2026-09-08 08:00:00', 1)
        self.taker().submit_attendance([], 'present')
        other.with_user(self.a.admin).submit_attendance([], 'absent')
        self.assertEqual(self.statuses(), ['present'] * 4)
        self.assertEqual(self.statuses(other), ['absent'] * 4)

    # who

    def test_only_who_holds_it_teaches_the_batch_or_administrates_takes_it(self):
        unheld = self.extra(self.a, '2026-09-08 08:10:00', 1)
        with self.assertRaises(AccessError):
            self.taker(unheld).submit_attendance([], 'present')
        self.env['encoach.class.teacher'].create(
            {
                'classroom_id': self.a.classroom.id,
                'teacher_id': self.a.teachers[0].id,
                'term_id': self.a.term.id,
            }
        )
        self.assertEqual(len(self.taker(unheld).read_sheet()['students']), 4)
        with self.assertRaises(Forbidden):
            self.taker(unheld).submit_attendance([], 'present')
        self.a.batches[1].update_teachers(self.a.teachers[:1].ids)
        self.taker(unheld).submit_attendance([], 'present')
        with self.assertRaises(AccessError):
            self.session.with_user(self.b.admin).submit_attendance([], 'present')

    # closing

    def close(self):
        with self.enter_registry_test_mode():
            self.env.ref('encoach_lms_core.close_attendance').method_direct_trigger()

    def test_the_job_closes_what_is_over_and_tells_what_was_missed_once(self):
        missed = self.extra(self.a, '2026-09-08 08:00:00', 1)
        self.taker().submit_attendance([], 'present')
        self.close()
        self.assertEqual((self.session.stage, missed.stage), ('submitted', 'planned'))
        self.clock.move_to(datetime(2026, 9, 8, 9, 10))
        for _run in range(2):
            self.close()
        self.assertEqual((self.session.stage, missed.stage), ('closed', 'missed'))
        self.assertEqual([told[0] for told in self.told], ['_on_submitted', '_on_missed'])
        self.assertEqual(self.told[1][1], missed)

    # opening again

    def test_administrators_open_it_again_until_the_day_is_over(self):
        self.taker().submit_attendance([self.entry(1, 'absent')], 'present')
        with self.assertRaises(Forbidden):
            self.taker().reopen("I erred.")
        session = self.session.with_user(self.a.admin)
        session.reopen("He erred.")
        self.assertEqual((session.state, session.closes_at), ('open', datetime(2026, 9, 8, 21)))
        self.clock.move_to(datetime(2026, 9, 8, 20, 59))
        self.taker().submit_attendance([self.entry(0, 'late')], 'excused')
        self.assertEqual(self.statuses(), ['late', 'absent', 'present', 'present'])
        self.assertEqual([mark.status for mark in self.told[1][2]], ['late'])
        self.clock.move_to(datetime(2026, 9, 8, 21))
        with self.assertRaisesRegex(Conflict, "day is over"):
            session.reopen("Too late.")

    def test_a_missed_sheet_is_opened_again_and_a_cancelled_lesson_planned(self):
        self.clock.move_to(datetime(2026, 9, 8, 10))
        session = self.session.with_user(self.a.admin)
        self.assertEqual(session.state, 'missed')
        session.reopen("The network was down.")
        self.taker().submit_attendance([], 'present')
        ahead = self.extra(self.a, '2026-09-09 08:00:00', 0, self.a.teachers[0])
        ahead = ahead.with_user(self.a.admin)
        with self.assertRaises(Conflict):
            ahead.reopen("It is open.")
        ahead.cancel("Ill")
        other = self.extra(self.a, '2026-09-09 08:00:00', 1, self.a.teachers[0])
        with self.assertRaises(Conflict):
            ahead.reopen("He is well.")
        other.with_user(self.a.admin).cancel("Not needed")
        ahead.reopen("He is well.")
        self.assertEqual(ahead.state, 'scheduled')

    def test_a_lesson_over_midnight_is_opened_until_it_has_closed(self):
        late = self.extra(self.a, '2026-09-09 20:30:00', 1, duration_minutes=120)
        self.clock.move_to(datetime(2026, 9, 9, 21, 30))
        late.with_user(self.a.admin).submit_attendance([], 'present')
        late.with_user(self.a.admin).reopen("Once more")
        self.assertEqual(late.closes_at, datetime(2026, 9, 9, 22, 40))

    # corrections

    def test_what_is_locked_is_corrected_by_administrators_who_say_why(self):
        self.taker().submit_attendance([self.entry(0, 'late', minutes_late=5)], 'present')
        mark = self.session.attendance_ids.filtered(lambda mark: mark.status == 'late')
        with self.assertRaises(Forbidden):
            mark.with_user(self.a.teacher_user).correct('present', "I erred.")
        mark = mark.with_user(self.a.admin)
        for arguments in (('here', "Why"), ('late', "Why", -1), ('absent', ''), ('absent', None)):
            with self.assertRaises(InvalidInput):
                mark.correct(*arguments)
        self.assertFalse(mark.correct('late', "Nothing differs", 5))
        self.clock.move_to(datetime(2026, 9, 20))
        self.assertTrue(mark.correct('absent', "He was mistaken for another."))
        self.assertEqual((mark.status, mark.minutes_late), ('absent', 0))
        self.assertEqual([told[0] for told in self.told], ['_on_submitted', '_on_corrected'])
        self.assertEqual((self.told[1][2].status, self.told[1][2].minutes_late), ('late', 5))

    def test_before_the_lock_there_is_nothing_to_correct(self):
        self.taker().submit_attendance([], 'present')
        self.session.with_user(self.a.admin).reopen("Once more")
        mark = self.session.attendance_ids[0].with_user(self.a.admin)
        with self.assertRaises(Conflict):
            mark.correct('absent', "Why")

    # late sheets

    def keep(self, entries, default):
        """Send a sheet too late, and have it kept as when the request is rolled back."""
        with self.assertRaises(AttendanceClosed):
            self.taker().submit_attendance(entries, default)
        with self.enter_registry_test_mode():
            self.env.cr.postrollback.run()
        return self.env['encoach.attendance.late'].search([])

    def test_a_sheet_that_comes_too_late_waits_for_an_administrator(self):
        self.clock.move_to(datetime(2026, 9, 8, 9, 30))
        kept = self.keep([self.entry(3, 'absent')], 'present')
        self.assertEqual(self.keep([self.entry(3, 'absent')], 'present'), kept)
        self.assertEqual((kept.state, kept.create_uid), ('pending', self.a.teacher_user))
        with self.assertRaises(AccessError):
            kept.with_user(self.a.teacher_user).accept()
        with self.assertRaises(AccessError):
            kept.with_user(self.b.admin).accept()
        self.clock.tick(timedelta(days=1))
        kept.with_user(self.a.admin).accept()
        self.assertEqual(self.statuses(), ['present'] * 3 + ['absent'])
        self.assertEqual((self.session.state, kept.state), ('closed', 'accepted'))
        self.assertEqual(self.session.submitted_by_id, self.a.teacher_user)
        self.assertEqual([told[0] for told in self.told], ['_on_submitted'])
        with self.assertRaises(Conflict):
            kept.with_user(self.a.admin).accept()

    def test_a_late_sheet_does_not_win_over_one_that_was_submitted(self):
        self.clock.move_to(datetime(2026, 9, 8, 9, 30))
        kept = self.keep([], 'absent').with_user(self.a.admin)
        self.session.with_user(self.a.admin).reopen("Once more")
        self.taker().submit_attendance([], 'present')
        with self.assertRaises(Conflict):
            kept.accept()
        kept.dismiss()
        self.assertEqual(self.statuses(), ['present'] * 4)
        self.assertEqual(kept.state, 'dismissed')
