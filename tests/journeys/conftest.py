"""What journeys need: clients of the API, and a look into the database behind it."""

import time
from contextlib import closing

import pytest
from smoke.client import Client

from ..world.person import PASSWORD


@pytest.fixture(scope='session')
def sign_in(live_server):
    """Return a function from a login of the demo data to a client of the API."""
    clients = {}

    def client(login):
        if login not in clients:
            clients[login] = Client(live_server.url, login, PASSWORD)
        return clients[login]

    return client


@pytest.fixture
def nile(sign_in):
    return sign_in('admin@nile.example')


@pytest.fixture
def delta(sign_in):
    return sign_in('admin@delta.example')


@pytest.fixture
def sql(live_server):
    """Return a function that runs a statement, commits it, and returns its rows if it has any."""

    def run(statement, *parameters):
        with closing(live_server.connect()) as connection, connection:
            cursor = connection.cursor()
            cursor.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else None

    return run


@pytest.fixture
def classroom(nile):
    """A new classroom of Nile Academy with everybody on the roster and both teachers."""
    made = nile.call('POST', '/classrooms', json={'name': f'Grade 7 {time.time_ns()}'})
    path = f'/classrooms/{made["id"]}'
    students = [item['id'] for item in nile.all('/students')]
    nile.call('POST', f'{path}/students', json={'student_ids': students})
    teachers = [item['id'] for item in nile.all('/teachers')]
    nile.call('POST', f'{path}/teachers', json={'teacher_ids': teachers})
    return nile.call('GET', path)
