"""``scripts/lint``: ruff, pylint-odoo and Odoo's own lint tests; any finding fails it."""

import contextlib
import re
import subprocess

from . import configuration, database, locks, logcheck, postgres, templates
from .console import Steps, Stop
from .settings import ADDONS

# Those tests of Odoo's test_lint that judge every addon, not just Odoo's own.
ODOO_TESTS = (
    'TestIndex',
    'TestNaming',
    'RoutesLinter',
    'TestTestHoles',
    'TestLintOverrideSignatures',
)
RESULT = re.compile(r'\b(\d+) failed, (\d+) error\(s\) of (\d+) tests')


def main(settings, arguments):
    """Run every linter and return 1 if one of them found something."""
    if arguments:
        raise Stop("scripts/lint takes no arguments.")
    steps = Steps(6, first=3)
    failed = []
    with steps.step("ruff"):
        ruff = [settings.venv / 'bin' / 'ruff']
        _tool(settings, failed, 'ruff check', [*ruff, 'check', '.'])
        _tool(settings, failed, 'ruff format', [*ruff, 'format', '--diff', '--quiet', '.'])
    with steps.step("pylint-odoo"):
        pylint = [settings.python, '-m', 'pylint', '--rcfile=pyproject.toml', '--score=no']
        _tool(settings, failed, 'pylint-odoo', [*pylint, *ADDONS])
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            running.enter_context(postgres.server(settings, steps))
        with steps.step("Odoo's own lint tests"):
            configuration.write(settings)
            findings = _odoo_lint(settings, steps)
    for finding in findings:
        print(finding)
    if findings:
        failed.append("Odoo's own lint tests")
    print(f"lint failed: {', '.join(failed)}" if failed else "lint passed")
    return 1 if failed else 0


def _tool(settings, failed, name, command):
    if subprocess.run([str(part) for part in command], cwd=settings.root).returncode:
        failed.append(name)


def _odoo_lint(settings, steps):
    """Run the selection on a database of its own; return what concerns our addons."""
    name = f'{settings.database}_test_lint'
    with locks.exclusive(
        settings.state / 'locks' / f'{settings.database}_test',
        lambda: steps.note("waiting for another run of the tests"),
    ):
        templates.prepare(settings, steps, demos=[False])
        database.clone(settings, templates.name(settings), name)
    log = settings.log('lint')
    tags = ','.join(f'/test_lint:{test}' for test in ODOO_TESTS)
    with log.open('wb') as output:
        subprocess.run(
            [
                settings.python,
                settings.odoo_script,
                '-d',
                name,
                '-i',
                'test_lint',
                *database.INSTALL,
            ]
            + ['--test-tags', tags, '--stop-after-init', '--http-port=0', '--max-cron-threads=0'],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=configuration.odoo_environment(settings),
        )
    database.drop(settings, name)
    ran = RESULT.search(log.read_text(errors='replace'))
    if not ran or int(ran.group(3)) < len(ODOO_TESTS):
        raise Stop(f"Odoo's lint tests did not run: see {log}.")
    return logcheck.complaints(log)
