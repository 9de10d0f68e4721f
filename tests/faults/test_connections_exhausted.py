"""More requests than connections to the database: 503 while it lasts, and well right after."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from smoke.client import Client

from .conftest import ADMINISTRATOR, PASSWORD
from .held import held
from .problems import assert_unavailable

#: of the server with threads, see `threaded`
CONNECTIONS = 3


def test_a_full_pool(threaded, school, recovery):
    client = Client(threaded.url, ADMINISTRATOR, PASSWORD)
    tasks = [school.crowded_classroom(client) for _connection in range(CONNECTIONS)]
    with held(school) as hold, ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = [
            pool.submit(
                client.send,
                'POST',
                f'/classrooms/{classroom_id}/assign-course',
                json={'course_id': course_id},
            )
            for classroom_id, course_id in tasks
        ]
        hold.wait_for(CONNECTIONS)
        for path in ('/me', '/health', '/students', '/no/such/path'):
            assert_unavailable(client.send('GET', path))
        assert_unavailable(client.send('POST', '/students', json={'name': "Nobody"}))
        hold.release()
        assert [answer.result().status_code for answer in answers] == [201] * CONNECTIONS
    recovery.measure("connection pool full", client)


def test_no_connection_left_in_postgresql(prefork, nile, school, recovery):
    with contextlib.ExitStack() as taken:
        school.end_sessions()
        try:
            while True:
                taken.enter_context(contextlib.closing(school.connect()))
        except psycopg2.OperationalError as error:
            assert 'connection slots' in str(error) or 'too many clients' in str(error)
        for path in ('/me', '/health', '/students', '/no/such/path'):
            assert_unavailable(nile.send('GET', path))
        assert_unavailable(nile.send('POST', '/students', json={'name': "Nobody"}))
    recovery.measure("PostgreSQL's connections exhausted", nile)
