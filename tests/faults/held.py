"""Statements of a server that wait at a lock of ours: so a fault meets them in the middle."""

import contextlib
from contextlib import closing

from .servers import wait_until

#: what the cascade writes last, after all placements
LAST_OF_CASCADE = 'encoach_batch_teacher'

BLOCKED = """
    SELECT pid FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid)) ORDER BY pid
"""


class Hold:
    """A lock on a table that lets everybody read and nobody write."""

    def __init__(self, school, cursor, table):
        self._school = school
        self._cursor = cursor
        cursor.execute('BEGIN')
        cursor.execute(f'LOCK TABLE {table} IN SHARE MODE')
        cursor.execute('SELECT pg_backend_pid()')
        self._own = cursor.fetchone()[0]

    def blocked(self):
        """Return the numbers of the database's processes that wait."""
        return [pid for (pid,) in self._school.sql(BLOCKED, self._own)]

    def wait_for(self, count=1):
        """Wait until so many wait, and return them."""
        return wait_until(lambda: len(found := self.blocked()) >= count and found)

    def release(self):
        self._cursor.execute('ROLLBACK')


@contextlib.contextmanager
def held(school, table=LAST_OF_CASCADE):
    """Hold up every write to ``table`` while the block runs, or until it is released."""
    with closing(school.connect()) as connection:
        yield Hold(school, connection.cursor(), table)
