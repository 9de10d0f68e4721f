import logging
import os
import time

from odoo.tests import tagged
from odoo.tools import SQL

from . import cases

_logger = logging.getLogger(__name__)
#: how many sessions a whole school has; 50 000 of them take a minute
SCHOOL = int(os.environ.get('ENCOACH_SESSIONS', 2000))


@tagged('post_install', '-at_install')
class TestCost(cases.TimetableCase):
    """The number of statements does not depend on the number of sessions.

    ``ENCOACH_SESSIONS=50000 scripts/test encoach_lms_core/tests/timetable/test_cost.py`` dates
    those of a whole school.
    """

    def count(self, function, *arguments, **options):
        """Return how many statements a call takes, the answer, and the seconds."""
        self.env.flush_all()
        self.env.invalidate_all()
        before, began = self.env.cr.sql_log_count, time.perf_counter()
        answer = function(*arguments, **options)
        self.env.flush_all()
        seconds = time.perf_counter() - began
        return self.env.cr.sql_log_count - before, answer, seconds

    def make_slots(self, school, number, weeks=16):
        """Make slots by SQL, with a batch, a room and a teacher for each thirty of them."""
        groups = -(-number // 30)
        courses = self.env['encoach.course'].create(
            [{'name': f'C{i}', 'entity_id': school.entity.id} for i in range(groups)]
        )
        rooms = self.env['encoach.room'].create(
            [{'name': f'R{i}', 'entity_id': school.entity.id} for i in range(groups)]
        )
        teachers = self._make_people(school, 'teacher', groups, 'cost ')
        batches = self.env['encoach.batch'].create(
            [{'classroom_id': school.classroom.id, 'course_id': each.id} for each in courses]
        )
        columns = {
            'batch_id': [batches[i // 30].id for i in range(number)],
            'weekday': [str(i % 6) for i in range(number)],
            'start_minutes': [480 + 60 * (i % 30 // 6) for i in range(number)],
            'room_id': [rooms[i // 30].id for i in range(number)],
            'teacher_id': [teachers[i // 30].id for i in range(number)],
        }
        same = {
            'entity_id': school.entity.id,
            'active': True,
            'duration_minutes': 60,
            'valid_from': '2026-09-07',
            'valid_until': f'2026-{12 if weeks == 16 else 9}-27',
        }
        Slot = self.env['encoach.schedule.slot']
        rows = Slot._insert_rows(columns, same, SQL('RETURNING id'))
        return Slot.browse([slot_id for (slot_id,) in rows])

    def test_a_term_of_one_batch_and_a_school_are_dated_by_as_many_statements(self):
        fill = self.env['encoach.timetable']._fill
        fill(self.a.entity)  # what is kept in memory is read once
        one = self.make_slots(self.a, 30)
        statements, answer, _seconds = self.count(fill, self.a.entity, one, strict=True)
        self.assertEqual(answer['created'], 480)
        self.assertLessEqual(statements, 10)
        many = self.make_slots(self.b, SCHOOL // 16)
        again, answer, _seconds = self.count(fill, self.b.entity, many, strict=True)
        self.assertEqual(answer['created'], SCHOOL // 16 * 16)
        self.assertEqual(again, statements)

    def test_the_clashes_of_a_school_are_listed_by_as_many_statements(self):
        listing = self.env['encoach.clashes']._list_from_now
        listing(self.a.entity)
        counts = []
        for school, slots in ((self.a, 30), (self.b, SCHOOL // 16)):
            made = self.make_slots(school, slots)
            self.env['encoach.timetable']._fill(school.entity, made, strict=True)
            students = self._make_people(school, 'student', slots // 2, 'clash ')
            batches = made.batch_id
            for number, batch in enumerate(batches):
                batch.update_students(students[number % 3 :: 3].ids)
            self.env.cr.execute(
                SQL("UPDATE encoach_batch_enrollment SET enrolled_at = '2026-01-01'")
            )
            statements, clashes, seconds = self.count(listing, school.entity)
            counts.append(statements)
            self.assertEqual(bool(clashes), len(batches) > 3)
            _logger.info("%s clashes listed in %.3f s", len(clashes), seconds)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 3)
