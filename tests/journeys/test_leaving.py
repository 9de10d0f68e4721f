"""Finding 3: a school that is taken from a user is out of reach with his next request.

One process answers his client's requests in several threads while the membership ends in another
transaction; what any of them has in a cache must not count.
"""

import time

import pytest

from ..proof.isolation.listeners import Poller
from ..world.person import Person

REMOVALS = 25
LOGIN = 'khaled@nile.example'


@pytest.fixture
def membership(sql):
    """Return a function that has the user join or leave his school by SQL alone."""
    ids = (
        "SELECT id FROM encoach_entity WHERE code = 'NILE'",
        f"SELECT id FROM res_users WHERE login = '{LOGIN}'",
    )

    def change(joins):
        if joins:
            values = f'(({ids[0]}), ({ids[1]}))'
            sql(f'INSERT INTO encoach_entity_users_rel (entity_id, user_id) VALUES {values}')
        else:
            sql(f'DELETE FROM encoach_entity_users_rel WHERE user_id = ({ids[1]})')

    yield change
    change(False)
    change(True)


def test_nothing_is_read_after_leaving(live_server, sign_in, membership):
    client, rpc = sign_in(LOGIN), Person.at(live_server, LOGIN)

    def list_students():
        answer = client.send('GET', '/students?limit=1')
        return answer.ok and answer.json()['items']

    def search_courses():
        return rpc.call('encoach.course', 'search_read', [], ['name']).result

    asked = (list_students, list_students, search_courses)
    pollers = [Poller(ask.__name__, ask) for ask in asked]
    for poller in pollers:
        poller.start()
    try:
        for _number in range(REMOVALS):
            for poller in pollers:
                poller.wait_for_more()
            assert all(poller.answers[-1][1] for poller in pollers), "he is there, and sees it"
            membership(False)
            left = time.monotonic()
            for poller in pollers:
                poller.wait_for_more()
                assert not any(poller.since(left))
            membership(True)
    finally:
        for poller in pollers:
            poller.stop()
