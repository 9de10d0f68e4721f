"""What `scripts/test` runs: all of it side by side, what is asked for, or what is quick."""

from launcher.command_test import SLOW, choose
from launcher.settings import ROOT


def test_everything_is_run_and_nothing_twice(pytestconfig):
    runs = choose([], can_copy=True)
    assert len(runs) > 1
    given = [part for arguments in runs.values() for part in arguments]
    paths = [part for part in given if not part.startswith('--ignore=')]
    ignored = [part.removeprefix('--ignore=') for part in given if part not in paths]
    assert sorted(paths) == sorted([*pytestconfig.getini('testpaths'), *ignored])


def test_somebodys_own_server_is_used_by_one_run_alone():
    assert choose([], can_copy=False) == {'main': []}


def test_who_says_what_to_run_gets_one_run():
    assert choose(['-k', 'cascade'], can_copy=True) == {'main': ['-k', 'cascade']}


def test_what_is_slow_is_left_out_on_request():
    runs = choose(['--fast'], can_copy=True)
    for arguments in runs.values():
        assert set(arguments) >= {f'--ignore={path}' for path in SLOW}
        assert not set(arguments) & set(SLOW)
    assert choose(['--fast', '-x'], can_copy=True) == {
        'main': [*(f'--ignore={path}' for path in SLOW), '-x']
    }
    assert all((ROOT / path).exists() for path in SLOW)
