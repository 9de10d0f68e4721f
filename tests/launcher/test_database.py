"""Databases are recognised by our mark; without it they are left alone."""

import os

import pytest
from launcher import database
from launcher.console import Stop
from launcher.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(state=tmp_path)


@pytest.fixture
def name(settings):
    """The name of an empty database without a mark."""
    name = f'encoach_test_marks_{os.getpid()}'
    with database.connect() as cursor:
        cursor.execute(f'CREATE DATABASE {name}')
    yield name
    database.drop(settings, name)


def test_a_database_that_is_not_there():
    assert database.state('encoach_test_nobody_made') is None


def test_a_mark_is_read_back(name):
    assert database.state(name) == ''
    database.mark(name, database.ready("d'igest"))
    assert database.state(name) == database.ready("d'igest")


def test_somebody_elses_database_is_left_alone(settings, name):
    digest = database.content_digest(Settings.from_environment({}))
    for attempt in (
        lambda: database.build(settings, name, digest, demo=False),
        lambda: database.clone(settings, 'template1', name),
    ):
        with pytest.raises(Stop, match="was not made by this program and is left alone"):
            attempt()
    assert database.state(name) == ''


def test_a_copy_replaces_an_earlier_copy_and_has_its_own_files(settings, name):
    database.mark(name, database.ready('digest'))
    stored = settings.data / 'filestore' / name / 'ab' / 'abcdef'
    stored.parent.mkdir(parents=True)
    stored.write_text('picture')
    copy = f'{name}_copy'
    for _attempt in range(2):
        database.clone(settings, name, copy)
        with database.connect(copy) as cursor:
            cursor.execute('CREATE TABLE left_over ()')
    files = settings.data / 'filestore' / copy
    assert (files / 'ab' / 'abcdef').read_text() == 'picture'
    database.drop(settings, copy)
    assert not files.exists()
    assert stored.exists()
    assert database.state(copy) is None
