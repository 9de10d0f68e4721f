"""The tables of a benchmark's figures, and the limits they must keep."""

import re
import statistics
from collections.abc import Callable
from typing import NamedTuple

MISSED = " (missed)"


class Row(NamedTuple):
    """One figure: what, how much, and how much it may be.

    :param find: takes the figure out of all that were measured
    :param limit: None for a figure that is only told
    :param at_least: whether the figure has to reach the limit, and not to stay below it
    """

    name: str
    unit: str
    limit: float | None
    find: Callable
    at_least: bool = False

    def is_missed(self, figures):
        """Return whether the figure is beyond its limit."""
        if self.limit is None:
            return False
        value = self.find(figures)
        return value < self.limit if self.at_least else value > self.limit

    def cells(self, value):
        """Return the columns of the row."""
        limit = '' if self.limit is None else f'{self.limit:g}'
        if self.at_least:
            limit = f'at least {limit}'
        return self.name, value, limit, self.unit


def _workflow_rows():
    for step, limit in (('roster', 12), ('cascade', 20)):
        for size in (30, 1000, 5000):
            name = f"{step}, {size} students"

            def find(figures, step=step, size=size):
                return figures['cascade'][str(size)][step]

            yield Row(name, "statements", limit, lambda f, find=find: find(f)['statements'])
            if size >= 1000:
                yield Row(name, "times the bare SQL", 3, lambda f, find=find: find(f)['ratio'])
    loop = "cascade, 1000 students, one `create` each"
    yield Row(loop, "statements", None, lambda f: f['one_by_one']['statements'])
    yield Row(loop, "times the cascade", None, lambda f: f['one_by_one']['ratio'])
    yield Row(
        "list 30 students of a batch",
        "times GET /api/me",
        1.5,
        lambda f: (
            f['http']['p50_milliseconds']['batch_students'] / f['http']['p50_milliseconds']['me']
        ),
    )
    yield Row(
        "authenticating a request", "ms", 0.6, lambda f: f['authentication']['p50_milliseconds']
    )


def _timetable_rows():
    def find(*path):
        def get(figures):
            for name in ('timetable', *path):
                figures = figures[name]
            return figures

        return get

    for of, name in (
        ('batch', "dating the 480 sessions of a batch"),
        ('school', "dating 50 000 sessions of a school"),
    ):
        yield Row(name, "statements", 10, find('dating', of, 'statements'))
    yield Row(name, "seconds", None, find('dating', 'school', 'seconds'))
    for size in ('30', '300'):
        name = f"submitting the attendance of {size} students"
        yield Row(name, "statements", 10, find('submitting', size, 'statements'))
        yield Row(name, "times the bare SQL", 3, find('submitting', size, 'ratio'))
    name = "clashes of 1000 students in 10 000 sessions"
    yield Row(name, "statements", 3, find('clashes', 'statements'))
    yield Row(name, "ms", 300, find('clashes', 'milliseconds'))


def _ratio(pair):
    before, after = pair
    return after / before


def _throughput(figures, fname):
    servers = figures['throughput']
    return _ratio([servers['one'][fname], servers['two'][fname]])


def _wall_ratios(figures, searching):
    """Return the ratios of the reading routes that search, or of those that do not."""
    routes = figures['routes'].items()
    return [_ratio(pair) for label, pair in routes if ('?search=' in label) == searching]


SMALL = "times those of 2 schools"
OFF = "times the same without the wall"
TABLES = {
    'performance': [*_workflow_rows(), *_timetable_rows()],
    'scale': [
        Row(
            "the slowest of all reading routes, by comparison",
            SMALL,
            1.3,
            lambda f: max(map(_ratio, f['routes'].values())),
        ),
        Row(
            "the median of all reading routes",
            SMALL,
            1.3,
            lambda f: statistics.median(map(_ratio, f['routes'].values())),
        ),
        Row("cascade, 30 students", SMALL, 1.3, lambda f: _ratio(f['assign'])),
        Row(
            "reading a page, with the record rules: the median of the models",
            "times the same without rules",
            1.1,
            lambda f: statistics.median(map(_ratio, f['rules'].values())),
        ),
        Row(
            "the same of students, whose contacts have rules of their own",
            "times the same without rules",
            None,
            lambda f: _ratio(f['rules']['encoach.student']),
        ),
        Row(
            "memory of a worker after 10 000 requests more",
            "times that after 2000",
            1.05,
            lambda f: _ratio([f['memory']['before'], f['memory']['after']]),
        ),
        Row(
            "requests per second of two workers",
            "times those of one",
            1.8,
            lambda f: _throughput(f, 'requests_per_second'),
            at_least=True,
        ),
        Row(
            "CPU time of a request with two workers",
            "times that with one",
            1.1,
            lambda f: _throughput(f, 'worker_milliseconds'),
        ),
    ],
    'wall': [
        Row("lists and reads", OFF, 1.1, lambda f: statistics.median(_wall_ratios(f, False))),
        Row("the slowest of them, by comparison", OFF, None, lambda f: max(_wall_ratios(f, False))),
        Row("lists that search", OFF, 1.25, lambda f: statistics.median(_wall_ratios(f, True))),
        Row("the slowest of them, by comparison", OFF, None, lambda f: max(_wall_ratios(f, True))),
        Row("cascade, 30 students", OFF, 1.15, lambda f: _ratio(f['cascade'])),
    ],
}
COMMANDS = {
    'performance': 'scripts/bench --write',
    'scale': 'scripts/bench --scale --write',
    'wall': 'scripts/bench --wall --write',
}


def misses(name, figures):
    """Return the rows of a table that are beyond their limits."""
    return [row for row in TABLES[name] if row.is_missed(figures)]


def table(name, figures):
    """Return the figures as a table for a terminal or a README."""
    lines = ["| what | measured | limit | |", "| --- | --- | --- | --- |"]
    for row in TABLES[name]:
        value = row.find(figures)
        *cells, unit = row.cells(f'{value:.0f}' if value >= 1000 else f'{value:.3g}')
        missed = MISSED if row.is_missed(figures) else ""
        lines.append(f"| {' | '.join(cells)} | {unit}{missed} |")
    return '\n'.join(lines)


def describe_machine(machine):
    """Return a sentence on where the figures come from."""
    return (
        f"Measured on {machine['cores']} cores of {machine['cpu']} with {machine['memory']} GB,"
        f" Python {machine['python']}, PostgreSQL {machine['postgresql']}, Odoo {machine['odoo']}."
    )


def _section(name):
    command = re.escape(COMMANDS[name])
    return re.compile(
        rf'(?<=<!-- {name}: begin, written by {command} -->\n).*?(?=\n<!-- {name}: end -->)',
        re.DOTALL,
    )


def read_section(readme, name):
    """Return what a README has between the markers of a table.

    :raise ValueError: when the markers are not there
    """
    found = _section(name).search(readme)
    if not found:
        raise ValueError(f'tests/README.md has no markers for the table {name}')
    return found[0]


def replace_section(readme, name, text):
    """Return a README with other text between the markers of a table."""
    read_section(readme, name)
    return _section(name).sub(lambda _match: text, readme)


def describe(name, figures):
    """Return a table, and a sentence on where its figures come from."""
    return f"{table(name, figures)}\n\n{describe_machine(figures['machine'])}"
