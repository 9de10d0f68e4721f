"""Calls to the API in tests, as a user of one of two schools."""

import hashlib

from odoo.tests import HttpCase
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.tests.common import EntityCase

from .contract import Contract

#: tables that every request may write
UNTRACKED_TABLES = ('encoach_api_token', 'encoach_login_attempt', 'encoach_login_place')

#: of records, what no test can expect
TIMES = {'created_at': None, 'updated_at': None}


class ApiCase(EntityCase, HttpCase):
    """Two schools, and `call` to talk to the API as one of their users."""

    #: the server's OpenAPI document, asked for once
    _contract = None

    def setUp(self):
        super().setUp()
        if ApiCase._contract is None:
            ApiCase._contract = Contract(self.url_open('/api/openapi.json').json())
        self.tokens = {}

    def token(self, user):
        """Return a token of a user, without the half second a password takes."""
        if user not in self.tokens:
            self.tokens[user] = self.env['encoach.api.token']._issue(user)[0]
        return self.tokens[user]

    def call(self, user, method, path, headers=None, **options):
        """Send a request and return the response, which is checked against the OpenAPI document.

        :param user: a user, a token, or None to send no token
        :param path: below /api
        :param options: for `requests`, such as ``json`` and ``params``
        """
        headers = dict(headers or {})
        if user:
            token = user if isinstance(user, str) else self.token(user)
            headers['Authorization'] = f'Bearer {token}'
        response = self.url_open(f'/api{path}', method=method, headers=headers, **options)
        self.assertNotIn('Set-Cookie', response.headers)
        full_path = f'/api{path.partition("?")[0]}'
        self.assertEqual(self._contract.complaints(method, full_path, response), [])
        if response.ok:
            self._check_shape(response, method, full_path)
        else:
            self._check_problem(response)
        return response

    def _check_shape(self, response, method, path):
        """Check a successful answer against what its route declares: no field more or less."""
        adapter = self.env['ir.http'].routing_map().bind('')
        if method == 'OPTIONS':
            return
        rule, _args = adapter.match(path, method=method, return_rule=True)
        operation = rule.endpoint.routing['operation']
        answer = operation.answer
        if not operation.produces.startswith('application/json'):
            self.assertEqual(response.headers['Content-Type'], operation.produces)
        elif response.status_code == 304:
            self.assertEqual(response.content, b'')
        elif answer is None or response.status_code == 204:
            self.assertEqual((response.status_code, response.content), (204, b''))
        elif method != 'HEAD':
            self.assertEqual(response.headers['Content-Type'], 'application/json; charset=utf-8')
            answer.model_validate(response.json(), extra='forbid')

    def _check_problem(self, response):
        """Check that an error is told as problem details, and tells nothing of the inside."""
        self.assertEqual(response.headers['Content-Type'], 'application/problem+json')
        if response.content:
            problem = response.json()
            self.assertEqual(set(problem), {'type', 'title', 'status', 'code', 'detail', 'errors'})
            self.assertEqual(problem['status'], response.status_code)
        for secret in ('Traceback', 'SELECT', 'INSERT', 'psycopg', 'odoo.', '.example'):
            self.assertNotIn(secret, response.text)

    def ok(self, user, method, path, status=200, **options):
        """Return the JSON of a call that must succeed."""
        response = self.call(user, method, path, **options)
        self.assertEqual(response.status_code, status, response.text)
        return response.json() if response.content else None

    def assertAlike(self, record, expected):
        """Assert that records are equal but for the moments when they were made and changed."""
        self.assertEqual({**record, **TIMES}, {**expected, **TIMES})

    def assertProblem(self, response, status, code, field=None):
        """Assert an error's status and code, and the field it names."""
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.json()['code'], code)
        if field:
            self.assertIn(field, [error['field'] for error in response.json()['errors']])

    def digest(self):
        """Return a digest of every row of ours, of all contacts and of all users."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                """
                SELECT tablename FROM pg_tables
                 WHERE schemaname = 'public' AND tablename NOT IN %s
                   AND (tablename LIKE 'encoach%%' OR tablename IN ('res_partner', 'res_users'))
                 ORDER BY tablename
                """,
                UNTRACKED_TABLES,
            )
        )
        content = [
            self.env.execute_query(
                SQL(
                    'SELECT md5(string_agg(t::text, %s ORDER BY t::text)) FROM %s AS t',
                    '|',
                    SQL.identifier(table),
                )
            )
            for (table,) in tables
        ]
        return hashlib.sha256(repr(content).encode()).hexdigest()
