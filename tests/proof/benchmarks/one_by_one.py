"""The cascade against the same rows made one by one with the ORM's `create`, as is often done.

``benchmarks.one_by_one <database>`` runs inside Odoo, as a school's administrator with
the record rules on, and rolls everything back.
"""

import json
import statistics
import sys

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

from tests.world.inside import configure

from .cascade import TERM_KEY, School

SIZE = 1000
ROUNDS = 3


def enrol_one_by_one(classroom, section):
    """Make what `assign_course` makes, in a loop; nothing is searched for first."""
    env = classroom.env
    course = section.course_id
    term = env['encoach.term'].search([('key', '=', TERM_KEY)])
    classroom.course_ids = [Command.link(course.id)]
    batch = env['encoach.batch'].create(
        {
            'classroom_id': classroom.id,
            'course_id': course.id,
            'section_id': section.id,
            'term_id': term.id,
        }
    )
    for teacher in classroom.teacher_ids:
        env['encoach.batch.teacher'].create({'batch_id': batch.id, 'teacher_id': teacher.id})
    for student in classroom.student_ids:
        env['encoach.course.enrollment'].create({'course_id': course.id, 'student_id': student.id})
        env['encoach.batch.enrollment'].create(
            {'batch_id': batch.id, 'student_id': student.id, 'origin': 'cascade'}
        )


def measure(school):
    """Return the ratio of both, and the statements that the loop takes."""
    ratios = []
    for _round in range(ROUNDS):
        classroom, section = school.fresh()
        classroom.update_roster(school.students, 'set')
        cascade, _statements = school.timed(
            lambda c=classroom, s=section: c.assign_course(s.course_id.id, s.id, TERM_KEY)
        )
        classroom, section = school.fresh()
        classroom.update_roster(school.students, 'set')
        loop, statements = school.timed(lambda c=classroom, s=section: enrol_one_by_one(c, s))
        ratios.append(loop / cascade)
    return {'ratio': statistics.median(ratios), 'statements': statements}


def main(database):
    with Registry(database).cursor() as cr:
        school = School(api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True}), SIZE)
        print(json.dumps(measure(school)))
        cr.rollback()


if __name__ == '__main__':
    configure()
    main(sys.argv[1])
