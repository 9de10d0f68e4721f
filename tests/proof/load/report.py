"""The figures of a load test as text."""

import re
from collections import Counter

SHOWN = 20

#: by what is counted: how Odoo's log tells it
MARKS = {
    'retries': re.compile(r'tries left, try again in'),
    'retries given up': re.compile(r'maximum number of tries reached'),
    'bad queries logged': re.compile(r'odoo\.sql_db: bad query'),
    'workers killed': re.compile(r'Worker \(\d+\) .*(timeout|limit)', re.IGNORECASE),
}


def count_marks(log):
    """Return how often the server's log tells of each of `MARKS`."""
    counts = Counter(dict.fromkeys(MARKS, 0))
    with log.open(errors='replace') as lines:
        for line in lines:
            for name, pattern in MARKS.items():
                counts[name] += bool(pattern.search(line))
    return counts


def describe(session, marks):
    """Return the lines of the report."""
    journal = session.journal
    figures = journal.figures()
    statuses = ', '.join(f'{status}: {n}' for status, n in sorted(journal.statuses().items()))
    return [
        f"{'requests (ms)':<52} {'count':>6} {'p50':>7} {'p95':>7} {'p99':>7}",
        *(
            f'{kind:<52} {count:>6} {p50:>7.0f} {p95:>7.0f} {p99:>7.0f}'
            for kind, count, p50, p95, p99 in figures
        ),
        "",
        f"{len(journal.requests) / session.seconds:.1f} requests per second"
        f" in {session.seconds:.1f} s; by status: {statuses}",
        ', '.join(f'{name}: {count}' for name, count in marks.items()),
        f"promises kept: {journal.kept}, broken: {len(journal.broken)}",
        *(f'BROKEN  {promise}' for promise in journal.broken[:SHOWN]),
        *([f'... and {len(journal.broken) - SHOWN} more'] if len(journal.broken) > SHOWN else []),
    ]
