"""Many at once about one session: one of them wins, and what follows happens once (D-14)."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

CALLERS = 16
SUBMITS = 50

# What PostgreSQL tells the loser, who is then run again or refused in words.
RACES = 'could not serialize access|deadlock detected|conflicting key value violates exclusion'

CLOSE = """
    UPDATE encoach_session SET closes_at = now() AT TIME ZONE 'UTC' WHERE id = %s;
"""


@pytest.fixture
def batch(nile):
    """A batch made the coaching way, with all students."""
    made = nile.call(
        'POST', '/batches', json={'name': f'Races {time.time_ns()}', 'subject': 'Raced'}
    )
    students = [item['id'] for item in nile.all('/students')]
    nile.call('POST', f'/batches/{made["id"]}/students', json={'student_ids': students})
    return made


@pytest.fixture
def session(nile, batch):
    """A session that is open now."""
    return extra(nile, batch, datetime.now(UTC) - timedelta(minutes=5))


def extra(client, batch, start, **values):
    body = {'batch_id': batch['id'], 'start': start.isoformat(), 'duration_minutes': 60, **values}
    return client.call('POST', '/sessions', json=body)


def send_all(requests):
    """Send requests at the same time; return the answers."""
    with ThreadPoolExecutor(CALLERS) as pool:
        futures = [
            pool.submit(client.send, method, path, json=body)
            for client, method, path, body in requests
        ]
        return [future.result() for future in futures]


def test_fifty_submits_of_one_sheet(live_server, nile, sql, session):
    live_server.tolerate(RACES)
    path = f'/sessions/{session["id"]}/attendance'
    body = {'entries': [], 'default': 'absent'}
    answers = send_all([(nile, 'PUT', path, body)] * SUBMITS)
    assert {answer.status_code for answer in answers} == {200}
    assert [answer.json()['repeated'] for answer in answers].count(False) == 1
    marks = 'SELECT count(*) FROM encoach_attendance WHERE session_id = %s'
    lines = 'SELECT count(*) FROM encoach_attendance_change JOIN encoach_attendance AS mark'
    assert sql(marks, session['id']) == sql(
        f'{lines} ON mark.id = attendance_id WHERE session_id = %s', session['id']
    )


def test_different_sheets_at_the_same_moment_end_in_one(live_server, nile, sql, session):
    live_server.tolerate(RACES)
    path = f'/sessions/{session["id"]}/attendance'
    statuses = ['present', 'absent', 'late', 'excused']
    requests = [(nile, 'PUT', path, {'entries': [], 'default': status}) for status in statuses * 4]
    answers = send_all(requests)
    assert {answer.status_code for answer in answers} == {200, 409}
    assert [answer.json().get('repeated') for answer in answers].count(False) == 1
    found = sql(
        'SELECT count(DISTINCT status) FROM encoach_attendance WHERE session_id = %s', session['id']
    )
    assert found == [(1,)]


def test_a_submit_beside_closing_ends_in_one_of_the_two(live_server, nile, sql, batch):
    live_server.tolerate(RACES)
    for _round in range(6):
        session = extra(nile, batch, datetime.now(UTC) - timedelta(minutes=5))
        path = f'/sessions/{session["id"]}/attendance'
        with ThreadPoolExecutor(2) as pool:
            sent = pool.submit(nile.send, 'PUT', path, json={'entries': [], 'default': 'late'})
            pool.submit(sql, CLOSE, session['id']).exception()
            status = sent.result().status_code
        assert status in (200, 409)
        [(stage,)] = sql('SELECT stage FROM encoach_session WHERE id = %s', session['id'])
        [(marks,)] = sql(
            'SELECT count(*) FROM encoach_attendance WHERE session_id = %s', session['id']
        )
        assert (stage == 'submitted', marks > 0) == (status == 200, status == 200)


def test_reopening_beside_correcting(live_server, nile, sql, session):
    """A correction counts before the sheet is opened, or is refused; none is lost in between."""
    live_server.tolerate(RACES)
    path = f'/sessions/{session["id"]}'
    sheet = f'{path}/attendance'
    nile.call('PUT', sheet, json={'entries': [], 'default': 'present'})
    marks = [line['attendance_id'] for line in nile.call('GET', sheet)['students']]
    requests = [
        (nile, 'PATCH', f'/attendance/{mark}', {'status': 'late', 'reason': "Race"})
        for mark in marks
    ]
    middle = len(requests) // 2
    requests.insert(middle, (nile, 'POST', f'{path}/reopen', {'reason': "Race"}))
    answers = send_all(requests)
    reopened = answers.pop(middle)
    assert reopened.status_code == 200
    assert {answer.status_code for answer in answers} <= {200, 409}
    corrected = [answer.status_code for answer in answers].count(200)
    assert sql(
        "SELECT count(*) FROM encoach_attendance WHERE session_id = %s AND status = 'late'",
        session['id'],
    ) == [(corrected,)]


def test_two_who_want_one_room_at_once(live_server, nile, sql, batch):
    """And whoever comes second is told that it is a clash, whether it was seen before or not."""
    live_server.tolerate(RACES)
    room = nile.call('POST', '/rooms', json={'name': f'Raced {time.time_ns()}'})
    start = datetime.now(UTC) + timedelta(days=40)
    body = {
        'batch_id': batch['id'],
        'start': start.isoformat(),
        'duration_minutes': 60,
        'room_id': room['id'],
    }
    answers = send_all([(nile, 'POST', '/sessions', body)] * 8)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    codes = {answer.json()['code'] for answer in answers if answer.status_code == 409}
    assert codes == {'clash'}
    assert sql('SELECT count(*) FROM encoach_session WHERE room_id = %s', room['id']) == [(1,)]
