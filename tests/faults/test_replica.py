"""Reading routes run on a streaming replica; rights are never as old as its data."""

import collections

import pytest
from passlib.context import CryptContext
from smoke.client import Client

from ..world.person import Person
from .conftest import ADMINISTRATOR, PASSWORD
from .recovery import LIMIT
from .replication import Replica
from .servers import wait_until

PLATFORM = 'admin'


@pytest.fixture(scope='module')
def replica(postgres, school, tmp_path_factory):
    digest = CryptContext(['pbkdf2_sha512']).hash(PASSWORD)
    school.sql("UPDATE res_users SET password = %s WHERE login = %s", digest, PLATFORM)
    standby = Replica(postgres, tmp_path_factory.mktemp('faults-replica'))
    try:
        standby.start()
        yield standby
    finally:
        standby.stop()


@pytest.fixture(scope='module')
def server(run_server, replica):
    where = replica.server.where()
    options = [f'--db_replica_host={where["host"]}', f'--db_replica_port={where["port"]}']
    with run_server('replica', workers=2, jobs=False, options=options) as running:
        yield running


@pytest.fixture
def client(server, replica):
    """The administrator of Nile Academy, signed in long ago as far as the replica knows."""
    signed_in = Client(server.url, ADMINISTRATOR, PASSWORD)
    replica.catch_up()
    _settle(signed_in, server)
    return signed_in


@pytest.fixture
def paused(replica, client):
    """A replica that applies nothing until the end of the test."""
    replica.pause()
    yield replica
    replica.resume()
    replica.catch_up()


def _settle(client, server):
    """Wait until both workers read from the replica (again): they leave it alone for a while."""
    seen = len(server.log())

    def reads():
        client.call('GET', '/me')
        lines = [line.split() for line in server.log()[seen:].splitlines() if 'GET /api/me' in line]
        # Odoo ends such a line with the kind of cursor, and has the process in the third column
        modes = {fields[2]: fields[-1] for fields in lines}
        return len(modes) == 2 and set(modes.values()) == {'ro'}

    wait_until(reads)


def test_reads_go_to_the_replica_and_writes_to_the_primary(client, replica):
    client.call('POST', '/classrooms', json={'name': 'written-where'})
    replica.catch_up()
    found = client.call('GET', '/classrooms', params={'search': 'written-where'})
    client.call('GET', '/classrooms', params={'search': 'read-where'})
    assert found['total'] == 1
    assert replica.asked('replica', 'read-where') and not replica.asked('primary', 'read-where')
    assert replica.asked('primary', "'written-where'")


def _reading_routes(client, school):
    """Yield the path of every reading route that the API describes, with ids of the school."""

    def find(parameter):
        model = parameter['schema'].get('x-model')
        if not model:
            return {'term_key': '2026-T1'}[parameter['name']]
        table = model.replace('.', '_')
        own = "entity_id = (SELECT id FROM encoach_entity WHERE code = 'NILE')"
        if table == 'res_users':
            own = "login LIKE '%@nile.example'"
        return school.sql(f'SELECT min(id) FROM {table} WHERE {own}')[0][0] or 1

    for path, methods in client.call('GET', '/openapi.json')['paths'].items():
        asked = methods.get('get', {}).get('parameters', ())
        required = [part for part in asked if part.get('required')]
        values = {part['name']: find(part) for part in required}
        names = [part['name'] for part in required if part['in'] == 'query']
        query = '&'.join(f'{name}={values[name]}' for name in names)
        if 'get' in methods:
            yield f'{path.format_map(values).removeprefix("/api")}?{query}'


def test_no_reading_route_writes(client, server, school):
    """A write in one would still be done, on the primary, after the failure on the replica."""
    statuses = collections.Counter()
    for path in _reading_routes(client, school):
        answer = client.send('GET', path)
        statuses[answer.status_code] += 1
        # of some kinds there is nothing in the demo
        assert answer.status_code in (200, 403, 404), f'{path}: {answer.text}'
    assert statuses[200] > 20, statuses
    assert 'read-only transaction' not in server.log()


def test_data_is_as_old_as_the_replica(client, paused):
    made = client.call('POST', '/classrooms', json={'name': 'not yet there'})
    assert client.send('GET', f'/classrooms/{made["id"]}').status_code == 404
    # what is written is never decided by old data
    client.call('PATCH', f'/classrooms/{made["id"]}', json={'room': '12'})
    paused.resume()
    paused.catch_up()
    assert client.call('GET', f'/classrooms/{made["id"]}')['room'] == '12'


def test_a_fresh_token_works_at_once(server, paused):
    fresh = Client(server.url, ADMINISTRATOR, PASSWORD)
    for _worker in range(4):
        assert fresh.send('GET', '/me').status_code == 200
        assert fresh.send('GET', '/classrooms').status_code == 200


def test_a_revoked_token_is_refused_at_once(client, paused):
    assert client.send('GET', '/me').status_code == 200
    client.call('POST', '/logout')
    for _worker in range(4):
        assert client.send('GET', '/me').status_code == 401
        assert client.send('POST', '/terms', json={'key': 'late'}).status_code == 401


def test_a_school_taken_from_a_user_is_out_of_reach_at_once(server, client, school, replica):
    [(delta,)] = school.sql("SELECT id FROM encoach_entity WHERE code = 'DELTA'")
    user = client.call('GET', '/me')
    nile = [entity['id'] for entity in user['entities']]
    platform = Person(server.url, school.database, PLATFORM, PASSWORD)
    classroom = client.call('GET', '/classrooms')['items'][0]['id']
    path = f'/classrooms/{classroom}'
    replica.catch_up()
    _settle(client, server)
    replica.pause()
    try:
        platform.need('res.users', 'write', [user['id']], {'entity_ids': [[6, 0, [delta]]]})
        for _worker in range(4):
            assert client.send('GET', path).status_code == 403
            assert client.send('PATCH', path, json={'room': 'x'}).status_code == 403
            assert [entity['id'] for entity in client.call('GET', '/me')['entities']] == [delta]
    finally:
        platform.need('res.users', 'write', [user['id']], {'entity_ids': [[6, 0, nile]]})
        replica.resume()
    replica.catch_up()
    _settle(client, server)
    assert client.send('GET', path).status_code == 200


def test_a_replica_that_stands_still(client, paused):
    """Everything is answered, and in time; only what is read may be old."""
    classroom = client.call('GET', '/classrooms')['items'][0]['id']
    for number in range(6):
        for method, body in (('GET', None), ('PATCH', {'room': str(number)})):
            answer = client.send(method, f'/classrooms/{classroom}', json=body)
            assert (answer.status_code, answer.elapsed.total_seconds() < LIMIT) == (200, True)


def test_a_replica_that_is_down(server, client, replica, recovery):
    replica.server.halt()
    try:
        recovery.measure("replica down", client)
        for _worker in range(4):
            assert client.send('GET', '/classrooms').status_code == 200
    finally:
        replica.server.start_again()
    recovery.measure("replica up again", client)
