"""``scripts/test [--fast] [pytest's arguments]``: every test, on databases made for them."""

import contextlib
import os
import signal

from . import browser, configuration, database, locks, postgres, strict, templates
from .checks import LATER_START, free_port, require_space
from .console import Steps
from .processes import start_group, stop_group

#: what `--fast` leaves out: odd requests, what goes wrong, many at once, the web client
SLOW = (
    *('tests/contract', 'tests/faults', 'tests/load', 'encoach_lms_core/tests/web_client'),
    'encoach_lms_core/tests/teaching/test_tours.py',
)

#: what runs side by side: faults are done to a PostgreSQL of their own; on one and the same server
#: the open transactions of one run would hold the feed's changes back from the other
STREAMS = (('--ignore=tests/faults',), ('tests/faults',))


def main(settings, arguments):
    """Run the tests and return pytest's exit code."""
    arguments, streams = choose(arguments)
    steps = Steps(6, first=3)
    name = f'{settings.database}_test'
    databases = [f'{name}{suffix}' for suffix in ('', '_beside')[: len(streams)]]
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
            for each in databases:
                database.clone(settings, templates.name(settings), each)
        with steps.step("Browser"):
            browser.ensure(settings, steps)
        with steps.step("Tests"):
            runs = []
            for each, paths in zip(databases, streams, strict=True):
                run = Run(settings, each, logs, [*paths, *arguments], first=not runs)
                running.callback(run.stop)
                runs.append(run)
            return max(run.wait() for run in runs)


def choose(arguments):
    """Return the arguments for pytest, and what each of the runs side by side takes beside.

    Who says what to run gets one run, whose output and files are where he expects them.
    """
    if '--fast' in arguments:
        ignored = [f'--ignore={path}' for path in SLOW]
        return [*ignored, *(part for part in arguments if part != '--fast')], [()]
    return arguments, [()] if arguments else STREAMS


class Run:
    """A run of pytest on a database of its own.

    :param bool first: whether it writes to the terminal; the output of another comes when it ends
    """

    def __init__(self, settings, name, logs, arguments, first):
        log = settings.log(name)
        log.unlink(missing_ok=True)
        self._output = None if first else settings.log(f'{name}-output')
        paths = [settings.root / 'scripts', os.environ.get('PYTHONPATH')]
        environment = configuration.odoo_environment(settings) | {
            strict.LOGS_VARIABLE: os.pathsep.join(map(str, [*logs, log])),
            'PYTHONPATH': os.pathsep.join(map(str, filter(None, paths))),
        }
        command = [
            *(settings.python, '-m', 'pytest', '-p', strict.__name__),
            *(f'--odoo-database={name}', '--odoo-http', '--odoo-log-level=info'),
            *(f'--odoo-extra=logfile={log}', '--odoo-extra=max-cron-threads=0'),
            *(f'--odoo-extra=http-port={free_port()}', *arguments),
        ]
        with contextlib.ExitStack() as opened:
            output = self._output and opened.enter_context(self._output.open('wb'))
            self._process = start_group(
                command, cwd=settings.root, env=environment, stdout=output, stderr=output
            )

    def wait(self):
        """Wait for the end, print what has not been printed, and return the exit code."""
        code = self._process.wait()
        if self._output:
            print(self._output.read_text(errors='replace'), flush=True)
        return code

    def stop(self):
        """End the run, if it goes on, by the signal pytest gives its fixtures the time for."""
        stop_group(self._process, signal.SIGINT)
