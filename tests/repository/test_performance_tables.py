"""The tables of figures in tests/README.md are what ``scripts/bench`` writes, row by row."""

import re
from pathlib import Path

import pytest

from ..proof.benchmarks import report

README = Path(__file__).resolve().parents[1] / 'README.md'


@pytest.mark.parametrize('name', report.TABLES)
def test_the_table_has_exactly_the_rows_of_the_report(name):
    section = report.read_section(README.read_text(), name)
    lines = [line for line in section.splitlines() if line.startswith('|')]
    rows = [tuple(cell.strip() for cell in line.strip('|').split('|')) for line in lines[2:]]
    shown = [(what, limit, unit.removesuffix(report.MISSED)) for what, _v, limit, unit in rows]
    expected = [row.cells('') for row in report.TABLES[name]]
    assert shown == [(what, limit, unit) for what, _value, limit, unit in expected]
    assert all(float(value) > 0 for _what, value, _limit, _unit in rows)


@pytest.mark.parametrize('name', report.TABLES)
def test_the_section_tells_the_machine(name):
    facts = ('cores', 'cpu', 'memory', 'python', 'postgresql', 'odoo')
    sentence = report.describe_machine(dict.fromkeys(facts, '.+'))
    section = report.read_section(README.read_text(), name)
    assert re.fullmatch(sentence, section.splitlines()[-1])


def test_a_table_replaces_the_one_between_its_markers_and_nothing_else():
    readme = README.read_text()
    for name in report.TABLES:
        before = report.read_section(readme, name)
        other = report.replace_section(readme, name, "| 1 \\1 |")
        assert report.read_section(other, name) == "| 1 \\1 |"
        assert report.replace_section(other, name, before) == readme
    with pytest.raises(ValueError):
        report.read_section("no markers", 'scale')


def test_a_limit_is_kept_or_missed():
    upper = report.Row("up", "times", 2, lambda figures: figures)
    lower = report.Row("low", "times", 2, lambda figures: figures, at_least=True)
    told = report.Row("told", "times", None, lambda figures: figures)
    assert [row.is_missed(2) for row in (upper, lower, told)] == [False] * 3
    assert [row.is_missed(3) for row in (upper, lower, told)] == [True, False, False]
    assert [row.is_missed(1) for row in (upper, lower, told)] == [False, True, False]
    assert lower.cells('1') == ("low", '1', "at least 2", "times")
