"""The codes that tests name mean something, and what is demanded is named by a test."""

import re

from .test_sources import ROOT

CODE = re.compile(r'(S[0-4])-(\d\d)(?:\s+to\s+S\d-(\d\d))?')
DEMAND = re.compile(r'^- (S\d-\d\d(?: to S\d-\d\d)?)( context| to come)?', re.MULTILINE)
FOLDERS = ('encoach_lms_core/tests', 'encoach_lms_api/tests', 'tests')


def find_codes(text):
    """Return the codes of a text; ``S2-01 to S2-03`` names three."""
    return {
        f'{seed}-{number:02}'
        for seed, first, last in CODE.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


def find_named():
    """Return ``{code: files}`` of what tests name."""
    named = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob('test_*.py'):
            for code in find_codes(path.read_text()):
                named.setdefault(code, []).append(path.name)
    return named


def read_demands():
    """Return ``{code: whether a test has to name it}``."""
    demands = {}
    for codes, is_open in DEMAND.findall((ROOT / 'tests/requirements.md').read_text()):
        for code in find_codes(codes):
            demands.setdefault(code, not is_open)
    return demands


def test_every_code_means_something():
    unknown = {code: files for code, files in find_named().items() if code not in read_demands()}
    assert not unknown, "write a line for these into tests/requirements.md"


def test_every_demand_is_named_by_a_test():
    named = find_named()
    missing = sorted(
        code for code, is_due in read_demands().items() if is_due and code not in named
    )
    assert not missing, "name these in the docstring of the test that proves them"


def test_all_demands_are_there():
    """62 of the coaching part, and so on: a line that goes would take its tests along."""
    counts = dict.fromkeys(('S0', 'S1', 'S2', 'S3', 'S4'), 0)
    for code in read_demands():
        counts[code[:2]] += 1
    assert counts == {'S0': 46, 'S1': 62, 'S2': 18, 'S3': 9, 'S4': 16}
