"""What clients saw: figures of every request, and the promises that were broken."""

import statistics
from collections import Counter
from typing import NamedTuple

SHOWN = 300  # characters of a value


class Request(NamedTuple):
    """One request as its client saw it; status 0 when no answer came."""

    kind: str
    status: int
    seconds: float


class Journal:
    """Shared by all clients: appending to a list is safe between threads."""

    def __init__(self):
        self.requests = []
        self.broken = []
        self.kept = 0

    def check(self, promise, holds, detail=''):
        """Note a promise that the server or the database has not kept."""
        if holds:
            self.kept += 1
        else:
            self.broken.append(f'{promise}: {detail}' if detail else promise)

    def equal(self, promise, found, expected):
        """Note it when two values differ; of two dicts, only where they do."""
        if isinstance(found, dict) and isinstance(expected, dict):
            both = dict(found.items() & expected.items())
            found = {key: value for key, value in found.items() if key not in both}
            expected = {key: value for key, value in expected.items() if key not in both}
        shown = f'found {repr(found)[:SHOWN]}, expected {repr(expected)[:SHOWN]}'
        self.check(promise, found == expected, shown)

    def statuses(self):
        """Return how many requests got which status."""
        return Counter(request.status for request in self.requests)

    def figures(self):
        """Return ``(kind, count, p50, p95, p99)`` in milliseconds, the commonest kind first."""
        kinds = {}
        for request in self.requests:
            kinds.setdefault(request.kind, []).append(1000 * request.seconds)
        rows = [(kind, len(times), *_percentiles(times)) for kind, times in kinds.items()]
        everything = [1000 * request.seconds for request in self.requests]
        rows.sort(key=lambda row: -row[1])
        return [*rows, ('all', len(everything), *_percentiles(everything))]


def _percentiles(times):
    if len(times) < 2:
        return times[0], times[0], times[0]
    cuts = statistics.quantiles(times, n=100, method='inclusive')
    return cuts[49], cuts[94], cuts[98]
