import contextlib
import re
from unittest.mock import patch
from urllib.parse import quote

from passlib.handlers import pbkdf2

from odoo import http
from odoo.exceptions import AccessDenied, AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.auth_signup.models.res_partner import SignupError

from ..common import EntityCase

#: what differs between two answers to the same question
TOKENS = re.compile(r'(csrf_token["\': ]+(?:value=")?[^"\']+)|(login=[^"&]*)|(value="[^"]*@[^"]*")')


@tagged('encoach', 'post_install', '-at_install')
class TestSignUp(EntityCase, HttpCase):
    """Accounts are made by invitation only, and no page tells who has one."""

    def setUp(self):
        super().setUp()
        self.env['encoach.login.attempt'].search([]).unlink()

    def page(self, path, values=None, login='?'):
        """Return a page without what differs between any two, and without the login sent."""
        data = values and {**values, 'csrf_token': http.Request.csrf_token(self)}
        answer = self.url_open(path, data=data, allow_redirects=False)
        text = TOKENS.sub('', answer.text)
        for form in (login, quote(login)):
            text = text.replace(form, '?')
        return answer.status_code, answer.headers.get('Location'), text

    def assertSame(self, path, make_values=None):
        """Assert that a page is the same for an account, an archived one, and none."""
        self.authenticate(None, None)
        self.b.teacher_user.active = False
        logins = ('admin@beta.example', 'teacher@beta.example', 'nobody@beta.example')
        pages = []
        for login in logins:
            values = make_values and make_values(login)
            pages.append(self.page(path.replace('LOGIN', quote(login)), values, login))
        self.assertEqual(pages[0], pages[2])
        self.assertEqual(pages[1], pages[2])
        return pages[0]

    # INVITATION ONLY

    def test_nobody_signs_up(self):
        self.env['ir.config_parameter'].set_param('auth_signup.invitation_scope', 'b2c')
        self.authenticate(None, None)
        self.assertEqual(self.url_open('/web/signup').status_code, 404)
        self.assertNotIn('/web/signup', self.url_open('/web/login').text)
        with self.assertRaises(SignupError):
            self.env['res.users'].signup({'login': 'new', 'name': "New", 'password': 'secret 1'})

    def test_a_contact_without_account_signs_up_neither(self):
        """Finding 2: a token of one made an account of the contact."""
        partner = self.b.students[1].partner_id
        partner.signup_prepare()
        token = partner._generate_signup_token()
        self.assertFalse(self.env['res.partner']._get_partner_from_token(token))
        self.authenticate(None, None)
        for values in (None, self.sign_up_values('new@beta.example')):
            self.page(f'/web/signup?token={token}', values)
        self.assertFalse(partner.with_context(active_test=False).user_ids)

    def test_a_token_of_a_contact_with_two_accounts_sets_no_password(self):
        partner = self.b.admin.partner_id
        partner.signup_prepare('reset')
        token = partner._generate_signup_token()
        self.assertTrue(self.env['res.partner']._get_partner_from_token(token))
        self.a.admin.partner_id = partner
        partner.signup_prepare('reset')
        token = partner._generate_signup_token()
        self.assertFalse(self.env['res.partner']._get_partner_from_token(token))

    @staticmethod
    def sign_up_values(login):
        password = 'secret 123'
        return {'login': login, 'name': "N", 'password': password, 'confirm_password': password}

    # TOKENS

    def test_tokens_are_for_those_who_make_accounts(self):
        """Finding 2: anybody had the token of any contact, and the login of any user."""
        contact, account = self.b.students[1].partner_id, self.b.admin.partner_id
        for user in (self.a.admin, self.a.teacher_user, self.b.admin, self.b.teacher_user):
            for su in (False, True):
                env = self.env(user=user, su=su)
                for partner in (contact, account, user.partner_id):
                    partner = partner.with_env(env)
                    self.assertFalse(partner.signup_get_auth_param()[partner.id])
                    for attempt in (
                        partner.signup_prepare,
                        partner.action_signup_prepare,
                        partner._generate_signup_token,
                        partner._get_signup_url,
                    ):
                        with self.assertRaises(AccessError):
                            attempt()
        own = account.with_user(self.platform_admin)
        self.assertEqual(own.signup_get_auth_param()[own.id], {'auth_login': self.b.admin.login})
        self.assertTrue(own.sudo()._get_signup_url())

    def test_the_portal_wizard_is_for_those_who_make_accounts(self):
        """It says which addresses have an account."""
        partners = self.a.students.partner_id
        for user in (self.a.admin, self.a.teacher_user):
            wizards = self.env['portal.wizard'].with_user(user)
            with self.assertRaises(AccessError), mute_logger('odoo.addons.base.models.ir_model'):
                wizards.create({'partner_ids': partners.ids})
            actions = self.env['ir.actions.actions'].with_user(user).get_bindings('res.partner')
            self.assertNotIn('Grant portal access', repr(actions))
        self.env['portal.wizard'].with_user(self.platform_admin).create(
            {'partner_ids': partners.ids}
        )

    # ANSWERS

    def test_a_wrong_password_and_an_unknown_login_look_the_same(self):
        _status, _location, text = self.assertSame(
            '/web/login', lambda login: {'login': login, 'password': 'wrong'}
        )
        self.assertIn("Wrong login/password", text)

    def test_what_no_password_can_be_is_answered_alike(self):
        for password in ('x' * 5000, ' ', '\0'):
            with mute_logger('odoo.http'):
                self.assertSame(
                    '/web/login',
                    lambda login, password=password: {'login': login, 'password': password},
                )

    def test_a_new_password_is_promised_to_everybody(self):
        _status, _location, text = self.assertSame(
            '/web/reset_password', lambda login: {'login': login}
        )
        self.assertIn("If there is an account", text)

    def test_an_address_in_the_link_is_looked_up_nowhere(self):
        self.b.admin.email = 'admin@beta.example'
        for path in ('/web/reset_password', '/web/signup'):
            for query in ('signup_email=LOGIN', 'token=x&signup_email=LOGIN'):
                self.assertSame(f'{path}?{query}')

    @mute_logger('odoo.addons.encoach_lms_core.controllers.sign_up')
    def test_a_link_sets_the_password_of_its_own_account_only(self):
        partner = self.b.admin.partner_id
        for login in ('admin@alpha.example', 'nobody@alpha.example'):
            partner.signup_prepare()
            token = partner._generate_signup_token()
            self.authenticate(None, None)
            self.page(f'/web/signup?token={token}', self.sign_up_values(login))
            self.assertEqual(self.b.admin.login, 'admin@beta.example')
            self.assertFalse(self.env['mail.mail'].search([('email_to', 'ilike', login)]))

    # TIMES

    def test_every_refusal_costs_one_hash(self):
        archived, invited = self.a.teacher_user, self.a.student_user
        archived.active = False
        self.env.cr.execute('UPDATE res_users SET password = NULL WHERE id = %s', [invited.id])
        self.authenticate(None, None)
        for user in (self.a.admin, archived, invited, None):
            login = user.login if user else 'nobody@nowhere.test'
            for values in ({'password': 'wrong'}, {'type': 'webauthn'}):
                with self.subTest(login, **values), self.hashes() as hashing:
                    self.page('/web/login', {'login': login, **values})
                    self.assertEqual(hashing.call_count, 1)

    def test_a_password_costs_a_hash_where_rpc_wants_a_key(self):
        login = self.a.admin.login
        users = type(self.env['res.users'])
        credential = {'type': 'password', 'login': login, 'password': login}
        with patch.object(users, '_rpc_api_keys_only', lambda user: True), self.hashes() as hashing:
            with self.assertRaises(AccessDenied):
                self.a.admin.with_user(self.a.admin)._check_credentials(
                    credential, {'interactive': False}
                )
            self.assertEqual(hashing.call_count, 1)

    def test_every_refusal_of_an_exhausted_address_costs_one_hash(self):
        self.env['ir.config_parameter'].set_param('encoach.login_failures_per_address', '1')
        self.authenticate(None, None)
        login = self.a.admin.login
        self.page('/web/login', {'login': login, 'password': login})
        self.authenticate(None, None)
        self.page('/web/login', {'login': 'x', 'password': 'x'})
        for name in (login, self.b.admin.login, 'nobody@nowhere.test'):
            with self.subTest(name), self.hashes() as hashing:
                page = self.page('/web/login', {'login': name, 'password': 'wrong'})
                self.assertIn("Too many attempts", page[2])
                self.assertEqual(hashing.call_count, 1)

    @staticmethod
    def hashes():
        return patch.object(pbkdf2, 'pbkdf2_hmac', wraps=pbkdf2.pbkdf2_hmac)

    def test_who_asks_for_a_password_looks_nobody_up(self):
        """The page runs the same statements, and a job sends the mail."""
        self.authenticate(None, None)
        users = type(self.env['res.users'])
        self.page('/web/reset_password', {'login': 'warm'})
        with patch.object(users, '_action_reset_password') as send:
            for login in ('admin@beta.example', 'nobody@beta.example'):
                self.page('/web/reset_password', {'login': login})
            send.assert_not_called()
        requests = self.env['encoach.password.request'].search([])
        self.assertEqual(
            requests.mapped('login'), ['warm', 'admin@beta.example', 'nobody@beta.example']
        )

    # THE JOB

    def test_the_job_sends_a_link_to_those_who_exist(self):
        self.b.admin.email = 'desk@beta.example'
        requests = self.env['encoach.password.request']
        for login in ('admin@beta.example', 'desk@beta.example', 'nobody@beta.example'):
            self.env['res.users'].reset_password(login)
        with self.sent() as logins:
            self.run_job()
        self.assertEqual(logins, ['admin@beta.example', 'admin@beta.example'])
        self.assertEqual(requests.search([]).mapped('served'), [True] * 3)
        self.env['res.users'].reset_password('admin@beta.example')
        with self.sent() as logins:
            self.run_job()
        self.assertEqual(logins, [], "once in a quarter of an hour")
        requests.search([]).requested_at = '2020-01-01'
        requests.flush_model()
        self.env['res.users'].reset_password('admin@beta.example')
        with self.sent() as logins:
            self.run_job()
        self.assertEqual(logins, ['admin@beta.example'])
        requests._gc_old()
        self.assertEqual(len(requests.search([])), 1)

    def test_the_link_that_was_sent_sets_the_password(self):
        self.b.admin.email = 'desk@beta.example'
        sent = []
        with patch.object(
            type(self.env['mail.mail']),
            'send',
            lambda mail: sent.append((mail.email_to, mail.body_html)),
        ):
            self.env['encoach.password.request']._send('admin@beta.example')
        [(address, body)] = sent
        self.assertEqual(address, 'desk@beta.example')
        link = re.search(r'/web/reset_password\?[^"]+', body)[0].replace('&amp;', '&')
        self.authenticate(None, None)
        self.page(link, self.sign_up_values('admin@beta.example'))
        self.env.invalidate_all()
        credential = {'login': 'admin@beta.example', 'password': 'secret 123', 'type': 'password'}
        info = self.env['res.users'].authenticate(credential, {'interactive': True})
        self.assertEqual(info['uid'], self.b.admin.id)

    def run_job(self):
        self.env.flush_all()
        self.env.ref('encoach_lms_core.send_password_mails').method_direct_trigger()
        self.env.invalidate_all()

    @contextlib.contextmanager
    def sent(self):
        """Collect the logins that get a mail."""
        logins = []

        with patch.object(
            type(self.env['res.users']),
            '_action_reset_password',
            lambda users: logins.extend(users.mapped('login')),
        ):
            yield logins
