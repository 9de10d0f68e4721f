from odoo.tests import tagged
from odoo.tools import SQL

from ...models.sync.sources import PARTS, SOURCES
from .common import SyncCase


@tagged('encoach')
class TestChangeLog(SyncCase):
    """Triggers write every change to the log, once a statement (S2-06 to S2-10)."""

    def setUp(self):
        super().setUp()
        self.a.classroom.update_roster(self.a.students.ids)
        self.env.flush_all()
        self.env.cr.execute(SQL('DELETE FROM encoach_sync_change'))

    def log(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                'SELECT classroom_id, entity_id, model, record_id, operation'
                ' FROM encoach_sync_change ORDER BY xid, id'
            )
        )
        rows = self.env.cr.fetchall()
        self.env.cr.execute(SQL('DELETE FROM encoach_sync_change'))
        return sorted(rows)

    def expect(self, name, records, operation, school=None):
        school = school or self.a
        return [
            (school.classroom.id, school.entity.id, name, id_, operation)
            for id_ in sorted(records.ids)
        ]

    def test_the_set_based_writes_of_the_cascade_are_seen(self):
        batch, _answer = self._assign(self.a)
        placements = batch.enrollment_ids
        rows = self.log()
        self.assertEqual(rows[:1], self.expect('batch', batch, 'created'))
        self.assertEqual(
            [row for row in rows if row[2] == 'placement'],
            self.expect('placement', placements, 'created'),
        )
        batch.update_students(self.a.students.ids[:1], 'remove')
        one = placements.filtered(lambda line: line.student_id == self.a.students[0])
        self.assertEqual(self.log(), self.expect('placement', one, 'changed'))
        batch.update_students(self.a.students.ids[:1])  # INSERT … ON CONFLICT DO UPDATE
        self.assertEqual(self.log(), self.expect('placement', one, 'changed'))

    def test_the_roster_is_seen(self):
        lines = self.a.classroom.roster_line_ids
        self.a.classroom.update_roster(self.a.students.ids[:2], 'remove')
        ended = lines.filtered('until')
        self.assertEqual(len(ended), 2)
        self.assertEqual(self.log(), self.expect('roster_line', ended, 'changed'))
        self.b.classroom.update_roster(self.b.students.ids)
        self.assertEqual(
            self.log(),
            self.expect('roster_line', self.b.classroom.roster_line_ids, 'created', self.b),
        )

    def test_the_same_teacher_in_two_classrooms_is_told_in_each(self):
        other = self.a.classroom.copy({'name': "Alpha other"})
        teacher = self.a.teachers[0]
        for classroom in (self.a.classroom, other):
            classroom.update_teachers(teacher.ids)
        self.env['encoach.sync.log']._gc_changes()
        told = [row for row in self.log() if row[2] == 'homeroom_teacher']
        self.assertEqual([row[0] for row in told], sorted([self.a.classroom.id, other.id]))
        other.update_teachers(teacher.ids, 'remove')
        (row,) = [row for row in self.log() if row[2] == 'homeroom_teacher']
        self.assertEqual(row, (other.id, self.a.entity.id, *row[2:3], teacher.id, 'deleted'))

    def test_who_leaves_a_batch_that_goes_is_told(self):
        self.a.classroom.update_teachers(self.a.teachers.ids)
        batch, _answer = self._assign(self.a)
        lines = batch.teacher_line_ids
        self.env['encoach.sync.log']._backfill('batch_teacher')
        expected = self.expect('batch_teacher', lines, 'deleted')
        batch.unlink()
        rows = [row for row in self.log() if (row[2], row[4]) == ('batch_teacher', 'deleted')]
        self.assertEqual(rows, expected)

    def test_renaming_a_course_renames_its_batches(self):
        batch, _answer = self._assign(self.a)
        self.log()
        self.a.course.name = "Alpha Optics"
        self.assertEqual(self.log(), self.expect('batch', batch, 'changed'))

    def test_raw_sql_is_seen(self):
        line = self.a.classroom.roster_line_ids[0]
        self.env.cr.execute(
            SQL("UPDATE encoach_classroom_student SET since = '2020-01-01' WHERE id = %s", line.id)
        )
        self.assertEqual(self.log(), self.expect('roster_line', line, 'changed'))

    def test_what_is_deleted_leaves_a_tombstone_with_its_batch_gone_too(self):
        """The placements go by the database's cascade, when their batch is gone already."""
        batch, _answer = self._assign(self.a)
        placements = batch.enrollment_ids
        self.env['encoach.sync.log']._backfill('placement')
        ids = batch, placements
        batch.unlink()
        rows = [row for row in self.log() if row[4] == 'deleted']
        expected = self.expect('batch', ids[0], 'deleted')
        expected += self.expect('placement', ids[1], 'deleted')
        self.assertEqual(rows, sorted(expected))

    def test_what_is_rolled_back_leaves_nothing(self):
        savepoint = self.env.cr.savepoint()
        self._assign(self.a)
        savepoint.rollback()
        self.assertEqual(self.log(), [])

    def test_other_changes_are_not_logged(self):
        self.a.course.name = "Alpha Optics"
        self.a.term.name = "Autumn"
        self.a.students[0].student_code = "A-1"
        self.a.students[0].phone = "1234"
        self.assertEqual(self.log(), [])

    def test_records_from_before_the_log_are_logged_once(self):
        batch, _answer = self._assign(self.a)
        self.log()
        log = self.env['encoach.sync.log']
        for _update in range(2):
            log._install_triggers()
        rows = [row for row in self.log() if row[1] == self.a.entity.id]
        expected = self.expect('roster_line', self.a.classroom.roster_line_ids, 'created')
        expected += self.expect('classroom', self.a.classroom, 'created')
        expected += self.expect('batch', batch, 'created')
        expected += self.expect('placement', batch.enrollment_ids, 'created')
        self.assertEqual(rows, sorted(expected))

    def test_nothing_is_left_behind(self):
        self.env['encoach.sync.log']._uninstall()
        self.env.cr.execute(
            SQL("SELECT count(*) FROM pg_class WHERE relname LIKE 'encoach_sync%%'")
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.a.classroom.update_roster([], 'set')

    def test_one_statement_is_logged_by_one_whatever_its_size(self):
        """The cost must stay set-based: no trigger fires for each row."""
        self.env.cr.execute(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE tgtype & 1 = 1) FROM pg_trigger
                 WHERE tgname LIKE '%%\\_sync\\_%%' AND NOT tgisinternal
                """
            )
        )
        count, for_each_row = self.env.cr.fetchone()
        self.assertEqual(count, 3 * (len(SOURCES) + len(PARTS)) + 1, "and one for names")
        self.assertEqual(for_each_row, 0)
