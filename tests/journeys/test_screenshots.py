"""The program that takes the pictures gets through its first walk."""

from launcher import browser, proofs
from launcher.settings import Settings


def test_pictures_of_the_worked_example(live_server, tmp_path):
    walk = 'workflow.worked_example'
    program = ('proof.screens', live_server.url, browser.find(), tmp_path, walk)
    assert proofs.run(Settings.from_environment(), *program).returncode == 0
    taken = {path.stem: path.stat().st_size for path in tmp_path.glob('*.png')}
    assert {'classrooms-empty', 'roster-picker', 'manage-batch', 'classroom-roster'} <= set(taken)
    assert min(taken.values()) > 10_000
