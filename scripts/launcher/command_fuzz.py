"""``scripts/fuzz [--seconds N] [--seed N]``: odd requests to every operation of the API."""

import argparse
import secrets
import sys

from . import database, logcheck
from .console import Steps
from .scratch import demo_server

SECONDS = 600
PARAMETER = 'INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)'
# Most of the time would go into comparing wrong passwords.
LIMIT = ('encoach.login_failures_per_address', '3')


def main(settings, arguments):
    """Send requests, print what is not as the API's description has it; return the exit code."""
    options = _parse(arguments)
    sys.path.insert(0, str(settings.root))
    from tests.proof.fuzz import runs

    print(f"seed {options.seed}")
    steps = Steps(5 + len(runs.LONG), first=3)
    findings = []
    with demo_server(settings, steps, 'fuzz') as (url, name):
        with database.connect(name) as cursor:
            cursor.execute(PARAMETER, LIMIT)
        fuzzer = runs.Fuzzer(url, options.seed, runs.LONG)
        for run in runs.LONG:
            with steps.step(f"Requests: {run.name}"):
                findings.append(fuzzer.find(run, options.seconds))
    findings += logcheck.complaints(settings.log('fuzz'), [runs.REFUSED])
    findings = [str(finding) for finding in findings if finding]
    print('\n'.join(findings) or "nothing found")
    print(f"seed {options.seed}")
    return 1 if findings else 0


def _parse(arguments):
    parser = argparse.ArgumentParser(prog='scripts/fuzz', description=__doc__)
    parser.add_argument('--seconds', type=int, default=SECONDS, help="how long, about (600)")
    parser.add_argument(
        '--seed',
        type=int,
        default=secrets.randbelow(2**31),
        help="the same one makes the same requests (random)",
    )
    return parser.parse_args(arguments)
