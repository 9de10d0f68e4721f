"""A server with the demo schools on a database that is thrown away afterwards."""

import contextlib

from . import configuration, database, locks, postgres, templates
from .checks import LATER_START, free_port, require_space
from .server import Server


@contextlib.contextmanager
def demo_server(settings, steps, purpose, *, jobs=True):
    """Run a server for ``purpose``; yield its address and the name of its database.

    :param bool jobs: whether it runs scheduled jobs
    """
    name = f'{settings.database}_{purpose}'
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            require_space(settings.state, LATER_START)
            running.enter_context(postgres.server(settings, steps))
        with steps.step("Demo database"):
            configuration.write(settings)
            running.enter_context(
                locks.exclusive(
                    settings.state / 'locks' / name,
                    lambda: steps.note("waiting for another run of this command"),
                )
            )
            templates.prepare(settings, steps, demos=(True,))
            database.clone(settings, templates.name(settings, demo=True), name)
            running.callback(database.drop, settings, name)
        with steps.step("Server"):
            log = settings.log(purpose)
            server = Server(settings, database=name, port=free_port(), log=log, jobs=jobs)
            running.callback(server.stop)
            server.start()
        yield server.url, name
