"""``scripts/test [--fast] [pytest's arguments]``: every test, on databases made for them."""

import contextlib
import os
import signal

from . import browser, configuration, database, locks, postgres, strict, templates
from .checks import LATER_START, require_space
from .console import Steps
from .processes import start_group, stop_group

#: what `--fast` leaves out: odd requests, what goes wrong, many at once, the web client
SLOW = (
    *('tests/contract', 'tests/faults', 'tests/load', 'encoach_lms_core/tests/web_client'),
    'encoach_lms_core/tests/teaching/test_tours.py',
)


def main(settings, arguments):
    """Run the tests and return pytest's exit code."""
    if '--fast' in arguments:
        arguments = [part for part in arguments if part != '--fast']
        arguments += [f'--ignore={path}' for path in SLOW]
    steps = Steps(6, first=3)
    name = f'{settings.database}_test'
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            require_space(settings.state, LATER_START)
            running.enter_context(postgres.server(settings, steps))
        configuration.write(settings)
        running.enter_context(
            locks.exclusive(
                settings.state / 'locks' / name,
                lambda: steps.note("waiting for another run of the tests"),
            )
        )
        with steps.step("Test databases"):
            logs = templates.prepare(settings, steps)
            database.clone(settings, templates.name(settings), name)
        with steps.step("Browser"):
            browser.ensure(settings, steps)
        with steps.step("Tests"):
            return _pytest(settings, name, logs, arguments)


def _pytest(settings, name, logs, arguments):
    log = settings.log('tests')
    log.unlink(missing_ok=True)
    scripts = settings.root / 'scripts'
    environment = configuration.odoo_environment(settings) | {
        strict.LOGS_VARIABLE: os.pathsep.join(map(str, [*logs, log])),
        'PYTHONPATH': os.pathsep.join(filter(None, [str(scripts), os.environ.get('PYTHONPATH')])),
    }
    command = [
        *(settings.python, '-m', 'pytest', '-p', strict.__name__),
        *(f'--odoo-database={name}', '--odoo-http', '--odoo-log-level=info'),
        *(f'--odoo-extra=logfile={log}', '--odoo-extra=max-cron-threads=0'),
        *arguments,
    ]
    process = start_group(command, cwd=settings.root, env=environment)
    try:
        return process.wait()
    finally:
        # The signal pytest gives its fixtures the time to stop servers for.
        stop_group(process, signal.SIGINT)
