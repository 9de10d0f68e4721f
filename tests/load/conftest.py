"""A server as in production: more than one process, on a database of its own."""

import pytest
from launcher.settings import Settings

from tests.conftest import LiveServer, judged


@pytest.fixture
def two_workers():
    """A server with two workers and the demo data."""
    with judged(LiveServer(Settings.from_environment(), 'load', workers=2)) as running:
        yield running
