from odoo.tests import tagged

from .common import ApiCase

ORIGIN = 'https://app.nile.example'


@tagged('post_install', '-at_install')
class TestCrossOrigin(ApiCase):
    """Pages of the origins in a system parameter may read answers, errors and preflights too."""

    def allow(self, origins):
        self.env['ir.config_parameter'].set_param('encoach.cors_origins', origins)

    def origin(self, answer):
        self.assertEqual(answer.headers['Vary'], 'Origin')
        self.assertNotIn('Access-Control-Allow-Credentials', answer.headers)
        return answer.headers.get('Access-Control-Allow-Origin')

    def test_no_origin_is_allowed_by_default(self):
        answer = self.call(self.a.admin, 'GET', '/me', headers={'Origin': ORIGIN})
        self.assertIsNone(self.origin(answer))

    def test_listed_origins_are_allowed_and_no_others(self):
        self.allow(f'https://other.example, {ORIGIN}')
        for origin, expected in (
            (ORIGIN, ORIGIN),
            ('https://other.example', 'https://other.example'),
            (f'{ORIGIN}.evil.example', None),
            ('https://example', None),
            ('null', None),
            (None, None),
        ):
            headers = {'Origin': origin} if origin else {}
            answer = self.call(self.a.admin, 'GET', '/me', headers=headers)
            self.assertEqual(self.origin(answer), expected)

    def test_errors_are_readable_too(self):
        self.allow(ORIGIN)
        for user, method, path, status in (
            (None, 'GET', '/me', 401),
            (self.a.admin, 'GET', '/nothing', 404),
            (self.a.admin, 'PUT', '/students', 405),
            (self.a.admin, 'POST', '/students', 400),
            (self.a.admin, 'GET', f'/students/{self.b.students[0].id}', 403),
        ):
            answer = self.call(user, method, path, headers={'Origin': ORIGIN})
            self.assertEqual(answer.status_code, status)
            self.assertEqual(self.origin(answer), ORIGIN)

    def test_a_preflight_needs_no_token_and_names_methods_and_headers(self):
        self.allow(ORIGIN)
        headers = {'Origin': ORIGIN, 'Access-Control-Request-Method': 'PATCH'}
        answer = self.call(None, 'OPTIONS', f'/students/{self.a.students[0].id}', headers=headers)
        self.assertEqual((answer.status_code, answer.content), (204, b''))
        self.assertEqual(self.origin(answer), ORIGIN)
        allowed = answer.headers['Access-Control-Allow-Methods'].split(', ')
        self.assertEqual(allowed, ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH'])
        self.assertEqual(
            answer.headers['Access-Control-Allow-Headers'],
            'Authorization, Content-Type, Idempotency-Key, If-Match',
        )

    def test_a_preflight_of_another_origin_is_allowed_nothing(self):
        self.allow(ORIGIN)
        answer = self.call(None, 'OPTIONS', '/students', headers={'Origin': 'https://evil.example'})
        self.assertEqual(answer.status_code, 204)
        self.assertIsNone(self.origin(answer))
        self.assertNotIn('Access-Control-Allow-Methods', answer.headers)

    def test_a_preflight_of_an_unknown_path_is_a_404(self):
        self.assertProblem(self.call(None, 'OPTIONS', '/nothing'), 404, 'not_found')
