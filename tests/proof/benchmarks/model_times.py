"""What the models' work costs in a large database against a small one, and what rules add to it.

``benchmarks.model_times <small database> <code of a school> <large one> <code>`` runs
inside Odoo, as the administrators of the two generated schools, and rolls everything back.
"""

import contextlib
import json
import statistics
import sys
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from tests.world.inside import configure

from .cascade import TERM_KEY, School

ROSTER = 30
ASSIGN_ROUNDS = 60
RULE_ROUNDS = 300
PAGE = 100
#: what is read with the record rules and without
FIELDS = {
    'encoach.student': ['name', 'email', 'student_code'],
    'encoach.classroom': ['name', 'room'],
    'encoach.batch': ['name', 'active'],
    'encoach.batch.enrollment': ['origin', 'enrolled_at'],
    'encoach.classroom.student': ['since', 'until'],
    'encoach.lesson.note': ['title', 'date', 'state'],
}
#: nobody lists the links of a whole school in their own order, which is that of what they link
ORDER = dict.fromkeys(('encoach.batch.enrollment', 'encoach.classroom.student'), 'id')


class GeneratedSchool(School):
    """A generated school, seen by its administrator."""

    def __init__(self, env, code):
        self.entity = env['encoach.entity'].search([('code', '=', code)])
        login = f'admin@{code.lower()}.example'
        self.env = env(user=env['res.users'].search([('login', '=', login)]))
        self.students = self.env['encoach.student'].search([], limit=ROSTER).ids
        self.teachers = self.env['encoach.teacher'].search([], limit=2).ids
        self._number = 0

    def assign(self):
        """Return the seconds that assigning a course to a new classroom takes."""
        classroom, section = self.fresh()
        classroom.update_roster(self.students, 'set')
        seconds, _statements = self.timed(
            lambda: classroom.assign_course(section.course_id.id, section.id, TERM_KEY)
        )
        return seconds

    def read(self, model, with_rules):
        """Return the seconds that reading a page of a model's records takes.

        Without rules the same records are read by saying which school's. Who the caller is, any
        request finds out before.
        """
        domain = [] if with_rules else [('entity_id', '=', self.entity.id)]
        records = self.env[model] if with_rules else self.env(user=SUPERUSER_ID)[model]
        self.env.invalidate_all()
        self.env.user.company_ids.mapped('partner_id')
        start = time.perf_counter()
        found = records.search_read(domain, FIELDS[model], limit=PAGE, order=ORDER.get(model))
        seconds = time.perf_counter() - start
        assert found
        return seconds


def interleave(actions, rounds):
    """Return the median in milliseconds of each action, a function that returns seconds.

    The first round fills caches and does not count.
    """
    samples = [[] for _action in actions]
    for number in range(rounds + 1):
        order = list(zip(actions, samples, strict=True))
        for action, taken in order[:: 1 if number % 2 else -1]:
            taken.append(action())
    return [1000 * statistics.median(taken[1:]) for taken in samples]


def compare_rules(school):
    """Return ``{model: [p50 without the record rules, p50 with them]}``."""
    return {
        model: interleave(
            [
                lambda model=model: school.read(model, with_rules=False),
                lambda model=model: school.read(model, with_rules=True),
            ],
            RULE_ROUNDS,
        )
        for model in FIELDS
    }


def main(*places):
    with contextlib.ExitStack() as cursors:
        schools = []
        for database, code in zip(places[::2], places[1::2], strict=True):
            cr = cursors.enter_context(Registry(database).cursor())
            cursors.callback(cr.rollback)
            env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
            schools.append(GeneratedSchool(env, code))
        figures = {
            'assign': interleave([school.assign for school in schools], ASSIGN_ROUNDS),
            'rules': compare_rules(schools[-1]),
        }
        print(json.dumps(figures))


if __name__ == '__main__':
    configure()
    main(*sys.argv[1:])
