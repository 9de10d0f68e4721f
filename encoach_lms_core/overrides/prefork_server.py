"""Keeps a server with workers alive while PostgreSQL is away.

Odoo's main process looks into the database before it replaces a worker, and takes a failure there
for its own end. The worker that runs jobs ends whenever it loses its connection, so that an outage
of some seconds ended the server. Now the main process waits, and tries again at least every four
seconds.
"""

import functools
import logging

import psycopg2

from odoo.service.server import PreforkServer

_logger = logging.getLogger(__name__)

_spawn = PreforkServer.process_spawn


@functools.wraps(_spawn)
def process_spawn(self):
    """Replace workers that have ended, unless the database is away."""
    is_waiting, self.encoach_is_waiting = self.encoach_is_waiting, False
    try:
        _spawn(self)
    except (psycopg2.OperationalError, psycopg2.InterfaceError) as exc:
        self.encoach_is_waiting = True
        if not is_waiting:
            _logger.warning("A worker is not replaced before the database answers: %s", exc)


PreforkServer.encoach_is_waiting = False
PreforkServer.process_spawn = process_spawn
