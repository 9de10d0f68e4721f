"""``scripts/prove_isolation [--html file]``: no school sees or touches another, proven."""

import argparse
import subprocess
from pathlib import Path

from . import configuration
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Try every case, print the table, and return 1 if anything leaked, changed or was missed."""
    parser = argparse.ArgumentParser(prog='scripts/prove_isolation')
    parser.add_argument('--html', metavar='FILE', help="write the result as a page, too")
    options = parser.parse_args(arguments)
    steps = Steps(6, first=3)
    # housekeeping would change tables behind the back of a program that compares them
    with demo_server(settings, steps, 'isolation', jobs=False) as (url, database):
        environment = configuration.odoo_environment(settings)
        environment['PYTHONPATH'] = str(settings.root / 'scripts')
        command = [str(settings.python), '-m', 'isolation', url, database]
        if options.html:
            command += ['--html', str(Path(options.html).absolute())]
        with steps.step("Cases"):
            return subprocess.run(command, env=environment).returncode
