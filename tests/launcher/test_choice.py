"""What `scripts/test` runs: all of it side by side, what is asked for, or what is quick."""

from launcher.command_test import SLOW, STREAMS, choose
from launcher.settings import Settings


def test_everything_is_run_and_nothing_twice():
    arguments, streams = choose([])
    assert arguments == []
    (ignored,), (path,) = streams
    assert ignored == f'--ignore={path}'


def test_who_says_what_to_run_gets_one_run():
    assert choose(['-k', 'cascade']) == (['-k', 'cascade'], [()])
    assert len(STREAMS) > 1


def test_what_is_slow_is_left_out_on_request():
    arguments, streams = choose(['--fast', '-x'])
    assert arguments == [*(f'--ignore={path}' for path in SLOW), '-x']
    assert streams == [()]
    root = Settings.from_environment().root
    assert all((root / path).exists() for path in SLOW)
