"""``scripts/run``: the demo database served on this machine, until it is stopped."""

import contextlib

from . import configuration, locks, postgres, upgrade
from .checks import LATER_START, require_port, require_space
from .console import Steps, Stop
from .processes import Interrupted
from .server import Server

DEMO_PASSWORD = 'encoach-demo'
DEMO_ACCOUNTS = (
    ('admin@nile.example', "administrator of Nile Academy"),
    ('salem@nile.example', "teacher there"),
    ('khaled@nile.example', "teacher there"),
    ('admin@delta.example', "administrator of Delta School"),
    ('teacher@delta.example', "teacher there"),
)
READY = """
EnCoach is ready: {url}

Accounts of the two demo schools, all with the password {demo_password}:
{accounts}

Next, sign in to the API:
  curl -s {url}/api/login -H 'Content-Type: application/json' \\
    -d '{{"login": "admin@nile.example", "password": "{demo_password}"}}'
or watch the whole assignment workflow:
  {python} scripts/smoke_assignment_workflow.py --base-url {url}

The server's log is {log}; Ctrl-C stops everything.
"""


def main(settings, _arguments):
    """Serve until a signal stops it; return the exit code."""
    steps = Steps(5, first=3)
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            require_space(settings.state, LATER_START)
            running.enter_context(postgres.server(settings, steps))
        with steps.step(f"Database {settings.database}"):
            configuration.write(settings)
            with locks.exclusive(
                settings.state / 'locks' / settings.database,
                lambda: steps.note("waiting for another command that prepares it"),
            ):
                if password := upgrade.prepare(settings, settings.database, steps):
                    steps.note(f"platform administrator: admin, password {password} (shown once)")
        with steps.step("Server"):
            require_port(settings.port)
            server = Server(
                settings,
                database=settings.database,
                port=settings.port,
                log=settings.log(f'server-{settings.database}'),
                workers=settings.workers,
            )
            running.callback(server.stop)
            server.start()
        print(_ready_message(settings, server), flush=True)
        with contextlib.suppress(Interrupted):
            server.wait()
            raise Stop(f"The server ended by itself: see {server.log}.")
        steps.note("stopping")
    return 0


def _ready_message(settings, server):
    accounts = '\n'.join(f'  {login:<22} {who}' for login, who in DEMO_ACCOUNTS)
    return READY.format(
        url=server.url,
        demo_password=DEMO_PASSWORD,
        accounts=accounts,
        python=settings.python,
        log=server.log,
    )
