"""An upgrade that fails, or is cut off, leaves the database as it was."""

import pytest
from launcher import database, upgrade
from launcher.console import Stop

from . import catalog, contents
from .conftest import OldSchool

#: what the second addon's first right meets: by then Odoo has committed the first addon's upgrade
STUMBLE = """
    ALTER TABLE ir_model_access ADD CONSTRAINT stumble CHECK (name <> 'api.token nobody') NOT VALID
"""


@pytest.fixture
def old(settings):
    old = OldSchool(settings, 'bad')
    old.restore()
    yield old
    database.drop(settings, old.database)


def look(old):
    columns = old.read(contents.find_columns)
    return old.read(contents.read, columns), old.read(catalog.read)


def test_a_failed_upgrade_is_undone(settings, old):
    def stumble(connection):
        connection.cursor().execute(STUMBLE)
        connection.commit()

    old.read(stumble)
    before = look(old)
    mark = database.state(old.database)
    with pytest.raises(Stop, match=f"could not upgrade the database {old.database}: correct"):
        old.upgrade()
    log = old.upgrade_log.read_text()
    assert 'Module encoach_lms_core loaded' in log
    assert 'stumble' in log
    assert old.notes[-1] == f'the database {old.database} is as it was before the upgrade'
    assert database.state(old.database) == mark
    assert look(old) == before


def test_an_upgrade_that_was_cut_off_begins_anew(settings, old, monkeypatch):
    """By a kill, after which nothing could be tidied up."""
    with database.connect(old.database) as cursor:
        cursor.execute('CREATE TABLE before_the_upgrade ()')
    copy = f'{old.database}_before'
    database.clone_without_files(old.database, copy)
    database.mark(copy, database.ready('b7b1995'))
    database.mark(old.database, upgrade.UPGRADING)
    with database.connect(old.database) as cursor:
        cursor.execute('DROP TABLE before_the_upgrade')
    done = []
    monkeypatch.setattr(database, 'run_odoo', lambda *arguments, **options: done.append(arguments))
    old.upgrade()
    assert len(done) == 1
    assert 'cut off' in old.notes[0]
    with database.connect(old.database) as cursor:
        cursor.execute("SELECT to_regclass('before_the_upgrade') IS NOT NULL")
        assert cursor.fetchone() == (True,)
    assert database.state(copy) is None


def test_a_database_in_use_is_not_upgraded(old):
    connection = old.connect()
    try:
        with pytest.raises(Stop, match="is in use: stop what is connected"):
            old.upgrade()
    finally:
        connection.close()
    assert database.state(old.database) == database.ready('b7b1995')
