from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestTokens(ApiCase):
    """How a token ends, and what it does not open."""

    def setUp(self):
        super().setUp()
        self.user = self.a.teacher_user
        self.secret = self.token(self.user)
        self.ok(self.secret, 'GET', '/me')

    def assertRevoked(self):
        answer = self.call(self.secret, 'GET', '/me')
        self.assertProblem(answer, 401, 'unauthenticated')
        self.assertEqual(answer.headers['WWW-Authenticate'], 'Bearer')

    def test_only_a_digest_is_stored(self):
        row = self.env['encoach.api.token'].search([('user_id', '=', self.user.id)])
        self.assertNotIn(self.secret, repr(row.read()))
        self.assertGreaterEqual(len(self.secret), 27)  # 160 bits

    def test_nobody_reads_tokens(self):
        for user in (self.a.admin, self.platform_admin, self.env.ref('base.user_admin')):
            for model in ('encoach.api.token', 'encoach.login.attempt'):
                with (
                    self.assertRaises(AccessError),
                    mute_logger('odoo.addons.base.models.ir_model'),
                ):
                    self.env[model].with_user(user).search_read([])

    def test_requests_without_a_valid_token_are_refused(self):
        for header in (
            None,
            '',
            'Bearer',
            'Bearer ',
            'Bearer x',
            f'Bearer {self.secret}x',
            f'Bearer {self.secret} {self.secret}',
            f'Basic {self.secret}',
            'Bearer ' + 'é' * 40,
            'Bearer ' + 'a' * 5000,
        ):
            headers = {} if header is None else {'Authorization': header.encode()}
            answer = self.call(None, 'GET', '/me', headers=headers)
            self.assertProblem(answer, 401, 'unauthenticated')

    def test_logout_ends_the_token_presented_and_no_other(self):
        other, _expires_at = self.env['encoach.api.token']._issue(self.user)
        self.ok(self.secret, 'POST', '/logout', status=204)
        self.assertRevoked()
        self.ok(other, 'GET', '/me')

    def test_a_new_password_ends_all_tokens(self):
        self.user.password = 'another one'
        self.assertRevoked()

    def test_changing_ones_own_password_ends_all_tokens(self):
        self.user.with_user(self.user).change_password(self.user.login, 'another one')
        self.assertRevoked()

    def test_a_password_set_by_an_invitation_or_reset_ends_all_tokens(self):
        partner = self.user.partner_id
        partner.signup_prepare()
        values = {'login': self.user.login, 'password': 'another one'}
        self.env['res.users'].signup(values, partner._generate_signup_token())
        self.assertRevoked()

    def test_a_password_set_by_an_administrator_ends_all_tokens(self):
        self.env['change.password.wizard'].create(
            {'user_ids': [Command.create({'user_id': self.user.id, 'new_passwd': 'another one'})]}
        ).change_password_button()
        self.assertRevoked()

    def test_a_change_of_the_login_ends_all_tokens_for_good(self):
        login = self.user.login
        self.user.login = 'another@alpha.example'
        self.user.login = login
        self.assertRevoked()

    def test_what_is_changed_in_sql_ends_all_tokens_too(self):
        for column in ('login', 'password'):
            self.tokens.clear()
            secret = self.token(self.user)
            self.ok(secret, 'GET', '/me')
            statement = f'UPDATE res_users SET {column} = %s WHERE id = %s'
            self.env.cr.execute(statement, [f'another {column}', self.user.id])
            answer = self.call(secret, 'GET', '/me')
            self.assertProblem(answer, 401, 'unauthenticated')

    def test_all_that_ends_sessions_of_odoo_ends_tokens(self):
        """Such as the second factor: addons name the columns that Odoo's sessions depend on."""
        users = type(self.env['res.users'])
        with patch.object(users, '_get_session_token_fields', lambda users: {'id', 'signature'}):
            secret, _expires_at = self.env['encoach.api.token']._issue(self.user)
            self.ok(secret, 'GET', '/me')
            self.env.cr.execute(
                'UPDATE res_users SET signature = %s WHERE id = %s', ['new', self.user.id]
            )
            self.assertProblem(self.call(secret, 'GET', '/me'), 401, 'unauthenticated')

    def test_logging_out_from_all_devices_ends_all_tokens(self):
        self.user.with_user(self.user)._action_revoke_all_devices()
        self.assertRevoked()

    def test_nobody_logs_out_somebody_else(self):
        for other in (self.a.student_user, self.a.admin, self.b.admin):
            with self.assertRaises(AccessError):
                self.user.with_user(other)._action_revoke_all_devices()
        self.ok(self.secret, 'GET', '/me')
        self.user.with_user(self.platform_admin)._action_revoke_all_devices()
        self.assertRevoked()

    def test_tokens_are_gone_with_their_user(self):
        self.user.unlink()
        self.assertRevoked()

    def test_deactivation_ends_all_tokens(self):
        self.user.action_archive()
        self.user.action_unarchive()
        self.assertRevoked()

    def test_deactivation_in_sql_shuts_the_door_too(self):
        self.env.cr.execute('UPDATE res_users SET active = FALSE WHERE id = %s', [self.user.id])
        self.assertRevoked()

    def test_a_token_expires(self):
        self.env['encoach.api.token'].search([('user_id', '=', self.user.id)]).write(
            {'expires_at': fields.Datetime.now() - timedelta(seconds=1)}
        )
        self.assertRevoked()
        self.env['encoach.api.token']._gc_expired()
        self.assertFalse(self.env['encoach.api.token'].search([('user_id', '=', self.user.id)]))

    def test_the_lifetime_is_a_parameter(self):
        self.env['ir.config_parameter'].set_param('encoach.token_ttl_hours', '0.5')
        _token, expires_at = self.env['encoach.api.token']._issue(self.user)
        self.assertLess(expires_at, fields.Datetime.now() + timedelta(minutes=31))

    def test_an_entity_taken_from_the_user_is_out_of_reach_on_the_next_request(self):
        path = f'/students/{self.a.students[1].id}'
        self.ok(self.secret, 'GET', path)
        self.user.entity_ids = [Command.set(self.b.entity.ids)]
        self.assertProblem(self.call(self.secret, 'GET', path), 403, 'entity_mismatch')
        self.ok(self.secret, 'GET', f'/students/{self.b.students[1].id}')

    def test_a_user_taken_from_the_entity_is_out_on_the_next_request(self):
        path = f'/students/{self.a.students[1].id}'
        self.ok(self.secret, 'GET', path)
        self.a.entity.user_ids = [Command.unlink(self.user.id)]
        self.assertProblem(self.call(self.secret, 'GET', path), 403, 'entity_mismatch')
        self.assertEqual(self.ok(self.secret, 'GET', '/students')['total'], 0)

    def test_a_user_without_a_school_signs_in_and_reaches_nothing(self):
        """The same for one whose only school is archived (S0-36)."""
        path = f'/students/{self.a.students[0].id}'
        for user in (self.a.admin, self.a.teacher_user):
            user.entity_ids = False
        self.b.entity.active = False
        for user in (self.a.admin, self.a.teacher_user, self.b.admin, self.b.student_user):
            with self.subTest(user.login):
                self.assertEqual(self.ok(user, 'GET', '/me')['entities'], [])
                for items in ('entities', 'students', 'courses', 'terms'):
                    self.assertEqual(self.ok(user, 'GET', f'/{items}')['total'], 0)
                self.assertProblem(self.call(user, 'GET', path), 403, 'entity_mismatch')
        body = {'name': "X"}
        answer = self.call(self.a.admin, 'POST', '/students', json=body)
        self.assertProblem(answer, 422, 'invalid', 'entity_id')
        body['entity_id'] = self.a.entity.id
        answer = self.call(self.a.admin, 'POST', '/students', json=body)
        self.assertProblem(answer, 403, 'entity_mismatch', 'entity_id')

    def test_a_token_opens_nothing_else_of_odoo(self):
        headers = {'Authorization': f'Bearer {self.secret}'}
        answer = self.url_open(
            '/json/2/encoach.student/search_read', json={'domain': []}, headers=headers
        )
        self.assertEqual(answer.status_code, 401)
        answer = self.url_open(
            '/web/dataset/call_kw',
            json={
                'params': {
                    'model': 'encoach.student',
                    'method': 'search_read',
                    'args': [[]],
                    'kwargs': {},
                }
            },
            headers=headers,
        )
        self.assertIn('Session Expired', answer.text)

    def test_a_browser_session_opens_nothing_of_the_api(self):
        self.authenticate(self.a.admin.login, self.a.admin.login)
        self.assertProblem(self.call(None, 'GET', '/me'), 401, 'unauthenticated')
        self.assertEqual(self.ok(self.secret, 'GET', '/me')['login'], self.user.login)

    def test_nothing_of_a_browser_session_is_there_when_the_token_is_read(self):
        self.authenticate(self.a.admin.login, self.a.admin.login)
        users = []

        def find_user_id(tokens, token):
            users.append(tokens.env.uid)

        model = type(self.env['encoach.api.token'])
        with patch.object(model, '_find_user_id', find_user_id):
            self.assertProblem(self.call(self.secret, 'GET', '/me'), 401, 'unauthenticated')
        self.assertEqual(users, [None])
