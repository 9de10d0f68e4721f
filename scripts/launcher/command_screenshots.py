"""``scripts/screenshots [folder]``: pictures of the web client, made from the demo schools."""

from . import browser, proofs
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Take the pictures and return 0."""
    steps = Steps(7, first=3)
    with steps.step("Browser"):
        browser.ensure(settings, steps)
    with demo_server(settings, steps, 'screenshots') as (url, _database):
        folder = arguments[0] if arguments else str(settings.state / 'screenshots')
        with steps.step(f"Pictures in {folder}"):
            return proofs.run(settings, 'proof.screens', url, browser.find(), folder).returncode
