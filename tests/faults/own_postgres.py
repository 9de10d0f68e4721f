"""A PostgreSQL server of the tests' own, to which faults may be done, and a standby of it."""

import os
import signal
import subprocess
from contextlib import closing

import psycopg2
from launcher.embedded import ROLE, Embedded

SETTINGS = """
# An answered write must survive a crash, as in production.
synchronous_commit = on
# Few, so that a test can take them all.
max_connections = 40
superuser_reserved_connections = 3
"""


class OwnPostgres(Embedded):
    """An embedded server that can be stopped, killed, started again and copied."""

    def _initialize(self):
        super()._initialize()
        with (self._data / 'postgresql.conf').open('a') as file:
            file.write(SETTINGS)

    @property
    def log(self):
        return self._log

    def where(self, role=ROLE):
        """Return how libpq reaches it."""
        environment = self.environment()
        return {
            'host': environment['PGHOST'],
            'port': environment['PGPORT'],
            'user': role,
        }

    def variables(self):
        """Return the environment of a program that shall use this server and no other."""
        return {**os.environ, **self.environment()}

    def connect(self, database='postgres', role=ROLE):
        """Return a connection in which every statement is a transaction; the caller closes it."""
        connection = psycopg2.connect(dbname=database, **self.where(role))
        connection.autocommit = True
        return connection

    def query(self, statement, *parameters, database='postgres', role=ROLE):
        """Run one statement and return its rows, if it has any."""
        with closing(self.connect(database, role)) as connection:
            cursor = connection.cursor()
            cursor.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else None

    # FAULTS

    def restart(self):
        """Restart it as an administrator does: sessions are ended, their transactions undone."""
        self.halt()
        self.start_again()

    def kill(self):
        """End the server process as a crash does; its children end when they notice."""
        os.kill(self.pid(), signal.SIGKILL)

    def start_again(self):
        """Start it after `kill` or `halt`."""
        self._remove_leftovers()
        self._launch()

    def halt(self):
        """Stop it, without giving up our share in it."""
        self._run('pg_ctl', 'stop', '-D', self._data, '-m', 'fast', '-w')

    # CONTENT

    def restore(self, source, database):
        """Make ``database`` a copy of the database ``source`` of the server in use by the tests."""
        self.query(f'CREATE DATABASE {database} TEMPLATE template0')
        dump = subprocess.Popen(
            [self._programs / 'pg_dump', '-Fc', '-Z0', source], stdout=subprocess.PIPE
        )
        subprocess.run(
            [self._programs / 'pg_restore', '-O', '-d', database],
            stdin=dump.stdout,
            env=self.variables(),
            check=True,
        )
        dump.stdout.close()
        assert dump.wait() == 0

    def make_standby(self, folder, log):
        """Return a streaming standby of this server in ``folder``, not started yet."""
        return self.copy(folder, log, '-R')
