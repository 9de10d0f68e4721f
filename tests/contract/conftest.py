"""Clients that are generated from the API's description, as an integrator generates them."""

import json

import pytest
import requests

from ..world.person import PASSWORD
from . import node_tools, python_client

#: what is not tried where a tool is missing; pytest says so at the end
collect_ignore = [] if node_tools.are_here() else ['test_node_clients.py']


def pytest_terminal_summary(terminalreporter):
    """Say what was not tried."""
    if collect_ignore:
        terminalreporter.section("clients of the API")
        terminalreporter.line(node_tools.MISSING)


@pytest.fixture(scope='session')
def description(live_server, tmp_path_factory):
    """The path of the description, as the server gives it."""
    answer = requests.get(f'{live_server.url}/api/openapi.json', timeout=60)
    path = tmp_path_factory.mktemp('description') / 'openapi.json'
    path.write_text(json.dumps(answer.json()))
    return path


@pytest.fixture(scope='session')
def generated(description, tmp_path_factory):
    """The client that openapi-python-client generates."""
    return python_client.generate(description, tmp_path_factory.mktemp('python'))


@pytest.fixture(scope='session')
def admin(generated, live_server):
    """An administrator of a school, signed in by the generated client."""
    return generated.sign_in(live_server.url, 'admin@nile.example', PASSWORD)
