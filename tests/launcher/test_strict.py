"""A run of the tests fails on what pytest alone would let pass."""

import os
import subprocess
import sys

import pytest
from launcher import strict
from launcher.settings import ROOT

WARNING = '2026-01-31 08:00:00,123 42 WARNING test odoo.addons.encoach_lms_core: odd\n'


def run(tmp_path, tests, log=''):
    """Run pytest on the text ``tests``; return its exit code and output."""
    (tmp_path / 'test_it.py').write_text(f'import pytest\n{tests}\n')
    (tmp_path / 'odoo.log').write_text(log)
    answer = subprocess.run(
        [sys.executable, '-m', 'pytest', '-p', 'no:odoo', '-p', strict.__name__, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={
            'PATH': os.environ['PATH'],
            'PYTHONPATH': str(ROOT / 'scripts'),
            strict.LOGS_VARIABLE: str(tmp_path / 'odoo.log'),
        },
    )
    return answer.returncode, answer.stdout


def test_a_clean_run_passes(tmp_path):
    code, output = run(tmp_path, 'def test_it(): pass')
    assert code == 0, output
    assert 'not allowed' not in output


@pytest.mark.parametrize(
    'tests',
    [
        'def test_it(): pytest.skip("later")',
        '@pytest.mark.skip(reason="later")\ndef test_it(): pass',
        'pytest.skip("later", allow_module_level=True)',
        '@pytest.mark.xfail(reason="later")\ndef test_it(): assert 0',
        '@pytest.mark.xfail(reason="later")\ndef test_it(): pass',
    ],
)
def test_a_test_that_does_not_count_fails_the_run(tmp_path, tests):
    code, output = run(tmp_path, f'def test_first(): pass\n{tests}')
    assert code == 1, output
    assert 'later' in output.split('not allowed')[1]


def test_a_warning_in_a_log_fails_the_run(tmp_path):
    code, output = run(tmp_path, 'def test_it(): pass', WARNING)
    assert code == 1, output
    assert 'WARNING odoo.addons.encoach_lms_core: odd' in output
    assert '1 passed' in output.strip().split('\n')[-1]
