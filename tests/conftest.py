"""Fixtures for tests that need more than one transaction: a real server with the demo schools."""

import contextlib
from pathlib import Path

import psycopg2
import pytest
from hypothesis import Phase, settings
from launcher import checks, database, logcheck, server, templates
from launcher.settings import Settings, process_name

# Property tests. `quick`: the same examples in every run, and a failure is told at once; `shrink`:
# the same, and the shortest sequence that fails, which takes minutes; `long`: many others.
settings.register_profile(
    'quick',
    max_examples=40,
    stateful_step_count=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
)
settings.register_profile(
    'shrink', settings.get_profile('quick'), phases=[Phase.generate, Phase.shrink]
)
settings.register_profile(
    'long',
    settings.get_profile('shrink'),
    max_examples=500,
    stateful_step_count=50,
    derandomize=False,
    print_blob=True,
)
settings.register_profile('states', settings.get_profile('long'), max_examples=1000)
settings.load_profile('quick')


class LiveServer:
    """A running server on a database of its own.

    :param str purpose: part of the names of the database and the log
    :param bool demo: whether it has the demo schools, or none
    :param options: of the launcher's `Server`, such as ``workers``
    """

    def __init__(self, settings, purpose='live', *, demo=True, **options):
        process = process_name()
        self.database = f'{settings.database}_test_{purpose}_{process}'
        self.log_path = settings.log(f'{purpose}-{process}')
        self._tolerated = []
        self._settings = settings
        self._demo = demo
        self._server = server.Server(
            settings,
            database=self.database,
            port=checks.free_port(),
            log=self.log_path,
            # housekeeping would change tables behind the back of a test that compares them
            jobs=False,
            **options,
        )

    @property
    def url(self):
        return self._server.url

    @contextlib.contextmanager
    def beside(self):
        """Run a second server process on the same database, and yield its address."""
        log = self.log_path.with_stem(f'{self.log_path.stem}-beside')
        second = server.Server(
            self._settings, database=self.database, port=checks.free_port(), log=log, jobs=False
        )
        try:
            second.start()
            yield second.url
        finally:
            second.stop()
        complaints = logcheck.complaints(log, self._tolerated)
        assert not complaints, '\n'.join(map(str, complaints))

    def connect(self):
        """Return a new connection to the server's database; the caller closes it."""
        return psycopg2.connect(dbname=self.database)

    def tolerate(self, pattern):
        """Expect log messages that match ``pattern``, because a test provokes them."""
        self._tolerated.append(pattern)

    def start(self):
        template = templates.name(self._settings, demo=self._demo)
        database.clone(self._settings, template, self.database)
        self._server.start()

    def stop(self):
        self._server.stop()
        database.drop(self._settings, self.database)

    def complaints(self):
        """Return what the server's log says against our addons."""
        return logcheck.complaints(Path(self.log_path), self._tolerated)


@contextlib.contextmanager
def judged(running):
    """Run a server; its log may hold nothing against our addons but what a test has tolerated."""
    try:
        running.start()
        yield running
    finally:
        running.stop()
    complaints = running.complaints()
    assert not complaints, '\n'.join(map(str, complaints))


@pytest.fixture(scope='session')
def live_server():
    """A server with the demo data, in a process of its own: what tests commit stays committed.

    Odoo's own test cases end every child process when a class is done; so the folders that use this
    come before those with such classes in the order of names.
    """
    with judged(LiveServer(Settings.from_environment())) as running:
        yield running
