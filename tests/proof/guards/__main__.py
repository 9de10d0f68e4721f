"""Remove every guard in turn, in a database that is thrown away, and print which test notices."""

import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

COLUMNS = '{kind:<12}{name:<52}{seconds:>6}  {noticed}'


def main(database, pattern=''):
    """Try the guards whose kind or name holds ``pattern``; return 1 if one is not missed."""
    config.parse_config(['-d', database, '--log-level=critical'], setup_logging=True)
    logging.getLogger('odoo').setLevel(logging.CRITICAL)
    # Our addons can be imported once Odoo knows where they are.
    from . import catalog, proofs

    with Registry(database).cursor() as cr:
        found = catalog.guards(api.Environment(cr, SUPERUSER_ID, {}))
    guards = [guard for guard in found if pattern in f'{guard.kind} {guard.name}']
    print(COLUMNS.format(kind="kind", name="guard", seconds="s", noticed="noticed by"))
    survivors = []
    for kind in catalog.KINDS:
        if chosen := [guard for guard in guards if guard.kind == kind]:
            with proofs.prepared(kind) as proof:
                survivors += _try_each(proof, chosen)
    print(f"\n{len(guards)} guards, {len(guards) - len(survivors)} noticed", end=", ")
    print(f"{len(survivors)} survivors")
    for guard in survivors:
        print(f"nothing notices that {guard.kind} {guard.name} is missing")
    return 1 if survivors or not guards else 0


def _try_each(proof, guards):
    """Yield the guards that no test misses."""
    if failures := proof.run().failures:
        sys.exit(f"With all guards in place, this fails: {failures[:5]}")
    for guard in guards:
        failures, seconds = proof.run(guard)
        noticed = failures[0] if failures else "NOTHING"
        if len(failures) > 1:
            noticed += f' and {len(failures) - 1} more'
        line = {'kind': guard.kind, 'name': guard.name, 'noticed': noticed}
        print(COLUMNS.format(seconds=f'{seconds:.1f}', **line), flush=True)
        if not failures:
            yield guard


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
