"""Two servers on one database: what one does, the other knows at the next request."""

import pytest
from passlib.context import CryptContext
from smoke.client import Client

from ..world.person import Person
from .conftest import ADMINISTRATOR, PASSWORD

PLATFORM = 'admin'
TEACHER = 'salem@nile.example'


@pytest.fixture
def platform(prefork, school):
    """The platform administrator in the first server's web client."""
    digest = CryptContext(['pbkdf2_sha512']).hash(PASSWORD)
    school.sql("UPDATE res_users SET password = %s WHERE login = %s", digest, PLATFORM)
    return Person(prefork.url, school.database, PLATFORM, PASSWORD)


@pytest.fixture
def token(prefork):
    """A new token of Nile Academy's administrator, issued by the first server."""
    return Client(prefork.url, ADMINISTRATOR, PASSWORD).token


@pytest.fixture
def sides(prefork, threaded):
    """Return a function from a token to a client of each server."""
    return lambda token: [
        Client(server.url, "the owner", token=token) for server in (prefork, threaded)
    ]


def test_a_write_at_one_is_seen_at_the_other(sides, token):
    one, other = sides(token)
    classroom = one.call('POST', '/classrooms', json={'name': "Seen from both sides"})
    path = f'/classrooms/{classroom["id"]}'
    for writer, reader in ((one, other), (other, one)) * 3:
        room = f'{classroom["id"]}-{writer.send("GET", "/health").elapsed}'
        writer.call('PATCH', path, json={'room': room})
        assert reader.call('GET', path)['room'] == room


def test_a_token_revoked_at_one_is_refused_at_the_other(sides, token):
    one, other = sides(token)
    assert other.send('GET', '/me').status_code == 200
    assert one.send('POST', '/logout').status_code == 204
    for method, path, body in (('GET', '/me', None), ('POST', '/terms', {'key': 'too late'})):
        assert other.send(method, path, json=body).status_code == 401


def test_schools_taken_at_one_are_out_of_reach_at_the_other(sides, school, platform, token):
    one, other = sides(token)
    classroom = other.call('POST', '/classrooms', json={'name': "Of Nile Academy"})
    path = f'/classrooms/{classroom["id"]}'
    user = other.call('GET', '/me')
    nile = [entity['id'] for entity in user['entities']]
    [(delta,)] = school.sql("SELECT id FROM encoach_entity WHERE code = 'DELTA'")
    # both servers have cached what the user may see
    assert [client.send('GET', path).status_code for client in (one, other)] == [200, 200]
    try:
        platform.need('res.users', 'write', [user['id']], {'entity_ids': [[6, 0, [delta]]]})
        for client in (other, one):
            assert client.send('GET', path).status_code == 403
            assert client.send('PATCH', path, json={'room': 'x'}).status_code == 403
            assert [entity['id'] for entity in client.call('GET', '/entities')['items']] == [delta]
    finally:
        platform.need('res.users', 'write', [user['id']], {'entity_ids': [[6, 0, nile]]})
    assert [client.send('GET', path).status_code for client in (other, one)] == [200, 200]


def test_a_user_deactivated_at_one_is_refused_at_the_other(prefork, sides, platform):
    token = Client(prefork.url, TEACHER, PASSWORD).token
    one, other = sides(token)
    user = other.call('GET', '/me')['id']
    try:
        platform.need('res.users', 'write', [user], {'active': False})
        for client in (other, one):
            assert client.send('GET', '/me').status_code == 401
    finally:
        platform.need('res.users', 'write', [user], {'active': True})
