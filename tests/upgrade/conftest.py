"""An older version's database, upgraded as `scripts/run` does it, and a server on it."""

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from launcher import database, templates, upgrade
from launcher.settings import Settings

from ..conftest import LiveServer, judged
from . import catalog, contents, dump

DUMP = Path(__file__).with_name('b7b1995.sql.xz')


class Notes(list):
    """Stands in for the steps that a command prints."""

    def note(self, text):
        self.append(text)


class OldSchool(LiveServer):
    """A server on the older version's database."""

    def __init__(self, settings, purpose='old'):
        super().__init__(settings, purpose)
        self._settings = settings
        self.upgrade_log = settings.log(f'upgrade-{self.database}')
        self.notes = Notes()

    def restore(self):
        """Have the database as the older version left it."""
        database.require_ours(self.database)
        database.drop(self._settings, self.database)
        with database.connect() as cursor:
            cursor.execute(f"CREATE DATABASE {self.database} LC_COLLATE 'C' TEMPLATE template0")
        database.mark(self.database, database.ready('b7b1995'))
        dump.load(DUMP, self.database)

    def upgrade(self):
        self.upgrade_log.unlink(missing_ok=True)
        upgrade.prepare(self._settings, self.database, self.notes)

    def start(self):
        self._server.start()

    def read(self, reader, *arguments):
        """Return what a function reads over a connection to the database."""
        with closing(self.connect()) as connection:
            return reader(connection, *arguments)

    def query(self, statement, *parameters):
        def run(connection):
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall()

        return self.read(run)


@pytest.fixture(scope='package')
def settings():
    return Settings.from_environment()


@pytest.fixture(scope='package')
def school(settings):
    """The upgraded database with a server on it, and what was in it before."""
    old = OldSchool(settings)
    old.restore()
    columns = old.read(contents.find_columns)
    old.before = old.read(contents.read, columns)
    old.upgrade()
    old.after = old.read(contents.read, columns)
    old.catalog = old.read(catalog.read)
    with judged(old):
        yield old


@pytest.fixture(scope='package')
def fresh(settings):
    """What the present version makes of a new database with the same demo data."""
    name = templates.name(settings, demo=True)
    with closing(psycopg2.connect(dbname=name)) as connection:
        return catalog.read(connection)
