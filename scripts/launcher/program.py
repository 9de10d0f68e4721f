"""Programs in ``scripts/`` that are commands of our addons under a name of their own."""

import os
import sys
from pathlib import Path

from .settings import Settings


def become_odoo(*command):
    """Run a command of Odoo's with the program's arguments, on our database by default."""
    arguments = sys.argv[1:]
    if not any(argument.startswith(('-d', '--database')) for argument in arguments):
        arguments += ['-d', Settings.from_environment().database]
    odoo = str(Path(__file__).resolve().parents[1] / 'odoo')
    os.execv(odoo, [odoo, *command, *arguments])
