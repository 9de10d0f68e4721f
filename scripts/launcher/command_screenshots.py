"""``scripts/screenshots [folder [walk …]]``: pictures of the web client, of the demo schools."""

from . import browser, proofs
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Take the pictures and return 0."""
    steps = Steps(7, first=3)
    with steps.step("Browser"):
        browser.ensure(settings, steps)
    with demo_server(settings, steps, 'screenshots') as (url, _database):
        folder, *walks = arguments or [str(settings.state / 'screenshots')]
        with steps.step(f"Pictures in {folder}"):
            program = ('proof.screens', url, browser.find(), folder, *walks)
            return proofs.run(settings, *program).returncode
