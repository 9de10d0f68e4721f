"""A request that Odoo runs again after a collision is the same request: its body is there."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

IMPORT = '/v1/admin/students/import'
BLOCKED = 'SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))'
CSV = {'Content-Type': 'text/csv'}


def _write_as(kind, student, name):
    """Return a request of one kind that gives a student another name."""
    data = f'name,email\r\n{name},{student["email"]}\r\n'.encode()
    return {
        'object': ('PATCH', f'/students/{student["id"]}', {'json': {'name': name}}),
        'file': ('POST', IMPORT, {'data': data, 'headers': CSV}),
        'form': ('POST', IMPORT, {'files': {'file': ('x.csv', data, 'text/csv')}}),
    }[kind]


@pytest.mark.parametrize('kind', ['object', 'file', 'form'])
def test_a_request_that_is_run_again_sees_its_body(live_server, nile, sql, kind):
    live_server.tolerate('could not serialize access')
    mark = time.time_ns()
    body = {'name': "Before", 'email': f'retried{mark}@nile.test'}
    student = nile.call('POST', '/students', json=body)
    method, path, options = _write_as(kind, student, f'After {mark}')
    with ThreadPoolExecutor(1) as pool, closing(live_server.connect()) as connection:
        connection.autocommit = False
        cursor = connection.cursor()
        cursor.execute(
            'UPDATE res_partner SET color = 3 WHERE email = %s RETURNING pg_backend_pid()',
            [student['email']],
        )
        own = cursor.fetchone()[0]
        future = pool.submit(nile.send, method, path, **options)
        while sql(BLOCKED, own) == [(0,)]:
            assert not future.done(), future.result().text
            time.sleep(0.05)
        connection.commit()
        answer = future.result()
    assert answer.status_code == 200, answer.text
    assert nile.call('GET', f'/students/{student["id"]}')['name'] == f'After {mark}'
