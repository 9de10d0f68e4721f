"""The project's virtual environment, in the state folder."""

import json
import re
import shutil
import subprocess
import sys

from . import digests
from .processes import run_logged

NO_NETWORK = re.compile(
    r'NewConnectionError|NameResolutionError|Failed to establish a new connection|'
    r'Temporary failure in name resolution|Connection refused|ReadTimeoutError|'
    r'ConnectTimeoutError|ProxyError|Network is unreachable|'
    # Every pinned package exists; an index that shows none of it was not reached.
    r'from versions: none'
)
DISK_FULL = re.compile(r'No space left on device|Errno 28')

# Odoo starts helpers of its own as `python <this script>`, so it has to be a real file.
ODOO_SCRIPT = """\
#!{python}
import odoo.cli

if __name__ == '__main__':
    odoo.cli.main()
"""


def requirements(settings, command):
    """Return the requirement files that ``command`` needs."""
    names = ['requirements.txt', 'scripts/requirements.txt']
    if command in ('test', 'lint', 'bench', 'screenshots', 'prove_isolation'):
        names.append('tests/requirements.txt')
    if command == 'lint':
        names.append('tests/requirements-lint.txt')
    return [settings.root / name for name in names]


class Environment:
    """The virtual environment of one state folder."""

    def __init__(self, settings):
        self._settings = settings
        self._stamp = settings.venv / 'encoach.json'

    def missing(self, files):
        """Return those of the requirement ``files`` not installed in their present form."""
        installed = self._read_stamp().get('requirements', {})
        return [file for file in files if installed.get(self._name(file)) != digests.of_file(file)]

    def is_usable(self):
        """Return whether it exists and still has a Python of the version it was made for."""
        version = self._read_stamp().get('python')
        if not version:
            return False
        try:
            answer = subprocess.run(
                [self._settings.python, '-c', 'import sys; print(sys.version)'],
                capture_output=True,
                text=True,
            )
        except OSError:
            return False
        return answer.returncode == 0 and answer.stdout.strip() == version.strip()

    def create(self):
        """Make it anew, empty."""
        shutil.rmtree(self._settings.venv, ignore_errors=True)
        run_logged(
            [sys.executable, '-m', 'venv', self._settings.venv],
            self._settings.log('venv'),
            failure=f"{sys.executable} could not make a virtual environment: install its venv "
            "package (apt-get install python3-venv) and start again.",
            hints=[(DISK_FULL, "The disk is full: make room and start again.")],
        )
        self._write_stamp({'python': sys.version, 'requirements': {}})

    def install(self, files):
        """Install the requirement ``files`` and remember their content."""
        command = [self._settings.python, '-m', 'pip', 'install', '--disable-pip-version-check']
        for file in files:
            command += ['-r', file]
        run_logged(
            command,
            self._settings.log('pip'),
            failure="pip could not install the Python packages: see its log, then start again.",
            hints=[
                (DISK_FULL, "The disk is full: make room and start again."),
                (
                    NO_NETWORK,
                    "The Python packages could not be downloaded: check the network (or set "
                    "PIP_INDEX_URL to a reachable package index) and start again.",
                ),
            ],
        )
        stamp = self._read_stamp()
        stamp['requirements'].update({self._name(file): digests.of_file(file) for file in files})
        self._write_stamp(stamp)

    def use_odoo(self, path):
        """Make the Odoo below ``path`` importable and give it a script to be started by."""
        site_packages = next(self._settings.venv.glob('lib/python3*/site-packages'))
        link = site_packages / 'encoach_odoo.pth'
        script = self._settings.odoo_script
        if not script.exists() or not link.exists() or link.read_text() != f'{path}\n':
            script.write_text(ODOO_SCRIPT.format(python=self._settings.python))
            script.chmod(0o755)
            link.write_text(f'{path}\n')

    def _name(self, file):
        return str(file.relative_to(self._settings.root))

    def _read_stamp(self):
        try:
            return json.loads(self._stamp.read_text())
        except (OSError, ValueError):
            return {}

    def _write_stamp(self, content):
        self._stamp.write_text(json.dumps(content, indent=1))


def prepare(settings, command, steps):
    """Make sure the environment has everything ``command`` needs."""
    environment = Environment(settings)
    files = requirements(settings, command)
    if not environment.is_usable():
        steps.note(f"creating {settings.venv} with Python {sys.version.split()[0]}")
        environment.create()
    if files := environment.missing(files):
        steps.note("installing " + ', '.join(str(f.relative_to(settings.root)) for f in files))
        environment.install(files)
    return environment
