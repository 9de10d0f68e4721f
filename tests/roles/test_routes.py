import itertools

from odoo.tests import tagged

from odoo.addons.encoach_lms_api.roles import NONE, Roles
from odoo.addons.encoach_lms_api.schemas.ids import MODELS
from odoo.addons.encoach_lms_api.tests import common
from odoo.addons.encoach_lms_core.tests.sync.common import show_own_changes

from ..world import requests
from . import school
from .table import ROUTES, parse

#: routes that want a record in another state than the sample's, by what becomes of it
STATES = {
    ('DELETE', '/terms/{term}'): 'spare',
    ('POST', '/lesson-notes/{lesson_note}/approve'): 'submitted',
    ('POST', '/lesson-notes/{lesson_note}/return'): 'submitted',
    ('POST', '/sessions/{session}/reopen'): 'taken',
    ('PUT', '/sessions/{session}/attendance'): 'open',
    ('PATCH', '/attendance/{attendance}'): 'marked',
    ('PATCH', '/course-assignments/{course_assignment}'): 'adhoc',
    ('POST', '/plans/{plan}/apply'): 'planned',
    ('GET', '/operations'): 'applied',
    ('POST', '/operations/{operation}/undo'): 'applied',
}


#: lists of everything the caller may see, by what their items are
LISTED = {
    '/batches': 'batch',
    '/classrooms': 'classroom',
    '/closures': 'closure',
    '/courses': 'course',
    '/entities': 'entity',
    '/lesson-notes': 'lesson_note',
    '/me/courses': 'course_assignment',
    '/operations': 'operation',
    '/rooms': 'room',
    '/sessions': 'session',
    '/students': 'student',
    '/teachers': 'teacher',
    '/terms': 'term',
    '/v1/admin/students': 'student',
}


@tagged('post_install', '-at_install', 'encoach')
class TestRoutes(school.SchoolMixin, common.ApiCase):
    """What each role really gets to do by each route, as table.py says; over HTTP (S0-02)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for samples in (cls.a.samples, cls.a.others):
            samples.states = {
                'spare': samples.spare['encoach.term'],
                'submitted': cls._make_submitted_note(samples),
                'adhoc': cls._make_adhoc_assignment(samples),
                'planned': cls._make_plan(samples),
                'applied': cls._make_plan(samples, applied=True),
                **cls._make_sessions(samples),
            }
            samples.shown = {}
        cls.a.others.shown['entity'] = cls.b.entity.id

    @classmethod
    def _make_submitted_note(cls, samples):
        note = cls.env['encoach.lesson.note'].create(samples.values('encoach.lesson.note'))
        note.action_submit()
        return note

    @classmethod
    def _make_sessions(cls, samples):
        """Return a session that is open, one whose attendance is taken, and a mark in it."""
        values = {'batch_id': samples['encoach.batch'].id, 'start': cls.env.cr.now()}
        is_open, taken = cls.env['encoach.session'].create([values, values])
        taken.submit_attendance([], 'present')
        mark = cls.env['encoach.attendance'].create(
            {
                'session_id': taken.id,
                'student_id': samples.spare['encoach.student'].id,
                'status': 'present',
            }
        )
        return {'open': is_open, 'taken': taken, 'marked': mark}

    @classmethod
    def _make_adhoc_assignment(cls, samples):
        values = {
            'course_id': samples['encoach.course'].id,
            'student_ids': samples['encoach.student'].ids,
            'is_active': True,
        }
        classroom = samples['encoach.classroom'].with_user(cls.a.admin)
        return (
            cls.env['encoach.course.assignment']
            .with_user(cls.a.admin)
            ._assign(classroom, values)[0]
        )

    @classmethod
    def _make_plan(cls, samples, applied=False):
        params = {'classroom_ids': samples['encoach.classroom'].ids}
        if applied:  # something else than the other one, which stays as it was planned
            kind, params['student_ids'] = 'roster', samples.spare['encoach.student'].ids
        else:
            kind, params['teacher_ids'] = 'faculty', samples.spare['encoach.teacher'].ids
        Operation = cls.env['encoach.operation'].with_user(cls.a.admin)
        told = Operation.plan(kind, params)
        plan = Operation.browse(told['id'])
        if applied:
            plan.apply(told['digest'])
        return plan.with_env(cls.env)

    def setUp(self):
        super().setUp()
        self.enterContext(show_own_changes())
        self.ok(None, 'GET', '/health')  # has the server build the routing map
        for user in itertools.chain(*self.users.values()):
            self.token(user)  # here, so that nothing below takes it back

    def routes(self):
        """Return ``{(method, path template): operation}`` of every route under /api."""
        routes = {}
        for rule in self.env['ir.http'].routing_map().iter_rules():
            routing = rule.endpoint.routing
            if routing['type'] == 'encoach':
                template = rule.rule.removeprefix('/api').replace('<record_id:', '{')
                template = template.replace('_id>', '}')
                for method in set(routing['methods']) - {'OPTIONS'}:
                    routes[method, template] = routing['operation']
        return routes

    def test_the_table_has_every_route_and_nothing_else(self):
        self.assertEqual(parse(ROUTES).keys(), self.routes().keys())

    def test_the_table_is_what_the_server_does(self):
        routes = self.routes()
        for route, cells in parse(ROUTES).items():
            for role, cell in cells.items():
                for user in self.callers(role):
                    with self.subTest(route=route, user=user.login if user else 'nobody'):
                        self.assertEqual(self.observe(user, *route, routes[route]), cell)

    def test_the_description_says_what_the_table_says(self):
        for (method, template), cells in parse(ROUTES).items():
            path = template.replace('}', '_id}')
            described = self._contract.document['paths'][f'/api{path}'][method.lower()]
            allowed = {
                role: NONE if cell in ('401', '403') else cell for role, cell in cells.items()
            }
            self.assertEqual(
                described['description'].splitlines()[-1],
                Roles(**allowed).describe(),
                f"{method} {template}: what `api_route` is told of roles is not what table.py has",
            )

    def callers(self, role):
        """Return who calls in a role; a portal user has no more rights than a clerk."""
        if role == 'nobody':
            return [None]
        return self.users[role][:1] + (self.users['portal'] if role == 'clerk' else [])

    def observe(self, user, method, template, operation):
        """Return what the table says of a user and a route: see there."""
        own = self.request(user, method, template, operation, self.a.samples)
        if not user or not user._get_encoach_role():
            return 'yes' if own == 'done' else str(own)
        others = self.request(user, method, template, operation, self.a.others)
        if own == 403:
            self.assertIn(others, (403, 'nothing'))
            return str(own)
        if own == 'nothing':
            self.assertEqual(others, 'nothing')
            return 'empty'
        return 'yes' if others == 'done' else 'own'

    def request(self, user, method, template, operation, samples):
        """Return ``done``, ``nothing`` when nothing of the samples is shown, or the refusal."""
        if template == '/login':
            return self.sign_in(user)
        state = STATES.get((method, template))
        ids = Ids(samples, state)
        options = ids.options(operation)
        if method == 'GET' and template in LISTED:
            options['params'] = {**options['params'], 'limit': 1000}
        with self.env.cr.savepoint() as savepoint:
            answer = self.call(user, method, template.format_map(ids), **options)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        if answer.status_code in (401, 403):
            code = 'unauthenticated' if answer.status_code == 401 else 'forbidden'
            self.assertProblem(answer, answer.status_code, code)
            return answer.status_code
        self.assertIn(answer.status_code, (200, 201, 204), answer.text)
        return self.judge(answer, template, ids)

    def sign_in(self, user):
        """Ask for a token with one's own password; the answer is that of `request`."""
        login = user.login if user else 'nobody@alpha.test'
        with self.env.cr.savepoint() as savepoint:
            body = {'login': login, 'password': login}
            answer = self.call(None, 'POST', '/login', json=body)
            savepoint.rollback()
        return 'done' if answer.ok else answer.status_code

    def judge(self, answer, template, ids):
        """Return whether the answer, if it is a list, holds anything of the samples."""
        if not answer.headers.get('Content-Type', '').startswith('application/json'):
            return 'done'
        items = answer.json().get('items')
        if items is None:
            return 'done'
        kind = LISTED.get(template)
        if kind:
            items = [item for item in items if item['id'] == ids.shown(kind)]
        return 'done' if items else 'nothing'


class Ids:
    """The ids of samples by their names in paths, and the requests made of them."""

    def __init__(self, samples, state=None):
        self._samples = samples
        records = [samples.states[state]] if state else []
        self._in_state = {record._name: record for record in records}

    def shown(self, name):
        """Return the id of what a list is to show: of the others' schools, the other school."""
        return self._samples.shown.get(name, self[name])

    def __getitem__(self, name):
        return self.own(MODELS[f'{name}_id'])

    def own(self, model):
        """Return the id of the sample of a model, which may be in a state that a route wants."""
        return self._in_state.get(model, self._samples[model]).id

    def options(self, operation):
        """Return what `call` sends with a request that an administrator gets through with."""
        values = {
            'term_key': self._samples['encoach.term'].key,
            'course_name': self._samples['encoach.course'].name,
            'hash': self._samples.states['planned'].digest,
        }
        return requests.make_options(operation, self.own, values)
