"""Keeps a server with workers alive while PostgreSQL is away."""

import functools
import logging

import psycopg2

from odoo.service.server import PreforkServer

_logger = logging.getLogger(__name__)


def survive_outages():
    """Let Odoo's main process wait for the database instead of ending with all its workers.

    It looks into the database before it replaces a worker, and takes a failure there for its own
    end. The worker that runs jobs ends whenever it loses its connection, so that an outage of
    some seconds ended the server. Now the main process tries again, at least every four seconds.
    """
    spawn = PreforkServer.process_spawn

    @functools.wraps(spawn)
    def process_spawn(self):
        is_waiting, self.is_waiting_for_database = self.is_waiting_for_database, False
        try:
            spawn(self)
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as exc:
            self.is_waiting_for_database = True
            if not is_waiting:
                _logger.warning("A worker is not replaced before the database answers: %s", exc)

    PreforkServer.is_waiting_for_database = False
    PreforkServer.process_spawn = process_spawn
