"""Accounts and contacts over HTTP: who may have a link, who may change an address, who is told."""

import re
import time

import pytest
import requests
from launcher import database

from ..world.person import PASSWORD, Person
from .test_sign_in_processes import FromAddress

#: what differs between two answers to the same question
TOKENS = re.compile(r'csrf_token[^,>]*')


@pytest.fixture(scope='module')
def platform(live_server):
    return Person.at(live_server, 'admin', database.set_admin_password(live_server.database))


@pytest.fixture(params=['khaled@nile.example', 'admin@nile.example'])
def rpc(request, live_server):
    """A session of a teacher, or of the administrator, of Nile Academy."""
    return Person.at(live_server, request.param, PASSWORD)


class Browser:
    """Somebody who is not signed in, at an address of his own."""

    def __init__(self, server, address):
        self._server = server
        self._session = requests.Session()
        self._session.mount('http://', FromAddress(address))

    def get(self, path):
        return self._session.get(self._server.url + path, timeout=60)

    def post(self, path, **values):
        token = re.search(r'csrf_token: "([^"]+)"', self.get('/web/login').text)[1]
        data = {'csrf_token': token, **values}
        answer = self._session.post(self._server.url + path, data=data, timeout=60)
        texts = TOKENS.sub('', answer.text)
        return answer.status_code, texts.replace(values.get('login', '?'), '?')

    def authenticate(self, login, password):
        """Return the answer to the web client's own way of signing in."""
        params = {'db': self._server.database, 'login': login, 'password': password}
        url = f'{self._server.url}/web/session/authenticate'
        answer = self._session.post(url, json={'params': params}, timeout=60)
        return answer.status_code, answer.text.replace(login, '?')


def test_nobody_of_a_school_has_the_link_that_sets_a_password(rpc, sql):
    """Finding 2: a teacher had the token of any contact, and the login of any user."""
    contacts = sql(
        """
        SELECT DISTINCT ON (users.id IS NULL) partner.id
          FROM encoach_student AS student
          JOIN encoach_entity AS entity ON entity.id = student.entity_id
          JOIN res_partner AS partner ON partner.id = student.partner_id
          LEFT JOIN res_users AS users ON users.partner_id = partner.id
         WHERE entity.code = 'DELTA'
        UNION ALL
        SELECT partner_id FROM res_users WHERE login = 'admin@delta.example'
        """
    )
    ids = [id_ for (id_,) in contacts]
    assert len(ids) >= 2
    for given in (ids, [str(id_) for id_ in ids], [float(id_) for id_ in ids]):
        for method in ('signup_get_auth_param', 'signup_prepare', 'action_signup_prepare'):
            text = rpc.call('res.partner', method, given).raw
            assert 'auth_signup_token' not in text
            assert 'delta.example' not in text
    assert not sql('SELECT id FROM res_partner WHERE id = ANY(%s) AND signup_type > %s', ids, '')


def test_nobody_signs_up_uninvited(live_server, platform, sql):
    """Finding 9: public sign-up was on."""
    platform.need('ir.config_parameter', 'set_param', 'auth_signup.invitation_scope', 'b2c')
    browser = Browser(live_server, '127.0.5.1')
    assert browser.get('/web/signup').status_code == 404
    before = sql('SELECT count(*) FROM res_users')
    password = 'secret 123'
    values = {'name': "New", 'password': password, 'confirm_password': password}
    status, _text = browser.post('/web/signup', login='new@nowhere.test', **values)
    assert status == 404
    assert sql('SELECT count(*) FROM res_users') == before


def test_no_page_tells_who_has_an_account(live_server):
    """Finding 9: sign-up, password reset and the web client's sign-in told it."""
    browser = Browser(live_server, '127.0.5.2')
    known, unknown = 'admin@delta.example', 'nobody@delta.example'
    for path, values in (
        ('/web/reset_password', {}),
        ('/web/login', {'password': 'wrong'}),
        ('/web/login', {'password': 'x' * 5000}),
        ('/web/login', {'password': 'x', 'type': 'totp'}),
    ):
        answers = [browser.post(path, login=login, **values) for login in (known, unknown)]
        assert answers[0] == answers[1], path
    for path in ('/web/reset_password', '/web/signup', '/web/signup?token=x'):
        sign = '&' if '?' in path else '?'
        answers = [browser.get(f'{path}{sign}signup_email={login}') for login in (known, unknown)]
        first, second = (TOKENS.sub('', answer.url + answer.text) for answer in answers)
        assert first.replace('admin', 'nobody') == second.replace('admin', 'nobody'), path
    for password in ('wrong', '', 5, None, [], {}, True, 'x' * 5000, '\0'):
        answers = [browser.authenticate(login, password) for login in (known, unknown)]
        assert answers[0] == answers[1], password


def test_no_school_changes_what_schools_share(live_server, sql):
    """Finding 8: the company's contact and the system's were every administrator's."""
    rpc = Person.at(live_server, 'admin@nile.example', PASSWORD)
    query = """
        SELECT id, name, email, phone, active FROM res_partner
         WHERE id IN (SELECT partner_id FROM res_company UNION
                      SELECT res_id FROM ir_model_data
                       WHERE module = 'base' AND name IN ('partner_root', 'partner_admin'))
         ORDER BY id
    """
    before = sql(query)
    assert len(before) >= 3
    for id_, *_values in before:
        for values in ({'email': 'mine@nile.example'}, {'phone': '1'}, {'active': False}):
            for ids in ([id_], [str(id_)], [float(id_)]):
                assert rpc.call('res.partner', 'write', ids, values).refused
        assert rpc.call('res.partner', 'message_post', [id_], body='x').refused
    companies = [id_ for (id_,) in sql('SELECT id FROM res_company')]
    values = {'email': 'mine@nile.example'}
    assert rpc.call('res.company', 'write', companies, values).refused
    assert sql(query) == before


def test_who_has_no_school_changes_nothing(live_server, platform, sql):
    """Finding 4: a user without school and without the platform's group was not bound at all."""
    name = f'clerk-{time.time_ns()}'
    groups = [
        platform.need('ir.model.data', 'check_object_reference', 'base', group)[1]
        for group in ('group_user', 'group_partner_manager')
    ]
    values = {'name': name, 'login': name, 'password': PASSWORD, 'group_ids': [(6, 0, groups)]}
    platform.need('res.users', 'create', values)
    rpc = Person.at(live_server, name, PASSWORD)
    for model in ('encoach.student', 'encoach.entity', 'encoach.course'):
        assert not rpc.call(model, 'search_read', []).result
    for model, values in (
        ('res.partner', {'name': name}),
        ('res.partner.category', {'name': name}),
        ('res.bank', {'name': name}),
        ('ir.filters', {'name': name, 'model_id': 'res.partner'}),
    ):
        assert rpc.call(model, 'create', values).refused, model
    [(system,)] = sql(
        "SELECT res_id FROM ir_model_data WHERE module = 'base' AND name = 'partner_root'"
    )
    assert rpc.call('res.partner', 'write', [system], {'phone': '1'}).refused
