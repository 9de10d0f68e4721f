"""A database is updated when, and only when, what it was made from has changed."""

import pytest
from launcher import digests


@pytest.fixture
def addon(tmp_path):
    folder = tmp_path / 'addon'
    (folder / 'models').mkdir(parents=True)
    (folder / 'models' / 'course.py').write_text('class Course: ...')
    return folder


@pytest.mark.parametrize('name', ['models/course.py', 'models/term.py', 'views/course.xml'])
def test_a_change_shows(addon, name):
    before = digests.of_folders([addon])
    file = addon / name
    file.parent.mkdir(exist_ok=True)
    file.write_text('changed')
    assert digests.of_folders([addon]) != before


def test_a_renamed_file_shows(addon):
    before = digests.of_folders([addon])
    (addon / 'models' / 'course.py').rename(addon / 'models' / 'subject.py')
    assert digests.of_folders([addon]) != before


def test_other_options_show(addon):
    assert digests.of_folders([addon], '--one') != digests.of_folders([addon], '--other')


@pytest.mark.parametrize('name', ['tests/test_course.py', 'models/__pycache__/course.pyc'])
def test_what_no_database_holds_does_not(addon, name):
    before = digests.of_folders([addon])
    file = addon / name
    file.parent.mkdir()
    file.write_text('x')
    assert digests.of_folders([addon]) == before
