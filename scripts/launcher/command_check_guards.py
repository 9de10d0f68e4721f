"""``scripts/check_guards [text]``: is each guard of tenancy missed when it is not there?"""

import contextlib

from . import configuration, database, locks, postgres, proofs, templates
from .checks import LATER_START, require_space
from .console import Steps, Stop


def main(settings, arguments):
    """Remove the guards in turn, those whose kind or name holds a text; return the exit code."""
    if len(arguments) > 1:
        raise Stop("scripts/check_guards takes one argument at most: a part of a guard's name.")
    steps = Steps(5, first=3)
    name = f'{settings.database}_guards'
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            require_space(settings.state, LATER_START)
            running.enter_context(postgres.server(settings, steps))
        with steps.step("Database"):
            configuration.write(settings)
            running.enter_context(
                locks.exclusive(
                    settings.state / 'locks' / name,
                    lambda: steps.note("waiting for another run of this command"),
                )
            )
            templates.prepare(settings, steps, demos=(False,))
            database.clone(settings, templates.name(settings), name)
            running.callback(database.drop, settings, name)
        with steps.step("Guards"):
            return proofs.run(settings, 'proof.guards', name, *arguments).returncode
