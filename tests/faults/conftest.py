"""A PostgreSQL to which faults may be done, a crowded school in it, and servers for it."""

import contextlib

import pytest
from launcher import templates
from launcher.settings import Settings, process_name
from smoke.client import Client

from ..conftest import judged
from ..world.person import PASSWORD
from .own_postgres import OwnPostgres
from .recovery import Recovery
from .school import School
from .servers import FaultyServer

DATABASE = 'encoach_faults'
ADMINISTRATOR = 'admin@nile.example'


@pytest.fixture(scope='session')
def settings():
    return Settings.from_environment()


@pytest.fixture(scope='session')
def postgres(settings, tmp_path_factory):
    """A PostgreSQL of our own, with the demo schools and a crowd of students."""
    folder = tmp_path_factory.mktemp('faults-postgres')
    own = OwnPostgres(folder, folder / 'log')
    try:
        own.start(print)
        own.restore(templates.name(settings, demo=True), DATABASE)
        School(own, DATABASE).enrol_crowd()
        yield own
    finally:
        own.leave()


@pytest.fixture(scope='session')
def school(postgres):
    return School(postgres, DATABASE)


@pytest.fixture(scope='session')
def run_server(settings, postgres):
    """Return a context manager that runs a server on the school, and judges its log."""

    @contextlib.contextmanager
    def run(purpose, environ=(), **options):
        running = FaultyServer(
            settings,
            f'{purpose}-{process_name()}',
            DATABASE,
            {**postgres.variables(), **dict(environ)},
            **options,
        )
        with judged(running):
            yield running

    return run


@pytest.fixture(scope='session')
def prefork(run_server):
    """A server as in production: two workers, and one for jobs."""
    with run_server('prefork', workers=2, options=['--max-cron-threads=1']) as running:
        yield running


@pytest.fixture(scope='session')
def nile(prefork):
    """The administrator of Nile Academy, at the server with workers."""
    return Client(prefork.url, ADMINISTRATOR, PASSWORD)


@pytest.fixture(scope='session')
def threaded(run_server):
    """A second server on the same database: one process, and few connections."""
    with run_server('threaded', jobs=False, options=['--db_maxconn=3']) as running:
        yield running


@pytest.fixture
def recovery(record_property):
    return Recovery(record_property)


def pytest_terminal_summary(terminalreporter):
    """Print the recovery times: the figures that these tests are about."""
    measured = [
        value
        for report in terminalreporter.getreports('passed')
        for name, value in report.user_properties
        if name == 'recovery'
    ]
    if measured:
        terminalreporter.section("recovery times")
        for what, seconds in measured:
            terminalreporter.line(f'{seconds:6.2f} s  {what}')
