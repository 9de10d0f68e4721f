"""The program that takes the pictures gets through its first walk."""

import resource

from launcher import browser, proofs
from launcher.settings import Settings

from ..conftest import LiveServer, judged


def lift_memory_limit():
    """Odoo limits the address space of its processes; Chromium does not start within that."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_pictures_of_the_worked_example(tmp_path):
    """On schools of its own: pickers show the first few records, which others here add to."""
    settings = Settings.from_environment()
    with judged(LiveServer(settings, 'pictures')) as running:
        walk = (running.url, browser.find(), tmp_path, 'workflow.worked_example')
        result = proofs.run(settings, 'proof.screens', *walk, preexec_fn=lift_memory_limit)
    assert result.returncode == 0
    taken = {path.stem: path.stat().st_size for path in tmp_path.glob('*.png')}
    assert {'classrooms-empty', 'roster-picker', 'manage-batch', 'classroom-roster'} <= set(taken)
    assert min(taken.values()) > 10_000
