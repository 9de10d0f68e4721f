"""The description as programs of Node read it: two linters, and a client with types."""

import json
import shutil

import pytest
from launcher.settings import Settings

from . import node_tools


@pytest.fixture(scope='module')
def tools(description, tmp_path_factory):
    """The tools, with the description beside them."""
    folder = tmp_path_factory.mktemp('node')
    shutil.copy(description, folder)
    packages = node_tools.install(Settings.from_environment().state)
    return node_tools.NodeTools(packages, folder)


def test_redocly_has_nothing_to_say(tools):
    result = tools.run('redocly', 'lint', 'openapi.json', '--format=json')
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)['problems'] == [], result.stdout


def test_spectral_has_nothing_to_say(tools):
    options = ('--ruleset', 'spectral.json', '--fail-severity', 'hint')
    result = tools.run('spectral', 'lint', 'openapi.json', *options)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_client_with_types_runs_the_workflow_and_reads_every_error(tools, live_server):
    live_server.tolerate('duplicate key value')
    for program in (
        ('openapi-typescript', 'openapi.json', '-o', 'schema.d.ts'),
        ('tsc', '--project', 'tsconfig.json'),
        ('node', 'client.mjs', live_server.url),
    ):
        result = tools.run(*program)
        assert result.returncode == 0, result.stdout + result.stderr
