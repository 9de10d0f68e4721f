"""The programs of ``tests/proof``, each run in a process of its own."""

import os
import subprocess

from . import configuration


def environment(settings):
    """Return the variables with which a program finds Odoo, the tests and the launcher."""
    paths = (settings.root, settings.root / 'scripts')
    return {
        **configuration.odoo_environment(settings),
        'PYTHONPATH': os.pathsep.join(map(str, paths)),
    }


def command(settings, name, *arguments):
    """Return the command line of the proof ``tests/proof/<name>``."""
    return [str(settings.python), '-m', f'tests.proof.{name}', *map(str, arguments)]


def run(settings, name, *arguments, **options):
    """Run a proof to its end.

    :param options: of `subprocess.run`
    :return: what that returns
    """
    return subprocess.run(command(settings, name, *arguments), env=environment(settings), **options)
