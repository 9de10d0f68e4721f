"""The second half of every command, inside the virtual environment."""

import importlib
import sys

from .__main__ import guarded
from .processes import raise_on_signals
from .settings import Settings


def main(command, *arguments):
    """Run one command and return its exit code."""
    module = importlib.import_module(f'.command_{command}', __package__)
    return module.main(Settings.from_environment(), list(arguments))


if __name__ == '__main__':
    raise_on_signals()
    sys.exit(guarded(main, *sys.argv[1:]))
