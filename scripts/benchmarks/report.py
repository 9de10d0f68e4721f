"""The table of a benchmark's figures, and the limits they must keep."""

from typing import NamedTuple


class Row(NamedTuple):
    """One figure: what, how much, and how much it may be."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def is_missed(self):
        return self.value > self.limit


def rows(figures):
    """Return the figures that have a limit."""
    found = []
    for name, limit in (('roster', 12), ('cascade', 20)):
        for size, measured in figures['cascade'].items():
            found.append(
                Row(f"{name}, {size} students", measured[name]['statements'], limit, "statements")
            )
            if int(size) >= 1000:
                ratio = measured[name]['ratio']
                found.append(Row(f"{name}, {size} students", ratio, 3, "times the bare SQL"))
    p50 = figures['http']['p50_milliseconds']
    found.append(
        Row(
            "list 30 students of a batch",
            p50['batch_students'] / p50['me'],
            1.5,
            "times GET /api/me",
        )
    )
    authentication = figures['authentication']['p50_milliseconds']
    found.append(Row("authenticating a request", authentication, 0.6, "ms"))
    return found


def misses(figures):
    """Return the figures beyond their limits."""
    return [row for row in rows(figures) if row.is_missed]


def table(figures):
    """Return the figures as a table for a terminal or a README."""
    lines = ["| what | measured | limit | |", "| --- | --- | --- | --- |"]
    for row in rows(figures):
        unit = f"{row.unit} (missed)" if row.is_missed else row.unit
        lines.append(f"| {row.name} | {row.value:.3g} | {row.limit:g} | {unit} |")
    return '\n'.join(lines)
