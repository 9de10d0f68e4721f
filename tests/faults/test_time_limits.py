"""The database's own time limits strike a cascade: a clear refusal, and nothing half-written."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from .held import held
from .problems import assert_unavailable
from .school import STUDENTS
from .servers import wait_until


@pytest.fixture
def limit(school):
    """Return a context manager that sets a limit for all sessions of the database."""

    @contextlib.contextmanager
    def set_limit(name, milliseconds):
        school.sql(f'ALTER DATABASE {school.database} SET {name} = {milliseconds}')
        school.end_sessions()
        try:
            yield
        finally:
            school.sql(f'ALTER DATABASE {school.database} RESET {name}')
            school.end_sessions()

    return set_limit


def test_a_statement_that_takes_too_long(prefork, nile, school, limit, recovery):
    prefork.tolerate('canceling statement due to statement timeout')
    classroom_id, course_id = school.crowded_classroom(nile)
    path, body = f'/classrooms/{classroom_id}/assign-course', {'course_id': course_id}
    before = school.content()
    with limit('statement_timeout', 1500), held(school):
        assert_unavailable(nile.send('POST', path, json=body))
        recovery.measure("statement timeout: other requests, meanwhile", nile)
    recovery.measure("statement timeout", nile)
    assert school.content() == before
    answer = nile.send('POST', path, json=body)
    assert (answer.status_code, len(answer.json()['enrolled'])) == (201, STUDENTS)


def test_a_lock_that_is_not_to_be_had_is_waited_for(prefork, nile, school, limit, recovery):
    """Odoo runs the request again, so a client sees nothing but a delay."""
    prefork.tolerate('canceling statement due to lock timeout')
    classroom_id, course_id = school.crowded_classroom(nile)
    path, body = f'/classrooms/{classroom_id}/assign-course', {'course_id': course_id}
    with limit('lock_timeout', 300):
        with held(school) as hold, ThreadPoolExecutor(1) as pool:
            answer = pool.submit(nile.send, 'POST', path, json=body)
            wait_until(lambda: 'LOCK_NOT_AVAILABLE, 4 tries left' in prefork.log())
            hold.release()
            assert answer.result().status_code == 201
        assert school.placed(answer.result().json()['batch']['id']) == STUDENTS
    recovery.measure("lock timeout", nile)
