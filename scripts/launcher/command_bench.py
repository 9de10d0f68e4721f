"""``scripts/bench``: how fast EnCoach is, as ratios measured in one run and as statements."""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from . import database, proofs
from .console import Steps
from .scratch import demo_server

PROOF = 'proof.benchmarks'


def main(settings, arguments):
    """Measure, print a table, write it as JSON into the state folder; return the exit code."""
    options = _parse(arguments)
    sys.path.insert(0, str(settings.root))
    from tests.proof.benchmarks import report

    name = 'scale' if options.scale else 'wall' if options.wall else 'performance'
    if options.scale or options.wall:
        figures = _measure_scale(settings, options)
    else:
        figures = _measure_workflow(settings)
    target = settings.state / f'bench-{name}.json'
    target.write_text(json.dumps(figures, indent=2))
    print(f"{report.describe(name, figures)}\n\nwritten to {target}")
    if options.write:
        readme = settings.root / 'tests/README.md'
        text = report.describe(name, figures)
        readme.write_text(report.replace_section(readme.read_text(), name, text))
    return 1 if report.misses(name, figures) else 0


def _parse(arguments):
    parser = argparse.ArgumentParser(prog='scripts/bench', description="Measure EnCoach.")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument('--scale', action='store_true', help="200 schools against 2")
    kinds.add_argument('--wall', action='store_true', help="200 schools, with the wall and without")
    parser.add_argument('--schools', type=int, default=200, help="how many instead of 200")
    parser.add_argument('--write', action='store_true', help="put the table into tests/README.md")
    return parser.parse_args(arguments)


def _measure_workflow(settings):
    steps = Steps(6, first=3)
    with demo_server(settings, steps, 'bench') as (url, name), steps.step("Measurements"):
        return {
            'machine': _describe_machine(),
            'cascade': _run(settings, f'{PROOF}.cascade', name),
            'timetable': _run(settings, f'{PROOF}.timetable', name),
            'one_by_one': _run(settings, f'{PROOF}.one_by_one', name),
            'authentication': _run(settings, f'{PROOF}.authentication', name),
            'http': _run(settings, f'{PROOF}.requests_per_route', url),
        }


def _measure_scale(settings, options):
    from tests.proof.benchmarks import scale, wall

    def run(module, *arguments, given=None):
        return _run(settings, module, *arguments, given=given)

    steps = Steps(6, first=3)
    with scale.databases(settings, steps, run, options.schools) as sides:
        kind = wall if options.wall else scale
        return {'machine': _describe_machine(), **kind.measure(steps, run, sides)}


def _run(settings, module, *arguments, given=None):
    """Run a module of the tests; return what it prints as JSON.

    :param given: what it reads as JSON from its standard input
    """
    result = proofs.run(
        *(settings, module, *arguments),
        check=True,
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
    )
    return json.loads(result.stdout) if result.stdout else None


def _describe_machine():
    """Return what the figures depend on, while PostgreSQL runs."""
    from odoo import release

    cpu = next(
        line.partition(':')[2].strip()
        for line in Path('/proc/cpuinfo').read_text().splitlines()
        if line.startswith(('model name', 'Model'))
    )
    with database.connect() as cursor:
        postgresql = cursor.connection.server_version // 10000
    return {
        'cpu': cpu,
        'cores': os.cpu_count(),
        'memory': round(os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30),
        'python': platform.python_version(),
        'postgresql': postgresql,
        'odoo': release.version,
    }
