from datetime import datetime, timedelta, timezone
from unittest.mock import patch

from passlib.handlers import pbkdf2

from odoo.tests import new_test_user, tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestLogin(ApiCase):
    def login(self, login, password, **options):
        body = {'login': login, 'password': password}
        return self.call(None, 'POST', '/login', json=body, **options)

    def test_the_right_password_gives_a_token_and_says_who_one_is(self):
        login = self.a.admin.login
        answer = self.login(login, login)
        self.assertEqual(answer.status_code, 200, answer.text)
        entity = self.a.entity
        self.assertEqual(
            answer.json()['user'],
            {
                'id': self.a.admin.id,
                'name': self.a.admin.name,
                'login': login,
                'role': 'entity_admin',
                'entities': [{'id': entity.id, 'name': entity.name, 'code': entity.code}],
            },
        )
        expires_at = datetime.fromisoformat(answer.json()['expires_at'].replace('Z', '+00:00'))
        in_12_hours = datetime.now(timezone.utc) + timedelta(hours=12)
        self.assertLess(abs(expires_at - in_12_hours), timedelta(minutes=1))
        self.assertEqual(self.ok(answer.json()['token'], 'GET', '/me'), answer.json()['user'])

    def test_every_role_is_told(self):
        for user, role in (
            (self.platform_admin, 'platform_admin'),
            (self.a.admin, 'entity_admin'),
            (self.a.teacher_user, 'teacher'),
            (self.a.student_user, 'student'),
        ):
            self.assertEqual(self.ok(user, 'GET', '/me')['role'], role)

    def test_a_wrong_password_and_an_unknown_login_look_the_same(self):
        wrong = self.login(self.a.admin.login, 'wrong')
        unknown = self.login('nobody@nowhere.test', 'wrong')
        self.assertProblem(wrong, 401, 'unauthenticated')
        self.assertEqual(wrong.json(), unknown.json())
        self.assertEqual(wrong.headers['WWW-Authenticate'], 'Bearer')

    def test_every_refusal_costs_one_hash(self):
        """The time an answer takes tells nothing: neither whether there is such an account."""
        archived, invited = self.a.teacher_user, self.a.student_user
        archived.active = False
        self.env.cr.execute('UPDATE res_users SET password = NULL WHERE id = %s', [invited.id])
        new_test_user(self.env, 'test-clerk', groups='base.group_user')
        for login in (
            self.a.admin.login,
            archived.login,
            invited.login,
            'test-clerk',
            'nobody@nowhere.test',
        ):
            with (
                self.subTest(login),
                patch.object(pbkdf2, 'pbkdf2_hmac', wraps=pbkdf2.pbkdf2_hmac) as hashing,
            ):
                self.assertProblem(self.login(login, 'wrong'), 401, 'unauthenticated')
                (call,) = hashing.call_args_list
                self.assertEqual(call.args[0], 'sha512')

    def test_an_archived_user_cannot_sign_in(self):
        self.a.teacher_user.active = False
        answer = self.login(self.a.teacher_user.login, self.a.teacher_user.login)
        self.assertProblem(answer, 401, 'unauthenticated')

    def test_a_user_without_a_role_is_refused_after_the_right_password_only(self):
        new_test_user(self.env, 'test-clerk', groups='base.group_user')
        self.assertProblem(self.login('test-clerk', 'wrong'), 401, 'unauthenticated')
        self.assertProblem(self.login('test-clerk', 'test-clerk'), 403, 'forbidden')

    def test_a_role_that_is_taken_away_shuts_the_door(self):
        self.ok(self.a.teacher_user, 'GET', '/me')
        self.a.teacher_user.group_ids = self.env.ref('base.group_user')
        answer = self.call(self.a.teacher_user, 'GET', '/me')
        self.assertProblem(answer, 403, 'forbidden')
        self.assertIn("no role", answer.json()['detail'])

    def test_an_account_with_a_second_factor_gets_no_token_by_password_alone(self):
        login = self.a.admin.login
        with patch.object(type(self.env['res.users']), '_mfa_type', lambda user: 'totp'):
            self.assertProblem(self.login(login, login), 403, 'forbidden')
            self.assertProblem(self.login(login, 'wrong'), 401, 'unauthenticated')
        self.assertFalse(self.env['encoach.api.token'].search([('user_id', '=', self.a.admin.id)]))

    def test_the_body_is_checked(self):
        for body, field in (
            ({'login': 'x'}, 'password'),
            ({'login': 'x', 'password': 1}, 'password'),
            ({'login': '', 'password': 'x'}, 'login'),
            ({'login': 'x', 'password': 'x', 'remember': True}, 'remember'),
        ):
            answer = self.call(None, 'POST', '/login', json=body)
            self.assertProblem(answer, 422, 'invalid', field)

    def test_health_needs_no_token(self):
        self.assertEqual(self.ok(None, 'GET', '/health'), {'status': 'ok'})

    def test_health_tells_the_platform_whether_the_wall_stands(self):
        answer = self.ok(self.platform_admin, 'GET', '/health')
        self.assertEqual(answer, {'status': 'ok', 'wall': 'on'})
        self.assertEqual(self.ok(self.a.admin, 'GET', '/health'), {'status': 'ok'})
