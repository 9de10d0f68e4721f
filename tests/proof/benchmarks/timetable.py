"""Timetable and attendance: dating sessions, submitting sheets, finding clashes of students.

Runs inside Odoo, as a school's administrator with the record rules on, and rolls everything back.
"""

import functools
import json
import sys
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import SQL

from tests.world import inside

from . import cascade

WEEKS = 16
#: weekly lessons of a batch: five a day on six days
WEEKLY = 30
#: sessions of a school, and of one whose clashes are listed
SCHOOL = 50_000
TERM = 10_000
STUDENTS = 1000
SIZES = (30, 300)
ROUNDS = 7

# What a submit writes, with nothing checked or answered.
BARE_SUBMIT = (
    """
    UPDATE encoach_session
       SET stage = 'submitted', submitted_at = now(), submitted_by_id = %(user)s,
           submit_digest = 'bare', write_uid = %(user)s, write_date = now()
     WHERE id = %(session)s
    """,
    """
    INSERT INTO encoach_attendance (session_id, student_id, entity_id, status,
                                    create_uid, create_date, write_uid, write_date)
    SELECT %(session)s, unnest(%(students)s), %(entity)s, 'present',
           %(user)s, now(), %(user)s, now()
    """,
)


class School(cascade.School):
    """A school with batches, each with a room, a teacher and weekly lessons of its own."""

    def make_batches(self, sessions):
        """Return batches with so many sessions to be dated, and their weekly slots."""
        count = max(1, round(sessions / WEEKLY / WEEKS))
        classroom, section = self.fresh()
        names = [f'{self._number}-{number:04}' for number in range(count)]
        courses, rooms = (
            self.env[f'encoach.{kind}'].create([{'name': name} for name in names])
            for kind in ('course', 'room')
        )
        batches = self.env['encoach.batch'].create(
            [{'classroom_id': classroom.id, 'course_id': course.id} for course in courses]
        )
        teachers = self._create('teacher', count)
        return batches, self._make_slots(batches, rooms, teachers)

    def _make_slots(self, batches, rooms, teachers):
        """Add weekly slots by SQL, because adding them dates their sessions."""
        first = fields.Date.today() + timedelta(days=7 - fields.Date.today().weekday())
        several = range(len(batches) * WEEKLY)
        columns = {
            'batch_id': [batches[number // WEEKLY].id for number in several],
            'room_id': [rooms[number // WEEKLY].id for number in several],
            'teacher_id': [teachers[number // WEEKLY].id for number in several],
            'weekday': [str(number % 6) for number in several],
            'start_minutes': [480 + 60 * (number % WEEKLY // 6) for number in several],
        }
        same = {
            'entity_id': self.entity.id,
            'active': True,
            'duration_minutes': 60,
            'valid_from': first,
            'valid_until': first + timedelta(days=7 * WEEKS - 1),
        }
        Slot = self.env['encoach.schedule.slot']
        rows = Slot._insert_rows(columns, same, SQL('RETURNING id'))
        return Slot.browse(slot_id for (slot_id,) in rows)

    def fill(self, sessions):
        """Date so many sessions; return the batches, seconds and statements."""
        batches, slots = self.make_batches(sessions)
        fill = self.env['encoach.timetable'].sudo()._fill
        made = {}
        seconds, statements = self.timed(lambda: made.update(fill(self.entity, slots, strict=True)))
        assert made['created'] == len(slots) * WEEKS
        return batches, seconds, statements

    def start_session(self, students):
        """Return a session that runs now, of a new batch with these students."""
        classroom, section = self.fresh()
        batch = self.env['encoach.batch'].create(
            {'classroom_id': classroom.id, 'course_id': section.course_id.id}
        )
        batch.update_students(students)
        now = fields.Datetime.now()
        return self.env['encoach.session'].create(
            {'batch_id': batch.id, 'start': now - timedelta(minutes=1)}
        )


def measure_dating(school):
    """Return what it costs to date the sessions of a batch, and those of a school."""
    school.fill(WEEKLY * WEEKS)  # fills what is kept in memory
    found = {}
    for name, sessions in (('batch', WEEKLY * WEEKS), ('school', SCHOOL)):
        _batches, seconds, statements = school.fill(sessions)
        found[name] = {'seconds': seconds, 'statements': statements}
    return found


def measure_clashes(school):
    """Return what the list of a term's clashes costs; one student is in two batches."""
    batches, *_rest = school.fill(TERM)
    share = STUDENTS // len(batches)
    for number, batch in enumerate(batches):
        batch.update_students(school.students[number * share : (number + 1) * share])
    batches[1].update_students(school.students[:1])
    report = school.env['encoach.clashes']._report
    listed = []
    rounds = [school.timed(lambda: listed.append(report(batch=batches))) for _round in range(3)]
    assert len(listed[-1]) == WEEKLY * WEEKS, len(listed[-1])
    seconds, statements = min(rounds)
    return {'milliseconds': 1000 * seconds, 'statements': statements}


def measure_submitting(school, size):
    """Return what a sheet of ``size`` students costs."""
    rounds, students = [], school.students[:size]
    for _round in range(ROUNDS):
        session = school.start_session(students)
        user = school.env.uid
        bare = school.bare(BARE_SUBMIT, session=session.id, students=students, user=user)
        submit = functools.partial(session.submit_attendance, [], 'present')
        rounds.append((*school.timed(submit), bare))
    return cascade.summarize(rounds[1:])


def main(database):
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
        school = School(env, STUDENTS)
        figures = {
            'submitting': {size: measure_submitting(school, size) for size in SIZES},
            'clashes': measure_clashes(school),
            'dating': measure_dating(school),
        }
        print(json.dumps(figures))
        cr.rollback()


if __name__ == '__main__':
    inside.configure()
    main(sys.argv[1])
