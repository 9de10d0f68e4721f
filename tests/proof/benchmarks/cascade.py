"""The assignment workflow against the bare SQL that writes the same rows.

Runs inside Odoo, as a school's administrator with the record rules on, and rolls everything back.
"""

import functools
import json
import statistics
import sys
import time

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

from tests.world import inside

SIZES = (30, 1000, 5000)
ROUNDS = 7
TERM_KEY = '2026-T1'

# What `assign_course` writes, with nothing checked, planned or answered.
BARE_CASCADE = (
    """
    INSERT INTO encoach_batch (classroom_id, course_id, section_id, term_id, entity_id, active,
                               name, create_uid, create_date, write_uid, write_date)
    SELECT %(classroom)s, %(course)s, section.id, term.id, %(entity)s, TRUE,
           'bare', 1, now(), 1, now()
      FROM encoach_course_section AS section, encoach_term AS term
     WHERE section.course_id = %(course)s AND term.entity_id = %(entity)s
    """,
    """
    INSERT INTO encoach_course_enrollment (course_id, student_id, entity_id, active,
                                           create_uid, create_date, write_uid, write_date)
    SELECT %(course)s, student_id, entity_id, TRUE, 1, now(), 1, now()
      FROM encoach_classroom_student WHERE classroom_id = %(classroom)s AND until IS NULL
    """,
    """
    INSERT INTO encoach_batch_enrollment (batch_id, course_id, student_id, entity_id, active,
                                          origin, enrolled_at, create_uid, create_date, write_uid,
                                          write_date)
    SELECT batch.id, batch.course_id, line.student_id, line.entity_id, TRUE,
           'cascade', now(), 1, now(), 1, now()
      FROM encoach_classroom_student AS line
      JOIN encoach_batch AS batch USING (classroom_id)
     WHERE line.classroom_id = %(classroom)s AND line.until IS NULL
    """,
    """
    INSERT INTO encoach_batch_teacher (batch_id, teacher_id, entity_id, since,
                                       create_uid, create_date, write_uid, write_date)
    SELECT batch.id, homeroom.teacher_id, batch.entity_id, now(), 1, now(), 1, now()
      FROM encoach_batch AS batch
      JOIN encoach_classroom_teacher_rel AS homeroom USING (classroom_id)
     WHERE batch.classroom_id = %(classroom)s
    """,
)
BARE_ROSTER = (
    """
    INSERT INTO encoach_classroom_student (classroom_id, student_id, entity_id, since,
                                           create_uid, create_date, write_uid, write_date)
    SELECT %(classroom)s, unnest(%(students)s), %(entity)s, now(), 1, now(), 1, now()
    """,
)


class School:
    """A school with enough students, seen by its administrator."""

    def __init__(self, env, students):
        self.entity = env['encoach.entity'].create({'name': "Bench", 'code': 'BENCH'})
        administrator = env['res.users'].create(
            {
                'name': "Bench administrator",
                'login': 'admin@bench.example',
                'entity_ids': [Command.link(self.entity.id)],
                'group_ids': [Command.set(env.ref('encoach_lms_core.group_entity_admin').ids)],
            }
        )
        self.env = env(user=administrator)
        self.students = self._create('student', students).ids
        self.teachers = self._create('teacher', 2).ids
        self.env['encoach.term'].create({'key': TERM_KEY})
        self._number = 0

    def _create(self, kind, count):
        return self.env[f'encoach.{kind}'].create(
            [{'name': f'{kind} {number:05}'} for number in range(count)]
        )

    def fresh(self):
        """Return a new classroom and a section of a new course: every round writes the same."""
        self._number += 1
        name = f'{self._number:05}'
        classroom = self.env['encoach.classroom'].create(
            {'name': name, 'teacher_ids': [Command.set(self.teachers)]}
        )
        course = self.env['encoach.course'].create({'name': name})
        return classroom, self.env['encoach.course.section'].create(
            {'course_id': course.id, 'name': 'A'}
        )

    def timed(self, action):
        """Return seconds and number of statements of ``action``, from empty record caches."""
        self.env.flush_all()
        self.env.invalidate_all()
        statements = self.env.cr.sql_log_count
        start = time.perf_counter()
        action()
        self.env.flush_all()
        return time.perf_counter() - start, self.env.cr.sql_log_count - statements

    def bare(self, statements, **values):
        """Return the seconds that the bare statements take, and undo them."""
        self.env.flush_all()
        with self.env.cr.savepoint(flush=False) as savepoint:
            start = time.perf_counter()
            for statement in statements:
                self.env.cr.execute(statement, {'entity': self.entity.id, **values})
            seconds = time.perf_counter() - start
            savepoint.rollback()
        return seconds


def measure(school, size):
    """Return what the workflow costs for a roster of ``size`` students."""
    students = school.students[:size]
    rounds = {'roster': [], 'cascade': []}
    for _round in range(ROUNDS):
        classroom, section = school.fresh()
        bare = school.bare(BARE_ROSTER, classroom=classroom.id, students=students)
        set_roster = functools.partial(classroom.update_roster, students, 'set')
        rounds['roster'].append((*school.timed(set_roster), bare))
        bare = school.bare(BARE_CASCADE, classroom=classroom.id, course=section.course_id.id)
        assign = functools.partial(
            classroom.assign_course, section.course_id.id, section.id, TERM_KEY
        )
        rounds['cascade'].append((*school.timed(assign), bare))
    return {name: summarize(figures[1:]) for name, figures in rounds.items()}


def summarize(figures):
    """Summarize the rounds; the first one, which fills caches, is left out by the caller."""
    return {
        'milliseconds': 1000 * statistics.median(seconds for seconds, _count, _bare in figures),
        'bare_milliseconds': 1000 * statistics.median(bare for _seconds, _count, bare in figures),
        'ratio': statistics.median(seconds / bare for seconds, _count, bare in figures),
        'statements': max(count for _seconds, count, _bare in figures),
    }


def main(database):
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
        school = School(env, max(SIZES))
        print(json.dumps({size: measure(school, size) for size in SIZES}))
        cr.rollback()


if __name__ == '__main__':
    inside.configure()
    main(sys.argv[1])
