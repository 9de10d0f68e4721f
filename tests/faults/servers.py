"""Odoo servers on a database of the tests' own, with their processes and their logs in view."""

import re
import time
from pathlib import Path

import psutil
from launcher import checks, logcheck, server


class FaultyServer:
    """A server that may suffer; what its log says against our addons is judged in the end."""

    def __init__(self, settings, purpose, database, environ, **options):
        self.log_path = settings.log(f'faults-{purpose}')
        self._tolerated = []
        self._server = server.Server(
            settings,
            database=database,
            port=checks.free_port(),
            log=self.log_path,
            environ=environ,
            **options,
        )

    @property
    def url(self):
        return self._server.url

    @property
    def port(self):
        return int(self.url.rpartition(':')[2])

    def tolerate(self, pattern):
        """Expect log messages that match ``pattern``, because a fault provokes them."""
        self._tolerated.append(pattern)

    def start(self):
        self._server.start()

    def stop(self):
        self._server.stop()

    def log(self):
        """Return what the server has logged so far."""
        return self.log_path.read_text(errors='replace')

    def complaints(self):
        """Return what the log says against our addons."""
        return logcheck.complaints(Path(self.log_path), self._tolerated)

    def workers(self):
        """Return the numbers of the HTTP workers that live, by the log and the kernel."""
        started = re.findall(r'Worker WorkerHTTP \((\d+)\) alive', self.log())
        return {int(pid) for pid in started if self._lives(pid)}

    def busy_workers(self):
        """Return those of them that have a client at present."""
        return {pid for pid in self.workers() if self._has_client(pid)}

    @staticmethod
    def _lives(pid):
        try:
            return psutil.Process(int(pid)).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def _has_client(self, pid):
        try:
            connections = psutil.Process(pid).connections('tcp')
        except psutil.NoSuchProcess:
            return False
        return any(
            connection.laddr.port == self.port and connection.status == psutil.CONN_ESTABLISHED
            for connection in connections
        )


def wait_until(condition, patience=30):
    """Return the first true value of ``condition()``, or fail after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < deadline, f'{condition} does not come true'
        time.sleep(0.05)
    return found
