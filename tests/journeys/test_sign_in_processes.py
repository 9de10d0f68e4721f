"""Signing in where two server processes share a database: what one learns, the other knows."""

import contextlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
import requests
from launcher import database

from ..world.person import PASSWORD, Person

LIMIT = 4
TEACHER = ('encoach_lms_core', 'group_teacher')


class Leaver(NamedTuple):
    """A user of the tests' own, whom they may shut out."""

    id: int
    login: str
    token: str


@pytest.fixture(scope='module')
def urls(live_server):
    """The addresses of two servers on one database."""
    with live_server.beside() as second:
        yield live_server.url, second


@pytest.fixture(scope='module')
def platform(live_server):
    """A session of the platform's administrator at the first server."""
    return Person.at(live_server, 'admin', database.set_admin_password(live_server.database))


@pytest.fixture
def leaver(platform, urls):
    """A new teacher of Nile Academy, with a token from the second server."""
    name = f'leaver-{time.time_ns()}@nile.example'
    group = platform.need('ir.model.data', 'check_object_reference', *TEACHER)[1]
    entity = platform.need('encoach.entity', 'search', [('code', '=', 'NILE')])
    values = {
        'name': "Leaver",
        'login': name,
        'password': PASSWORD,
        'entity_ids': [(6, 0, entity)],
        'group_ids': [(6, 0, [group])],
    }
    user_id = platform.need('res.users', 'create', values)
    answer = login(urls[1], name, PASSWORD)
    assert answer.status_code == 200, answer.text
    yield Leaver(user_id, name, answer.json()['token'])
    everybody = {'active_test': False}
    if platform.need('res.users', 'search', [('id', '=', user_id)], context=everybody):
        platform.need('res.users', 'unlink', [user_id])


class FromAddress(requests.adapters.HTTPAdapter):
    """Has requests come from another of this machine's own addresses."""

    def __init__(self, address):
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


def login(url, name, password, address='127.0.0.1'):
    with requests.Session() as session:
        session.mount('http://', FromAddress(address))
        body = {'login': name, 'password': password}
        return session.post(f'{url}/api/login', json=body, timeout=60)


def me(url, token):
    """Return the status and the code of asking who one is."""
    headers = {'Authorization': f'Bearer {token}'}
    answer = requests.get(f'{url}/api/me', headers=headers, timeout=60)
    return answer.status_code, answer.json().get('code')


def web_login(url, name, password, address):
    """Return the page that signing in to the web client by its form leads to."""
    with requests.Session() as session:
        session.mount('http://', FromAddress(address))
        page = session.get(f'{url}/web/login', timeout=60).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        values = {'csrf_token': token, 'login': name, 'password': password}
        return session.post(f'{url}/web/login', data=values, timeout=60)


@contextlib.contextmanager
def limit(platform, name, value):
    key = f'encoach.login_failures_per_{name}'
    platform.need('ir.config_parameter', 'set_param', key, str(value))
    try:
        yield
    finally:
        platform.need('ir.config_parameter', 'set_param', key, False)


def test_an_attack_from_everywhere_shuts_nobody_out_from_where_he_works(
    urls, platform, leaver, sql
):
    """Finding 17: ten wrong passwords from anywhere locked a known login out."""
    name, home = leaver.login, '127.0.2.9'
    assert login(urls[0], name, PASSWORD, home).status_code == 200

    def guess(number):
        # an address of its own for each, so that only the login can be what is counted
        return login(urls[number % 2], name, f'guess {number}', f'127.0.1.{number + 1}')

    with limit(platform, 'login', LIMIT), ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(14)))
        assert sorted(answer.status_code for answer in answers) == [401] * LIMIT + [429] * 10
        assert '/odoo' in web_login(urls[0], name, PASSWORD, home).url
        for url in urls:
            assert login(url, name, PASSWORD, home).status_code == 200
            sql("UPDATE encoach_login_attempt SET attempted_at = now() AT TIME ZONE 'utc'")
            refused = login(url, name, PASSWORD, '127.0.2.1')
            assert refused.status_code == 429, "the right password, from a new place"
            assert refused.json()['code'] == 'too_many_requests'
            assert 0 < int(refused.headers['Retry-After']) <= 15 * 60
            # whoever guesses at the place of the account does not learn that it is one
            assert login(url, name, 'wrong', home).status_code == 429


def test_failures_at_one_place_count_whichever_process_and_door_sees_them(urls, leaver):
    name, address = leaver.login, '127.0.4.1'
    for number in range(5):
        assert login(urls[number % 2], name, 'wrong', address).status_code == 401
        assert "Wrong login/password" in web_login(urls[1], name, 'wrong', address).text
    assert login(urls[0], name, PASSWORD, address).status_code == 429
    for url in urls:
        assert "Too many attempts" in web_login(url, name, PASSWORD, address).text
    assert login(urls[0], name, PASSWORD, '127.0.4.2').status_code == 200


def test_failures_of_an_address_count_whichever_process_sees_them(urls, platform):
    address = '127.0.3.1'
    with limit(platform, 'address', LIMIT):
        for number in range(LIMIT):
            answer = login(urls[number % 2], f'nobody-{number}', 'wrong', address)
            assert answer.status_code == 401
        for url in urls:
            assert login(url, 'admin@nile.example', PASSWORD, address).status_code == 429
        elsewhere = login(urls[1], 'admin@nile.example', PASSWORD, '127.0.3.2')
        assert elsewhere.status_code == 200


def test_a_token_of_one_process_ends_in_the_other(urls, leaver):
    assert me(urls[0], leaver.token) == (200, None)
    headers = {'Authorization': f'Bearer {leaver.token}'}
    assert requests.post(f'{urls[0]}/api/logout', headers=headers, timeout=60).status_code == 204
    assert me(urls[1], leaver.token) == (401, 'unauthenticated')


@pytest.mark.parametrize(
    ('values', 'refusal'),
    [
        ({'password': 'another one'}, (401, 'unauthenticated')),
        ({'active': False}, (401, 'unauthenticated')),
        ({'group_ids': [(5,)]}, (403, 'forbidden')),
    ],
)
def test_a_change_of_the_user_takes_effect_in_the_other_process(
    urls, platform, leaver, values, refusal
):
    assert me(urls[1], leaver.token) == (200, None)
    platform.need('res.users', 'write', [leaver.id], values)
    assert me(urls[1], leaver.token) == refusal
    assert me(urls[0], leaver.token) == refusal


@pytest.mark.parametrize('values', [{'login': 'renamed'}, {'active': False}])
def test_a_token_does_not_come_back_with_what_ended_it(urls, platform, leaver, values):
    """Finding 16: a token outlived a change of the login."""
    [before] = platform.need('res.users', 'read', [leaver.id], list(values))
    platform.need('res.users', 'write', [leaver.id], values)
    assert me(urls[1], leaver.token) == (401, 'unauthenticated')
    platform.need('res.users', 'write', [leaver.id], {name: before[name] for name in values})
    assert me(urls[1], leaver.token) == (401, 'unauthenticated')


def test_logging_out_from_all_devices_ends_tokens(live_server, urls, leaver):
    """Finding 16: a token outlived it."""
    session = Person.at(live_server, leaver.login, PASSWORD)
    check = session.need('res.users', 'action_revoke_all_devices', [leaver.id])
    context = {'password': PASSWORD}
    session.need(check['res_model'], 'run_check', [check['res_id']], context=context)
    for url in urls:
        assert me(url, leaver.token) == (401, 'unauthenticated')


def test_a_deleted_user_is_out_in_the_other_process(urls, platform, leaver):
    assert me(urls[1], leaver.token) == (200, None)
    platform.need('res.users', 'unlink', [leaver.id])
    assert me(urls[1], leaver.token) == (401, 'unauthenticated')


def test_an_expired_token_is_refused_by_both_processes(urls, leaver, sql):
    statement = "UPDATE encoach_api_token SET expires_at = now() - interval '1 day'"
    sql(f'{statement} WHERE user_id = %s', leaver.id)
    for url in urls:
        assert me(url, leaver.token) == (401, 'unauthenticated')


def test_a_school_taken_away_is_out_of_reach_in_the_other_process(urls, platform, leaver):
    headers = {'Authorization': f'Bearer {leaver.token}'}
    students = f'{urls[1]}/api/students'
    seen = requests.get(students, headers=headers, timeout=60).json()['items']
    platform.need('res.users', 'write', [leaver.id], {'entity_ids': [(5,)]})
    assert requests.get(students, headers=headers, timeout=60).json()['total'] == 0
    answer = requests.get(f'{students}/{seen[0]["id"]}', headers=headers, timeout=60)
    assert (answer.status_code, answer.json()['code']) == (403, 'entity_mismatch')
