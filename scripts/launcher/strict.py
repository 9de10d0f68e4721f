"""A pytest plugin: skipped tests and complaints in Odoo's logs fail the run.

``scripts/test`` loads it, so that neither can be forgotten in a test folder.
"""

import os
from pathlib import Path

import pytest

from . import logcheck

LOGS_VARIABLE = 'ENCOACH_TEST_LOGS'


def pytest_configure(config):
    # Workers of pytest-xdist report to the main process, which judges.
    if not hasattr(config, 'workerinput'):
        config.pluginmanager.register(Strictness(), 'encoach-strictness')


class Strictness:
    """Collects what an ordinary run would let pass."""

    def __init__(self):
        self._not_run = []
        self._complaints = []

    def pytest_runtest_logreport(self, report):
        if report.skipped or hasattr(report, 'wasxfail'):
            self._not_run.append((report.nodeid, self._reason(report)))

    def pytest_collectreport(self, report):
        if report.skipped:
            self._not_run.append((report.nodeid, self._reason(report)))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        for name in filter(None, os.environ.get(LOGS_VARIABLE, '').split(os.pathsep)):
            if Path(name).exists():
                found = logcheck.complaints(Path(name))
                self._complaints += [(name, record) for record in found]
        passing = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        if (self._not_run or self._complaints) and session.exitstatus in passing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if self._not_run:
            terminalreporter.section("skipped or expected to fail: not allowed", red=True)
            for nodeid, reason in self._not_run:
                terminalreporter.line(f'{nodeid}: {reason}')
        if self._complaints:
            terminalreporter.section("warnings of our addons: not allowed", red=True)
            for name, record in self._complaints:
                terminalreporter.line(f'{name}: {record}')

    @staticmethod
    def _reason(report):
        if hasattr(report, 'wasxfail'):
            return f"xfail {report.wasxfail}"
        return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
