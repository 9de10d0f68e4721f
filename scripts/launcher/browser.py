"""The browser for tests of the web client."""

import os
import re
import shutil
import subprocess

from .console import Stop
from .processes import run_logged
from .settings import ADDONS

# The names Odoo's test suite looks for.
NAMES = ('google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser')
NEEDS_BROWSER = re.compile(r'\b(start_tour|browser_js)\b')


def find():
    """Return the path of a browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure(settings, steps):
    """Install Chromium if tests need a browser and there is none."""
    if find() or not _is_needed(settings):
        return
    if os.geteuid() or not shutil.which('apt-get'):
        raise Stop("Tests of the web client need a browser: install Chromium and start again.")
    steps.note("installing Chromium for the tests of the web client")
    failure = "Chromium could not be installed: install it by hand and start again."
    environment = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    install = ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium']
    if subprocess.run([*install, '--simulate'], capture_output=True).returncode:
        # A fresh container knows no packages yet.
        run_logged(['apt-get', 'update'], settings.log('apt'), failure=failure)
    run_logged(install, settings.log('apt'), failure=failure, env=environment)


def _is_needed(settings):
    folders = [settings.root / name / 'tests' for name in ADDONS] + [settings.root / 'tests']
    files = (file for folder in folders for file in folder.rglob('test_*.py'))
    return any(NEEDS_BROWSER.search(file.read_text()) for file in files)
