from types import SimpleNamespace
from unittest.mock import patch

import psycopg2
import psycopg2.errors
import psycopg2.pool
from werkzeug.exceptions import NotFound, ServiceUnavailable

from odoo.exceptions import (
    AccessDenied,
    AccessError,
    ConcurrencyError,
    LockError,
    MissingError,
    UserError,
    ValidationError,
)
from odoo.http import _generate_routing_rules
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.encoach_lms_core.exceptions import (
    Conflict,
    EntityMismatch,
    InvalidInput,
    RecordNotFound,
    TooManyAttempts,
)

from ..errors import error_from_exception
from ..http import ApiDispatcher
from .common import ApiCase


def caused(exc, cause):
    exc.__cause__ = cause
    return exc


@tagged('post_install', '-at_install')
class TestErrorMap(TransactionCase):
    """What a client sees of each kind of exception (S0-45)."""

    def test_status_and_code_of_every_kind(self):
        unique = psycopg2.errors.UniqueViolation()
        for exc, status, code in (
            (InvalidInput("x"), 422, 'invalid'),
            (EntityMismatch("x"), 403, 'entity_mismatch'),
            (RecordNotFound("x"), 404, 'not_found'),
            (Conflict("x"), 409, 'conflict'),
            (TooManyAttempts("x", 7), 429, 'too_many_requests'),
            (UserError("x"), 422, 'invalid'),
            (ValidationError("x"), 422, 'invalid'),
            (AccessError("x"), 403, 'forbidden'),
            (AccessDenied(), 401, 'unauthenticated'),
            (MissingError("x"), 404, 'not_found'),
            (LockError("x"), 409, 'conflict'),
            (ConcurrencyError("x"), 503, 'unavailable'),
            (NotFound(), 404, 'not_found'),
            (unique, 409, 'conflict'),
            (caused(ValidationError("x"), unique), 409, 'conflict'),
            (psycopg2.errors.ForeignKeyViolation(), 409, 'conflict'),
            (psycopg2.errors.CheckViolation(), 422, 'invalid'),
            (psycopg2.errors.NotNullViolation(), 422, 'invalid'),
            (psycopg2.errors.NumericValueOutOfRange(), 422, 'invalid'),
            (psycopg2.errors.SerializationFailure(), 503, 'unavailable'),
            (psycopg2.OperationalError(), 503, 'unavailable'),
            (psycopg2.ProgrammingError(), 500, 'internal_error'),
            (ZeroDivisionError(), 500, 'internal_error'),
        ):
            problem = error_from_exception(exc)
            self.assertEqual((problem.status, problem.code), (status, code), repr(exc))

    def test_a_503_says_when_to_try_again(self):
        for exc in (
            ServiceUnavailable(),
            ConcurrencyError("x"),
            psycopg2.OperationalError(),
            psycopg2.errors.QueryCanceled(),
            psycopg2.pool.PoolError(),
        ):
            problem = error_from_exception(exc)
            self.assertEqual((problem.status, problem.headers), (503, (('Retry-After', '1'),)))

    def test_messages_of_ours_are_told_and_those_of_others_are_not(self):
        for exc, told in (
            (EntityMismatch("1 id is outside"), True),
            (UserError("do this instead"), True),
            (AccessError("Secret Name (id=5), user: mitchell"), False),
            (MissingError("record encoach.student(5,) of Secret Name"), False),
            (psycopg2.errors.UniqueViolation("Secret Name"), False),
            (ZeroDivisionError("Secret Name"), False),
        ):
            problem = error_from_exception(exc)
            self.assertEqual(problem.detail == exc.args[0], told, repr(exc))
            self.assertNotIn('Secret', repr(problem))

    def test_ids_and_fields_at_fault_are_told(self):
        problem = error_from_exception(EntityMismatch("x", 'student_ids', [12]))
        self.assertEqual(problem.errors, ({'field': 'student_ids', 'message': 'x', 'ids': [12]},))


@tagged('post_install', '-at_install')
class TestErrors(ApiCase):
    def creating_with(self, model, values):
        """Return a context in which what is created has other values than it was given."""
        create = model.create
        return patch.object(model, 'create', lambda self, vals: create(self, {**vals, **values}))

    def test_what_a_constraint_refuses_names_its_fields(self):
        Section = self.registry['encoach.course.section']
        for values, field, code in (
            ({'capacity': -1}, 'capacity', 'capacity_positive'),
            ({'name': None}, 'name', 'required'),
        ):
            path = f'/courses/{self.a.course.id}/sections'
            with self.creating_with(Section, values), mute_logger('odoo.sql_db'):
                answer = self.call(self.a.admin, 'POST', path, json={'name': "Z"})
            self.assertEqual(answer.status_code, 422, answer.text)
            (error,) = answer.json()['errors']
            self.assertEqual((error['field'], error['code']), (field, code))

    def test_unknown_paths_are_json(self):
        for path in ('', '/', '/nothing', '/students/x', '/students/1/nothing', '/login/', '/v1'):
            answer = self.call(self.a.admin, 'GET', path)
            self.assertIn(answer.status_code, (404, 405), path)
        answer = self.url_open('/apiary')
        self.assertNotEqual(answer.headers['Content-Type'], 'application/problem+json')

    def test_a_wrong_method_names_the_right_ones(self):
        answer = self.call(self.a.admin, 'PUT', '/students')
        self.assertProblem(answer, 405, 'method_not_allowed')
        self.assertEqual(
            set(answer.headers['Allow'].split(', ')), {'GET', 'HEAD', 'OPTIONS', 'POST'}
        )

    def test_head_answers_as_get_without_a_body(self):
        answer = self.call(self.a.admin, 'HEAD', '/students')
        self.assertEqual((answer.status_code, answer.content), (200, b''))

    def test_bodies_that_are_no_json_objects(self):
        headers = {'Content-Type': 'application/json'}
        for body in (
            *(b'', b'[]', b'null', b'"x"', b'1'),
            *(b'{', b'{"name": NaN', b'\xff\xfe', b'{"name":"\xe9"}', b'{"name": "\\ud800"}'),
            *(b'[' * 100_000, b'{"a":' * 50_000, b'{"a": 1' + b'0' * 9999 + b'}'),
        ):
            answer = self.call(self.a.admin, 'POST', '/students', data=body, headers=headers)
            self.assertProblem(answer, 400, 'bad_request')

    def test_bodies_of_another_type(self):
        for content_type in ('text/plain', 'application/x-www-form-urlencoded', 'text/json', ''):
            headers = {'Content-Type': content_type}
            answer = self.call(
                self.a.admin, 'POST', '/students', data=b'{"name": "x"}', headers=headers
            )
            self.assertProblem(answer, 415, 'unsupported_media_type')

    def test_bodies_above_a_mebibyte(self):
        body = b'{"name": "' + b'x' * 2**21 + b'"}'
        headers = {'Content-Type': 'application/json'}
        answer = self.call(self.a.admin, 'POST', '/students', data=body, headers=headers)
        self.assertProblem(answer, 413, 'too_large')
        chunks = iter([body])
        answer = self.call(self.a.admin, 'POST', '/students', data=chunks, headers=headers)
        self.assertIn(answer.status_code, (400, 413))

    def test_query_strings_are_checked(self):
        for query, status, field in (
            ('limit=0', 422, 'limit'),
            ('limit=1001', 422, 'limit'),
            ('limit=x', 422, 'limit'),
            ('offset=-1', 422, 'offset'),
            (f'offset={10**30}', 422, 'offset'),
            ('serach=x', 422, 'serach'),
            ('search=%00', 422, 'search'),
            ('active=perhaps', 422, 'active'),
            ('limit=1&limit=2', 400, None),
        ):
            answer = self.call(self.a.admin, 'GET', f'/students?{query}')
            self.assertProblem(answer, status, 'invalid' if status == 422 else 'bad_request', field)
        answer = self.call(self.a.admin, 'GET', f'/students/{self.a.students[0].id}?x=1')
        self.assertProblem(answer, 422, 'invalid', 'x')

    @mute_logger('odoo.http')
    def test_a_bug_is_told_as_500_and_nothing_else(self):
        model = type(self.env['encoach.student'])
        with patch.object(model, '_browse_in_scope', side_effect=ZeroDivisionError('Secret')):
            answer = self.call(self.a.admin, 'GET', '/students/1')
        self.assertProblem(answer, 500, 'internal_error')
        self.assertNotIn('Secret', answer.text)

    @mute_logger('odoo.http')
    def test_a_lost_database_is_told_as_503(self):
        model = type(self.env['encoach.student'])
        error = psycopg2.InterfaceError('Secret')
        with patch.object(model, '_browse_in_scope', side_effect=error):
            answer = self.call(self.a.admin, 'GET', '/students/1')
        self.assertProblem(answer, 503, 'unavailable')

    def test_what_the_wall_refuses_is_told_as_403(self):
        def create_job(model, *_args):
            return model.env['ir.cron'].sudo().create({'name': 'Secret', 'model_id': 1})

        model = type(self.env['encoach.student'])
        with patch.object(model, '_browse_in_scope', create_job):
            answer = self.call(self.a.admin, 'GET', '/students/1')
        self.assertProblem(answer, 403, 'forbidden')

    def test_without_a_database_every_path_is_told_as_503(self):
        modules = ['encoach_lms_api']
        without = {url for url, _endpoint in _generate_routing_rules(modules, nodb_only=True)}
        public = {'/api/login', '/api/health', '/api/openapi.json', '/api/docs'}
        self.assertEqual(without, {*public, '/api/<path:subpath>'})
        self.ok(None, 'GET', '/health')
        rules = {rule.rule for rule in self.env['ir.http'].routing_map().iter_rules()}
        self.assertNotIn('/api/<path:subpath>', rules)
        request = SimpleNamespace(db=None, env=None, httprequest=SimpleNamespace(headers={}))
        with self.assertRaises(ServiceUnavailable) as caught:
            ApiDispatcher(request).dispatch(None, {})
        self.assertEqual(error_from_exception(caught.exception).status, 503)

    def test_clients_mistakes_leave_no_warning_in_the_log(self):
        with self.assertNoLogs('odoo.http', 'WARNING'):
            self.call(self.a.admin, 'POST', '/students', json={'name': ''})
            self.call(self.a.admin, 'GET', f'/students/{self.b.students[0].id}')
            self.call(self.a.teacher_user, 'POST', '/students', json={'name': 'x'})
            self.call(self.a.admin, 'GET', '/nothing')
            self.call(None, 'GET', '/me')

    def test_answers_are_not_cached(self):
        for path in ('/me', '/nothing'):
            answer = self.call(self.a.admin, 'GET', path)
            self.assertEqual(answer.headers['Cache-Control'], 'no-store')
            self.assertEqual(answer.headers['X-Content-Type-Options'], 'nosniff')
