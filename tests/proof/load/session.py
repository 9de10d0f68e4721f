"""A load test from its first client to the last promise."""

import contextlib
import threading
import time
import traceback

from .connection import Connection
from .crowd import Crowd, Reader, Registrar
from .journal import Journal
from .owner import Owner
from .promises import Promises
from .world import make_worlds

#: who comes, over and over; every second one to the other school
ROLES = (*[Owner] * 2, *[Crowd] * 4, *[Registrar] * 4, *[Reader] * 2)
SETTLED = 180  # seconds until every transaction on the database server has ended, others' too


class Session:
    """Clients of both schools on one server.

    :param str url: of the server
    :param connect: a function that returns a connection to the server's database
    """

    def __init__(self, url, connect):
        self.journal = Journal()
        self.seconds = 0
        self._url = url
        self._connect = connect
        self._players = []

    def run(self, seconds, clients):
        """Let the clients play for so many seconds, then check every promise."""
        self._worlds = make_worlds(self._url)
        for number in range(clients):
            world = self._worlds[number % 2]
            connection = Connection(self._url, world.token, self.journal)
            role = ROLES[number % len(ROLES)]
            self._players.append(role(number, world, connection, self.journal))
        self._together(lambda player: player.prepare())
        self.journal.requests.clear()
        started = time.monotonic()
        self._together(lambda player: player.play(started + seconds))
        self.seconds = time.monotonic() - started
        with contextlib.closing(self._connect()) as connection:
            self._wait_until_settled(connection)
            self.check(connection.cursor())

    def _together(self, action):
        threads = [
            threading.Thread(target=self._guarded, args=(action, player), daemon=True)
            for player in self._players
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _guarded(self, action, player):
        try:
            action(player)
        except Exception:  # a client that breaks is a finding, not the end of the others
            self.journal.check(f'client {player.number}', False, traceback.format_exc())

    def check(self, cursor):
        """Compare the database with every promise; what this asks is no part of the figures."""
        journal = Journal()
        promises = Promises(cursor, self.journal)
        promises.check_laws()
        for world in self._worlds:
            promises.check_owners(world, self._of(world, Owner))
            promises.check_crowd(world, self._of(world, Crowd))
            promises.check_registrars(world, self._of(world, Registrar))
            follower = Connection(self._url, world.token, journal)
            owned = [owner.classroom for owner in self._of(world, Owner)]
            for classroom in (world.classroom, *owned):
                promises.check_feed(follower, classroom)
        self.journal.broken += journal.broken

    def _of(self, world, role):
        return [
            player for player in self._players if player.world is world and type(player) is role
        ]

    def _wait_until_settled(self, connection):
        """Wait until every transaction begun so far has ended: the feed waits for them too."""
        cursor = connection.cursor()
        cursor.execute('SELECT pg_current_xact_id()::text::bigint')
        (last,) = cursor.fetchone()
        connection.commit()
        statement = 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s'
        until = time.monotonic() + SETTLED
        settled = False
        while not settled and time.monotonic() < until:
            time.sleep(0.05)
            cursor.execute(statement, (last,))
            (settled,) = cursor.fetchone()
            connection.commit()
        self.journal.check("every transaction on the database server ends", settled)
