"""The tools of Node that read the API's description: installed where Node is, else not tried."""

import hashlib
import os
import resource
import shutil
import subprocess
from pathlib import Path

from launcher import locks

SOURCES = Path(__file__).parent / 'node'
MISSING = (
    "Node is not here: openapi-typescript with openapi-fetch, redocly and spectral have not tried"
    " the description."
)
#: tests ask nobody but the server they are about
QUIET = {'REDOCLY_TELEMETRY': 'off', 'REDOCLY_SUPPRESS_UPDATE_NOTICE': 'true'}


def are_here():
    """Return whether there is Node, and npm to install its packages."""
    return bool(shutil.which('node') and shutil.which('npm'))


def install(state):
    """Return the folder of the packages of package.json; they are kept for the next run.

    :param Path state: the state folder
    """
    description = SOURCES / 'package.json'
    folder = state / 'node' / hashlib.sha256(description.read_bytes()).hexdigest()[:16]
    packages, done = folder / 'node_modules', folder / 'done'
    with locks.exclusive(state / 'locks' / 'node'):
        if not done.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(description, folder)
            options = ('--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts')
            result = _run(folder, 'npm', 'install', '--loglevel=error', *options)
            assert result.returncode == 0, f"npm: {result.stdout}{result.stderr}"
            done.touch()
    return packages


class NodeTools:
    """The installed programs, in a folder with what they are to read.

    :param Path packages: where they are installed
    :param Path folder: an empty one
    """

    def __init__(self, packages, folder):
        self._folder = folder
        shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
        (folder / 'node_modules').symlink_to(packages)

    def run(self, program, *arguments):
        """Run one of the programs, or Node, and return what became of it."""
        return _run(self._folder, program, *arguments)


def _run(folder, program, *arguments):
    return subprocess.run(
        [shutil.which(program, path=folder / 'node_modules' / '.bin') or program, *arguments],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        preexec_fn=_lift_memory_limit,
    )


def _lift_memory_limit():
    """Undo what Odoo does to its own processes: Node reserves more addresses than it uses."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
