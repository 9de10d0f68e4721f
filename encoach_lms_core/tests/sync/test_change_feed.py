import base64
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ...exceptions import InvalidInput, ResyncRequired
from ...models.sync import change_feed
from .common import SyncCase


@tagged('encoach')
class TestChangeFeed(SyncCase):
    """A classroom's changes in order, with a cursor (S2-06 to S2-10)."""

    def setUp(self):
        super().setUp()
        for school in (self.a, self.b):
            school.classroom.update_roster(school.students.ids)
            school.classroom.assign_course(school.course.id)
        self.batch = self.a.classroom.batch_ids

    def page(self, since=None, limit=100):
        return self._read(self.a.classroom, self.a.admin, since, limit)

    def everything(self):
        """Return what the classroom holds, as the feed names it."""
        return {
            ('classroom', self.a.classroom.id),
            *(('roster_line', id_) for id_ in self.a.classroom.roster_line_ids.ids),
            *(('batch', id_) for id_ in self.a.classroom.batch_ids.ids),
            *(('placement', id_) for id_ in self.a.classroom.batch_ids.enrollment_ids.ids),
        }

    def test_from_the_beginning_everything_of_the_classroom_and_nothing_else(self):
        other = self.a.classroom.copy({'name': "Alpha other"})
        other.update_roster(self.a.students.ids)
        changes, page = self.page()
        self.assertEqual(set(changes), self.everything())
        self.assertFalse(page['has_more'])

    def test_pages_join_without_gap_or_repetition(self):
        whole, _page = self.page()
        for limit in (1, 2, 4, 9):
            seen, since, more = [], None, True
            while more:
                changes, page = self.page(since, limit)
                self.assertLessEqual(len(changes), limit)
                seen += changes
                since, more = page['cursor'], page['has_more']
            self.assertEqual(seen, list(whole), limit)

    def test_afterwards_only_what_has_changed(self):
        _changes, page = self.page(limit=1000)
        since = self.follow(page)
        self.advance()
        self.assertEqual(self.page(since)[0], {})
        self.batch.update_students(self.a.students.ids[:1], 'remove')
        changes, _page = self.page(since)
        (((name, id_), operation),) = changes.items()
        self.assertEqual((name, operation), ('placement', 'changed'))
        placement = self.env['encoach.batch.enrollment'].browse(id_)
        self.assertEqual(placement.student_id, self.a.students[0])

    def advance(self):
        """Pretend that what is in the log was written by earlier transactions."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE encoach_sync_change SET xid = (xid::text::numeric - 1000)::text::xid8")
        )

    def follow(self, page):
        """Return a cursor as if it had been given out before this transaction."""
        cursor = self.env['encoach.sync.feed']._read_cursor(page['cursor'], self.a.classroom)
        return cursor._replace(xid=cursor.xid - 1000, floor=max(cursor.floor - 1000, 0)).encode()

    def test_it_is_told_that_changes_wait(self):
        with patch.object(change_feed, 'HORIZON', SQL('pg_current_xact_id()')):
            changes, page = self.page()
            self.assertEqual((changes, page['held_back']), ({}, True))
            self.advance()
            self.assertFalse(self.page()[1]['held_back'])
            other = self.a.classroom.copy({'name': "Alpha other"})
            other.update_roster(self.a.students.ids)
            self.assertFalse(self.page()[1]['held_back'], "those of another classroom do not count")
        self.assertFalse(self.page()[1]['held_back'])

    def test_a_deleted_record_is_told_and_none_is_told_twice_in_a_page(self):
        self.batch.update_students(self.a.students.ids[:1], 'remove')
        self.batch.unlink()
        changes, page = self.page()
        self.assertEqual(changes['batch', self.batch.id], 'deleted')
        self.assertEqual(len(changes), len(page['changes']))

    def test_only_administrators_and_own_teachers_follow_a_classroom(self):
        def may(user):
            try:
                self._read(self.a.classroom, user)
            except AccessError:
                return False
            return True

        teacher = self.a.teachers[0].ids
        self.assertTrue(may(self.a.admin))
        self.assertFalse(may(self.a.teacher_user))
        for begin, end in (
            (
                lambda: self.a.classroom.update_teachers(teacher),
                lambda: self.a.classroom.update_teachers(teacher, 'remove'),
            ),
            (
                lambda: self.batch.update_teachers(teacher),
                lambda: self.batch.update_teachers(teacher, 'remove'),
            ),
            (
                lambda: self.a.classroom.assign_class_teacher(teacher[0], '2026-T1'),
                lambda: self.a.classroom.remove_class_teacher('2026-T1'),
            ),
        ):
            begin()
            self.assertTrue(may(self.a.teacher_user))
            end()
            self.assertFalse(may(self.a.teacher_user))
        for user in (self.a.student_user, self.b.admin, self.b.teacher_user):
            self.assertFalse(may(user))

    def test_a_text_that_is_no_cursor_of_this_classroom_is_refused(self):
        _changes, ours = self.page()
        _changes, theirs = self._read(self.b.classroom, self.b.admin)
        forged = [
            base64.urlsafe_b64encode(text.encode()).decode()
            for text in ('', 'x', 'a:1:2:3', 'a:1:2:3:x', f'a:{self.a.classroom.id}:-1:0:0')
        ]
        for since in (theirs['cursor'], '', 'x', 'é', '%', ours['cursor'] + 'A', *forged):
            with self.subTest(since), self.assertRaises(InvalidInput):
                self.page(since)

    def test_a_cursor_of_another_database_is_refused(self):
        """A copy or a restored backup counts its transactions anew."""
        _changes, page = self.page()
        self.env.cr.execute(SQL("UPDATE encoach_sync_state SET generation = 'other'"))
        with self.assertRaises(ResyncRequired):
            self.page(page['cursor'])
        self.advance()
        self.env['encoach.sync.log']._adopt_database()
        self.assertEqual(self.page(page['cursor'])[0].keys(), set())
        self.env.cr.execute(
            SQL('SELECT DISTINCT xid = pg_current_xact_id() FROM encoach_sync_change')
        )
        self.assertEqual(self.env.cr.fetchall(), [(True,)])

    def test_housekeeping_keeps_the_last_change_of_each_record(self):
        self.batch.update_students(self.a.students.ids[:1], 'remove')
        before, _page = self.page()
        self.env['encoach.sync.log']._gc_changes()
        after, _page = self.page()
        self.assertEqual(set(after), set(before))
        self.env.cr.execute(
            SQL(
                'SELECT count(*) - count(DISTINCT (classroom_id, model, record_id))'
                ' FROM encoach_sync_change'
            )
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_who_may_have_missed_a_forgotten_deletion_starts_anew(self):
        _changes, page = self.page()
        early = self.follow(page)
        self.batch.unlink()
        self.env.flush_all()
        self.env['encoach.sync.log']._gc_changes()
        self.assertIn('deleted', self.page(early)[0].values())
        self.env.cr.execute(
            SQL("UPDATE encoach_sync_change SET changed_at = changed_at - interval '91 days'")
        )
        self.env['encoach.sync.log']._gc_changes()
        with self.assertRaises(ResyncRequired) as caught:
            self.page(early)
        self.assertEqual(caught.exception.http_status, 410)
        changes, page = self.page()
        self.assertNotIn('deleted', changes.values())
        self.assertEqual(self.page(page['cursor'])[0], {})
        changes, page = self.page(limit=1)
        self.assertTrue(self.page(page['cursor'])[0], "a new client is not interrupted")

    def test_the_number_of_statements_does_not_depend_on_the_page(self):
        def count(limit):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.page(limit=limit)
            return self.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(1), count(100))
        self.assertLessEqual(count(100), 6)
