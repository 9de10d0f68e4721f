"""Every statement asks first whom its transaction is to be bound to, see wall/cursor.py."""

import functools
import logging

import psycopg2.errors

from odoo.exceptions import AccessError
from odoo.sql_db import BaseCursor, Cursor
from odoo.sql_db import _logger as sql_logger

from ..wall.cursor import REFUSAL, bind, count_rows, find_wall

_logger = logging.getLogger(__name__)

_execute = Cursor.execute


@functools.wraps(_execute)
def execute(self, query, params=None, log_exceptions=True):
    """Run a statement as whoever signed in."""
    wall = find_wall(self)
    if not wall:
        return _execute(self, query, params, log_exceptions)
    bind(self, wall, _execute)
    try:
        _execute(self, query, params, log_exceptions=False)
    except psycopg2.errors.InsufficientPrivilege as error:
        _logger.info("The wall refuses: %s (user %s)", str(error).strip(), self.encoach_bound)
        self.encoach_refused = True
        raise AccessError(str(REFUSAL)) from error
    except Exception as error:
        if self.encoach_refused and isinstance(error, psycopg2.errors.InFailedSqlTransaction):
            # somebody has caught the refusal and goes on
            raise AccessError(str(REFUSAL)) from error
        if log_exceptions:
            sql_logger.error("bad query: %s\nERROR: %s", self._obj.query or query, error)
        raise
    if self.encoach_bound is not None:
        count_rows(self, query)
    return None


Cursor.execute = execute
# of all cursors, for tests have some of their own
BaseCursor.encoach_bound = None
BaseCursor.encoach_scope = None
BaseCursor.encoach_written = 0
BaseCursor.encoach_refused = False
