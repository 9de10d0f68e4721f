"""``scripts/test [--fast] [pytest's arguments]``: every test, on databases made for them."""

import contextlib
import os
import signal

from . import browser, configuration, database, locks, postgres, strict, templates
from .checks import LATER_START, free_port, require_space
from .console import Steps
from .processes import start_group, stop_group
from .settings import PROCESS_VARIABLE

#: what `--fast` leaves out: odd requests, what goes wrong, many at once, the web client
SLOW = (
    *('tests/contract', 'tests/faults', 'tests/load', 'encoach_lms_core/tests/web_client'),
    'encoach_lms_core/tests/teaching/test_tours.py',
)

#: what runs side by side, each on a PostgreSQL of its own: on one and the same the open
#: transactions of one would hold the feed's changes back from the other
STREAMS = {
    'main': ('tests', '--ignore=tests/faults'),
    'beside': ('encoach_lms_core/tests', 'encoach_lms_api/tests', 'tests/faults'),
}


def main(settings, arguments):
    """Run the tests and return pytest's exit code."""
    steps = Steps(6, first=3)
    name = f'{settings.database}_test'
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            require_space(settings.state, LATER_START)
            server = running.enter_context(postgres.server(settings, steps))
        configuration.write(settings)
        running.enter_context(
            locks.exclusive(
                settings.state / 'locks' / name,
                lambda: steps.note("waiting for another run of the tests"),
            )
        )
        with steps.step("Test databases"):
            logs = templates.prepare(settings, steps)
            runs = choose(arguments, can_copy=server is not None)
            for each in runs:
                database.clone(settings, templates.name(settings), f'{name}_{each}')
                database.stop_autovacuum(f'{name}_{each}')
            servers = {'main': {}}
            if len(runs) > 1:
                servers['beside'] = running.enter_context(postgres.copy(settings, server))
        with steps.step("Browser"):
            browser.ensure(settings, steps)
        with steps.step("Tests"):
            started = []
            for each, chosen in runs.items():
                run = Run(settings, each, f'{name}_{each}', servers[each], logs, chosen)
                running.callback(run.stop)
                started.append(run)
            return max(run.wait() for run in started)


def choose(arguments, can_copy):
    """Return pytest's arguments for each of the runs, by name.

    Who says what to run gets one run, whose output and files are where he expects them.
    """
    left_out = SLOW if '--fast' in arguments else ()
    given = [part for part in arguments if part != '--fast']
    streams = {'main': ()} if given or not can_copy else STREAMS
    ignored = [f'--ignore={path}' for path in left_out]
    return {
        name: [*ignored, *(path for path in paths if path not in left_out), *given]
        for name, paths in streams.items()
    }


class Run:
    """A run of pytest on a database of its own.

    :param str process: its name; `main` writes to the terminal, what another says comes at its end
    :param str name: of the database
    :param dict variables: of the environment, which lead to its PostgreSQL server
    """

    def __init__(self, settings, process, name, variables, logs, arguments):
        log = settings.log(name)
        log.unlink(missing_ok=True)
        self._output = None if process == 'main' else settings.log(f'{name}-output')
        paths = [settings.root / 'scripts', os.environ.get('PYTHONPATH')]
        environment = configuration.odoo_environment(settings) | {
            **variables,
            PROCESS_VARIABLE: process,
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
