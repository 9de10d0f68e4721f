"""What is one rule stands in one place: a second copy is found by how it is written."""

import re

import pytest

from .test_sources import ROOT, _sources

MODELS = 'encoach_lms_core/models/'
#: by the one file: how it is written, where else to look, and what to use instead
ONCE = {
    'encoach_lms_core/tools/presence.py': (
        r"""until IS NULL|['"]until['"], *['"]=['"], *False""",
        ('*.py', '*.xml', '*.js'),
        "use tools.presence, or the field is_present in views and rules",
    ),
    MODELS + 'academics/term.py': (
        r"""['"]date_start['"], *['"]<=""",
        ('*.py', '*.xml'),
        "use _get_of_today of encoach.term",
    ),
    MODELS + 'tenancy/base.py': (
        r'_\("\(another school\)"\)',
        ('*.py',),
        "use _hide_names",
    ),
}
#: areas whose rows belong to schools; PostgreSQL's log of changes and who signs in are not theirs
AREAS = ('tenancy', 'people', 'academics', 'enrollment', 'teaching', 'content')
WRITING = re.compile(r'\b(INSERT INTO|UPDATE (%\(?\w|encoach_)|DELETE FROM)')
#: what writes by itself, and why
WRITERS = {
    MODELS + 'tenancy/bulk.py': "the one place",
    MODELS + 'content/course.py': "fills a column that is new, before there are records",
}


def read(path):
    return (ROOT / path).read_text(encoding='utf-8')


@pytest.mark.parametrize('place', ONCE)
def test_a_rule_stands_in_one_place(place):
    pattern, names, hint = ONCE[place]
    found = {
        str(path)
        for addon in ('encoach_lms_core', 'encoach_lms_api')
        for name in names
        for path in _sources(f'{addon}/{name}')
        if not {'tests', 'lib', 'migrations'} & set(path.parts) and re.search(pattern, read(path))
    }
    assert place in found, "it is not there any more: correct the pattern"
    assert not found - {place}, hint


def test_rows_of_schools_are_written_in_bulk_in_one_place():
    found = {
        str(path)
        for area in AREAS
        for path in _sources(f'{MODELS}{area}/*.py')
        if WRITING.search(read(path))
    }
    assert not found - WRITERS.keys(), f"use what {MODELS}tenancy/bulk.py has, or add to it"
    assert not WRITERS.keys() - found, "these write nothing by themselves any more"
