"""Signing in over HTTP, where failures are committed though each request rolls back."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from ..world.person import PASSWORD


def _login(live_server, login, password):
    return requests.post(
        f'{live_server.url}/api/login', json={'login': login, 'password': password}, timeout=60
    )


def test_failures_of_a_login_are_throttled(live_server):
    login = 'teacher@delta.example'
    answers = [_login(live_server, login, 'wrong') for _attempt in range(9)]
    assert {answer.status_code for answer in answers} == {401}
    assert _login(live_server, login, PASSWORD).status_code == 200, "success forgets failures"
    answers = [_login(live_server, login, 'wrong') for _attempt in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    refused = answers[-1]
    assert refused.json()['code'] == 'too_many_requests'
    wait = int(refused.headers['Retry-After'])
    assert 0 < wait <= 10
    assert _login(live_server, 'khaled@nile.example', PASSWORD).status_code == 200
    time.sleep(wait)
    assert _login(live_server, login, PASSWORD).status_code == 200, "slowed, not locked out"


def test_parallel_guesses_are_no_way_around(live_server):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: _login(live_server, 'guessed', f'guess {n}'), range(20)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [401] * 10 + [429] * 10


def test_the_answer_takes_as_long_whether_or_not_the_login_exists(live_server):
    def measure(login):
        start = time.perf_counter()
        answer = _login(live_server, login, 'wrong')
        assert answer.status_code == 401
        return time.perf_counter() - start

    pairs = [(measure('salem@nile.example'), measure(f'nobody-{n}')) for n in range(5)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.6 < known / unknown < 1.6
    assert _login(live_server, 'salem@nile.example', PASSWORD).status_code == 200


def test_a_browser_is_not_locked_out_by_failures_at_the_api(live_server):
    for number in range(6):
        _login(live_server, f'other-{number}', 'wrong')
    answer = requests.post(
        f'{live_server.url}/web/session/authenticate',
        json={
            'params': {
                'db': live_server.database,
                'login': 'salem@nile.example',
                'password': PASSWORD,
            }
        },
        timeout=60,
    )
    assert answer.json()['result']['uid']


def test_a_session_cookie_is_neither_set_nor_used(live_server):
    session = requests.Session()
    answer = session.post(
        f'{live_server.url}/api/login',
        json={'login': 'admin@nile.example', 'password': PASSWORD},
        timeout=60,
    )
    assert answer.status_code == 200
    assert not session.cookies
    session.post(
        f'{live_server.url}/web/session/authenticate',
        json={
            'params': {
                'db': live_server.database,
                'login': 'admin@nile.example',
                'password': PASSWORD,
            }
        },
        timeout=60,
    )
    assert session.cookies
    assert session.get(f'{live_server.url}/api/me', timeout=60).status_code == 401
