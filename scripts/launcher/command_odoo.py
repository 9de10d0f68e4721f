"""``scripts/odoo <command> ...``: any command of Odoo's in the project's environment."""

import signal
import subprocess

from . import configuration, postgres
from .console import Steps
from .processes import die_with_parent


def main(settings, arguments):
    """Run the command with our terminal and return its exit code."""
    steps = Steps(3, first=3, quiet=True)
    with postgres.server(settings, steps):
        configuration.write(settings)
        process = subprocess.Popen(
            [str(settings.python), str(settings.odoo_script), *arguments],
            env=configuration.odoo_environment(settings),
            preexec_fn=die_with_parent,
        )
        # A shell does with Ctrl-C what it likes: the terminal sends it one too.
        signal.signal(signal.SIGINT, lambda *_: None)
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
