"""Thousands of odd requests on a real server: no 500, nothing that is not in the description.

`scripts/fuzz` does the same for as long as one likes.
"""

from contextlib import closing

import pytest
from launcher.settings import Settings

from ..conftest import LiveServer, judged
from ..proof.fuzz.runs import REFUSED, SHORT, Fuzzer

SEED = 20260901

# Passwords take half a second to compare: the throttle's own answers are worth trying, too.
LIMIT = ('encoach.login_failures_per_address', '3')


@pytest.fixture(scope='module')
def fuzzer():
    """A fuzzer of a server of its own: what it makes there is in no other test's way."""
    running = LiveServer(Settings.from_environment(), 'fuzz')
    running.tolerate(REFUSED)
    with judged(running):
        with closing(running.connect()) as connection, connection:
            connection.cursor().execute(
                'INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)', LIMIT
            )
        yield Fuzzer(running.url, SEED, SHORT)


@pytest.mark.parametrize('run', SHORT, ids=lambda run: run.name)
def test_every_answer_is_as_described(fuzzer, run):
    findings = fuzzer.find(run)
    assert not findings, findings
