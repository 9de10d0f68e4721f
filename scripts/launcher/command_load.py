"""``scripts/load [--seconds N] [--clients N]``: many clients at once, and what became of it."""

import os
import subprocess

from . import configuration
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Let clients play on two workers; return 1 when a promise was broken."""
    steps = Steps(6, first=3)
    with demo_server(settings, steps, 'load', workers=2, jobs=False) as (url, database):
        environment = configuration.odoo_environment(settings)
        paths = [str(settings.root / 'scripts'), str(settings.root)]
        environment['PYTHONPATH'] = os.pathsep.join(paths)
        command = [settings.python, '-m', 'load_test', url, database, settings.log('load')]
        with steps.step("Clients"):
            return subprocess.run(
                [*map(str, command), *arguments], env=environment
            ).returncode
