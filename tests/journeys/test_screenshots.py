"""The program that takes the pictures gets through its first walk."""

import resource

from launcher import browser, proofs
from launcher.settings import Settings


def lift_memory_limit():
    """Odoo limits the address space of its processes; Chromium does not start within that."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_pictures_of_the_worked_example(live_server, tmp_path):
    walk = 'workflow.worked_example'
    program = ('proof.screens', live_server.url, browser.find(), tmp_path, walk)
    result = proofs.run(Settings.from_environment(), *program, preexec_fn=lift_memory_limit)
    assert result.returncode == 0
    taken = {path.stem: path.stat().st_size for path in tmp_path.glob('*.png')}
    assert {'classrooms-empty', 'roster-picker', 'manage-batch', 'classroom-roster'} <= set(taken)
    assert min(taken.values()) > 10_000
