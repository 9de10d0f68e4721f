"""A server as in production: more than one process, on a database of its own."""

import pytest
from launcher.settings import Settings

from tests.conftest import LiveServer


@pytest.fixture
def two_workers():
    """A server with two workers and the demo data."""
    running = LiveServer(Settings.from_environment(), 'load', workers=2)
    try:
        running.start()
        yield running
    finally:
        running.stop()
    complaints = running.complaints()
    assert not complaints, '\n'.join(map(str, complaints))
