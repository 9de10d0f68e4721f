"""Without a network the packages' programs say so in their own words; we say it in ours.

An address of this machine where nobody listens stands for the missing network.
"""

import sys

import pytest
from launcher import apt, virtualenv
from launcher.console import Steps, Stop
from launcher.processes import run_logged
from launcher.settings import Settings

NOBODY = 'http://127.0.0.1:9'


def test_python_packages_without_a_network(tmp_path, monkeypatch):
    monkeypatch.setenv('PIP_INDEX_URL', f'{NOBODY}/simple')
    monkeypatch.setenv('PIP_RETRIES', '0')
    # Neither a cache nor another source may help out.
    monkeypatch.setenv('PIP_NO_CACHE_DIR', '1')
    monkeypatch.setenv('PIP_CONFIG_FILE', '/dev/null')
    monkeypatch.setenv('PIP_FIND_LINKS', '')
    settings = Settings(state=tmp_path, root=tmp_path)
    needs = tmp_path / 'requirements.txt'
    needs.write_text('package-nobody-has==1.0\n')
    environment = virtualenv.Environment(settings)
    environment.create()
    with pytest.raises(Stop, match=r"could not be downloaded: check the network"):
        environment.install([needs])
    assert environment.missing([needs]) == [needs]


def test_odoo_without_a_network(tmp_path, monkeypatch):
    archive = {'Repo-URI': f'{NOBODY}/debian/', 'Release': 'bookworm', 'Component': 'main'}
    monkeypatch.setattr(apt, '_index_targets', lambda: [{**archive, 'Origin': 'Debian'}])
    with pytest.raises(Stop, match=r"Odoo 19 could not be downloaded: check the network"):
        apt.fetch(Settings(state=tmp_path), tmp_path / 'odoo', Steps(1))


def test_an_unknown_failure_names_the_log(tmp_path):
    log = tmp_path / 'log'
    with pytest.raises(Stop, match=rf"It failed\. \(details: {log}\)"):
        run_logged([sys.executable, '-c', 'raise SystemExit(3)'], log, failure="It failed.")
