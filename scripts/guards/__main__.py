"""Remove every guard in turn, in a database that is thrown away, and print which test notices."""

import logging
import sys

from odoo.modules.registry import Registry
from odoo.tools import config

COLUMNS = '{kind:<12}{name:<52}{seconds:>6}  {noticed}'


def main(database, pattern=''):
    """Return 1 if a guard can go without a test that fails."""
    config.parse_config(['-d', database, '--log-level=critical'], setup_logging=True)
    logging.getLogger('odoo').setLevel(logging.CRITICAL)
    with Registry(database).cursor() as cr:
        chosen = _choose(cr, pattern)
    print(COLUMNS.format(kind="kind", name="guard", seconds="s", noticed="noticed by"))
    survivors = [guard for kind, guards in chosen.items() for guard in _try_all(kind, guards)]
    count = sum(map(len, chosen.values()))
    print(f"\n{count} guards, {count - len(survivors)} noticed, {len(survivors)} survivors")
    for guard in survivors:
        print(f"nothing notices that {guard.kind} {guard.name} is missing")
    return 1 if survivors or not count else 0


def _choose(cr, pattern):
    """Return the guards whose kind or name holds ``pattern``, by kind."""
    from odoo import SUPERUSER_ID, api

    from . import catalog

    chosen = {}
    for guard in catalog.guards(api.Environment(cr, SUPERUSER_ID, {})):
        if pattern in f'{guard.kind} {guard.name}':
            chosen.setdefault(guard.kind, []).append(guard)
    return chosen


def _try_all(kind, guards):
    """Yield the guards of a kind that are missed by no test."""
    from . import proofs

    with proofs.prepared(kind) as proof:
        if failures := proof.run().failures:
            sys.exit(f"With all guards in place, this fails: {failures[:5]}")
        for guard in guards:
            finding = proof.run(guard)
            noticed = finding.failures[0] if finding.failures else "NOTHING"
            if len(finding.failures) > 1:
                noticed += f' and {len(finding.failures) - 1} more'
            seconds = f'{finding.seconds:.1f}'
            line = COLUMNS.format(kind=kind, name=guard.name, seconds=seconds, noticed=noticed)
            print(line, flush=True)
            if not finding.failures:
                yield guard


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
