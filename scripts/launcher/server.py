"""A running Odoo server."""

import http.client
import os
import subprocess
import time

from .checks import free_port
from .configuration import odoo_environment
from .console import Stop
from .processes import start_group, stop_group

HEALTH = '/api/health'


class Server:
    """One Odoo server on this machine's own address, with its log in a file.

    :param options: further options of Odoo's command line
    :param environ: environment variables, which lead to the database among other things
    """

    def __init__(
        self,
        settings,
        *,
        database,
        port,
        log,
        workers=0,
        jobs=True,
        options=(),
        environ=os.environ,
    ):
        self.url = f'http://127.0.0.1:{port}'
        self.log = log
        self._settings = settings
        self._database = database
        self.port = port
        self._workers = workers
        self._jobs = jobs
        self._options = options
        self._environ = environ
        self._process = None

    @property
    def pid(self):
        return self._process.pid

    def start(self, patience=120):
        """Start it and return when it answers."""
        command = [
            *(self._settings.python, self._settings.odoo_script, '-d', self._database),
            f'--db-filter=^{self._database}$',
            f'--http-port={self.port}',
            f'--workers={self._workers}',
            f'--gevent-port={free_port()}',
            *self._options,
        ]
        if not self._jobs:
            command.append('--max-cron-threads=0')
        with self.log.open('wb') as log:
            self._process = start_group(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=odoo_environment(self._settings, self._environ),
            )
        deadline = time.monotonic() + patience
        while not self._answers():
            if self._process.poll() is not None:
                raise Stop(f"The server ended while starting: see {self.log}.")
            if time.monotonic() > deadline:
                raise Stop(
                    f"The server does not answer {HEALTH} after {patience} s: see {self.log}."
                )
            time.sleep(0.1)

    def wait(self):
        """Wait for the server to end by itself, which it does not do when all is well."""
        self._process.wait()

    def stop(self):
        """Stop it, with all its processes."""
        if self._process:
            stop_group(self._process)

    def _answers(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request('GET', HEALTH)
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
