"""A streaming replica that can be held back, and what it has been asked."""

from contextlib import closing

from .servers import wait_until

SUPERUSER = 'postgres'


class Replica:
    """A standby of a server, with the statements that each of the two has been given in view."""

    def __init__(self, primary, folder):
        self._logs = {'primary': primary.log, 'replica': folder / 'log'}
        self._primary = primary
        self._log_statements('all')
        self.server = primary.make_standby(folder, folder / 'log')

    def start(self):
        self.server.start(print)

    def stop(self):
        self.server.leave()
        self._log_statements('none')

    def asked(self, which, text):
        """Return whether a statement with ``text`` in it was given to the primary or replica."""
        return text in self._logs[which].read_text(errors='replace')

    # LAG

    def pause(self):
        """Hold the replica back: it receives changes and does not apply them."""
        self._order('SELECT pg_wal_replay_pause()')
        paused = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
        wait_until(lambda: self._order(paused) == [(True,)])

    def resume(self):
        self._order('SELECT pg_wal_replay_resume()')

    def catch_up(self):
        """Wait until the replica has applied all that the primary has done so far."""
        [(position,)] = self._primary.query('SELECT pg_current_wal_insert_lsn()', role=SUPERUSER)
        applied = 'SELECT pg_last_wal_replay_lsn() >= %s'
        wait_until(lambda: self._order(applied, position) == [(True,)])

    def _order(self, statement, *parameters):
        return self.server.query(statement, *parameters, role=SUPERUSER)

    def _log_statements(self, value):
        with closing(self._primary.connect(role=SUPERUSER)) as connection:
            cursor = connection.cursor()
            cursor.execute('ALTER SYSTEM SET log_statement = %s', [value])
            cursor.execute('SELECT pg_reload_conf()')
