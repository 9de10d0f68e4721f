"""Whatever is missing, the user is told in one sentence what to do."""

import os
import re
import socket
import subprocess
import sys

import pytest
from launcher import __main__ as launcher
from launcher import apt, checks, odoo
from launcher.console import Steps, Stop
from launcher.settings import ROOT, Settings

RUN = ROOT / 'scripts' / 'run'


def start(tmp_path, **environment):
    """Start scripts/run with hardly any environment; return its exit code and last line."""
    answer = subprocess.run(
        [RUN],
        capture_output=True,
        text=True,
        timeout=60,
        env={'PATH': os.environ['PATH'], 'ENCOACH_HOME': str(tmp_path / 'state'), **environment},
    )
    return answer.returncode, answer.stderr.strip().split('\n')[-1]


def test_no_python_in_the_supported_range(tmp_path):
    old = tmp_path / 'python3.9'
    old.write_text('#!/bin/sh\nexit 1\n')
    old.chmod(0o755)
    code, message = start(tmp_path, ENCOACH_PYTHONS=f'{old} python-that-is-not-there')
    assert code == 1
    assert message.startswith("No Python 3.10 to 3.13 was found: install one")


def test_a_python_that_cannot_make_virtual_environments(tmp_path):
    lame = tmp_path / 'python3.11'
    lame.write_text(f'#!/bin/sh\ncase "$2" in *venv*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    lame.chmod(0o755)
    code, message = start(tmp_path, ENCOACH_PYTHONS=str(lame))
    assert code == 1
    assert "install its venv package" in message


def test_a_usable_python_later_in_the_list_is_found(tmp_path):
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        # It stops at the port, so it got past the search for Python.
        code, message = start(
            tmp_path,
            ENCOACH_PYTHONS=f'python-that-is-not-there {sys.executable}',
            ENCOACH_PORT=str(taken.getsockname()[1]),
        )
    assert code == 1
    assert message.startswith("Port ")


def test_port_taken_names_the_port_and_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, message = start(tmp_path, ENCOACH_PORT=str(port), ENCOACH_PYTHONS=sys.executable)
    assert code == 1
    assert re.fullmatch(rf"Port {port} is taken: .* ENCOACH_PORT=\d+\.", message)


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('ENCOACH_PORT', 'http'),
        ('ENCOACH_PORT', '70000'),
        ('ENCOACH_WORKERS', '-1'),
        ('ENCOACH_DB', 'a b'),
        ('ENCOACH_DB', 'x' * 60),
    ],
)
def test_settings_that_make_no_sense(name, value):
    with pytest.raises(Stop, match=name):
        Settings.from_environment({name: value})


def test_disk_too_full_beforehand(tmp_path):
    with pytest.raises(Stop, match=r"too full .* make room or point ENCOACH_HOME"):
        checks.require_space(tmp_path, 10**9)


def test_disk_full_in_the_middle(capsys):
    def write_to_a_full_disk():
        with open('/dev/full', 'w') as full:
            full.write('x')

    assert launcher.guarded(write_to_a_full_disk) == 1
    assert capsys.readouterr().err == "The disk is full: make room and start again.\n"


def test_no_apt_and_no_odoo(tmp_path, monkeypatch):
    monkeypatch.setenv('PATH', str(tmp_path))
    with pytest.raises(Stop, match=r"no Odoo 19 and no apt .* ODOO_HOME"):
        apt.fetch(Settings(state=tmp_path), tmp_path / 'odoo', Steps(1))


@pytest.mark.parametrize('system', ['ubuntu', 'fedora', ''])
def test_a_distribution_without_the_package(system):
    target = {'Component': 'main', 'Release': 'noble', 'Origin': system}
    with pytest.raises(Stop, match=r"no Odoo 19 package: point ODOO_HOME"):
        apt.debian_archive([target], system)


def test_a_given_odoo_of_another_version(tmp_path):
    release = tmp_path / 'odoo' / 'release.py'
    release.parent.mkdir()
    release.write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    with pytest.raises(Stop, match=r"holds Odoo 18: point it at an Odoo 19"):
        odoo.ensure(Settings(state=tmp_path), Steps(1), {'ODOO_HOME': str(tmp_path)})


def test_a_given_folder_without_odoo(tmp_path):
    with pytest.raises(Stop, match="holds no Odoo"):
        odoo.ensure(Settings(state=tmp_path), Steps(1), {'ODOO_HOME': str(tmp_path)})
