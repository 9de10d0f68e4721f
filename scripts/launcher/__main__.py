"""The first half of every command in ``scripts/``: with any Python there is.

It prepares the virtual environment and Odoo, and hands over to ``launcher.inside``.
"""

import errno
import os
import sys

from . import locks, odoo, virtualenv
from .checks import FIRST_START, LATER_START, require_port, require_space
from .console import Steps, Stop
from .processes import Interrupted, raise_on_signals
from .settings import Settings

# Numbered steps of each command, the two of this module among them.
STEPS = {
    'run': 5,
    'test': 6,
    'lint': 6,
    'odoo': 3,
    'bench': 6,
    'load': 6,
    'fuzz': 9,
    'check_guards': 5,
    'prove_isolation': 6,
    'screenshots': 7,
}


def main(command, *arguments):
    """Prepare what ``command`` needs, then become it."""
    settings = Settings.from_environment()
    if command == 'run':
        # Better now than after minutes of preparation.
        require_port(settings.port)
    settings.state.mkdir(parents=True, exist_ok=True)
    steps = Steps(STEPS[command], quiet=command == 'odoo')
    with locks.exclusive(
        settings.state / 'locks' / 'environment',
        lambda: steps.note("waiting for another command that prepares the environment"),
    ):
        with steps.step("Python packages"):
            new = not settings.venv.exists()
            require_space(settings.state, FIRST_START if new else LATER_START)
            environment = virtualenv.prepare(settings, command, steps)
        with steps.step("Odoo 19"):
            environment.use_odoo(odoo.ensure(settings, steps))
    python = str(settings.python)
    os.execv(python, [python, '-m', f'{__package__}.inside', command, *arguments])


def guarded(function, *arguments):
    """Call ``function``; turn what the user can do something about into one sentence."""
    try:
        return function(*arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print("The disk is full: make room and start again.", file=sys.stderr)
    except Interrupted as interrupted:
        print("Stopped.", file=sys.stderr)
        return 128 + interrupted.signum
    return 1


if __name__ == '__main__':
    raise_on_signals()
    sys.exit(guarded(main, *sys.argv[1:]))
