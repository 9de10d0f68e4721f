"""The programs of ``tests``, each run in a process of its own."""

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
    """Return the command line of a module of `tests`, such as ``proof.load``."""
    return [str(settings.python), '-m', f'tests.{name}', *map(str, arguments)]


def run(settings, name, *arguments, **options):
    """Run a program to its end.

    :param options: of `subprocess.run`
    :return: what that returns
    """
    return subprocess.run(command(settings, name, *arguments), env=environment(settings), **options)
