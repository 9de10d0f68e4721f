"""``scripts/load``: many clients at once on several workers, and whether every promise is kept."""

import argparse

from . import proofs
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Let the clients play, print figures; return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog='scripts/load', description=__doc__)
    parser.add_argument('--seconds', type=float, default=30, help="how long they play (30)")
    parser.add_argument('--clients', type=int, default=16, help="how many there are (16)")
    parser.add_argument('--workers', type=int, default=2, help="of the server (2)")
    options = parser.parse_args(arguments)
    steps = Steps(6, first=3)
    server = demo_server(settings, steps, 'load', workers=options.workers, jobs=False)
    with server as (url, database), steps.step("Clients"):
        play = (url, database, settings.log('load'), options.seconds, options.clients)
        return proofs.run(settings, 'proof.load', *play).returncode
