"""``scripts/screenshots [folder]``: pictures of the web client, made from the demo schools."""

import os
import subprocess

from . import browser
from .console import Steps
from .scratch import demo_server


def main(settings, arguments):
    """Take the pictures and return 0."""
    steps = Steps(7, first=3)
    with steps.step("Browser"):
        browser.ensure(settings, steps)
    with demo_server(settings, steps, 'screenshots') as (url, _database):
        folder = arguments[0] if arguments else str(settings.state / 'screenshots')
        environment = {**os.environ, 'PYTHONPATH': str(settings.root / 'scripts')}
        command = [settings.python, '-m', 'screens', url, browser.find(), folder]
        with steps.step(f"Pictures in {folder}"):
            return subprocess.run([str(part) for part in command], env=environment).returncode
