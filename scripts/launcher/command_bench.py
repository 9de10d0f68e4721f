"""``scripts/bench``: how fast EnCoach is, as ratios measured in one run and as statements."""

import json
import os
import platform
import subprocess
import sys

from . import configuration
from .console import Steps
from .scratch import demo_server


def main(settings, _arguments):
    """Measure, print a table, write ``bench.json`` into the state folder; return the exit code."""
    steps = Steps(6, first=3)
    with demo_server(settings, steps, 'bench') as (url, database), steps.step("Measurements"):
        figures = {
            'machine': {'cpus': os.cpu_count(), 'python': platform.python_version()},
            'cascade': _measure(settings, 'cascade', database),
            'authentication': _measure(settings, 'authentication', database),
            'http': _measure(settings, 'requests_per_route', url),
        }
    target = settings.state / 'bench.json'
    target.write_text(json.dumps(figures, indent=2))
    sys.path.insert(0, str(settings.root / 'scripts'))
    from benchmarks import report

    print(report.table(figures))
    print(f"\nwritten to {target}")
    return 1 if report.misses(figures) else 0


def _measure(settings, module, argument):
    environment = configuration.odoo_environment(settings)
    environment['PYTHONPATH'] = str(settings.root / 'scripts')
    command = [str(settings.python), '-m', f'benchmarks.{module}', argument]
    result = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(result.stdout)
