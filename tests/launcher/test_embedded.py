"""The embedded PostgreSQL: started, shared, stopped, and started again after a crash."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from launcher import embedded
from launcher.settings import ROOT

# A user of the server as scripts/run is one: it stops when a signal says so.
USER = """
import sys, time
from pathlib import Path
from launcher.embedded import Embedded
from launcher.processes import Interrupted, raise_on_signals

raise_on_signals()
server = Embedded(Path(sys.argv[1]), Path(sys.argv[1]) / 'log')
try:
    server.start(lambda text: None)
    print(server.pid(), flush=True)
    time.sleep(60)
except Interrupted:
    pass
finally:
    server.leave()
"""


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """A state folder; pytest's are closed to other users, as root's home is."""
    return tmp_path_factory.mktemp('postgres')


@pytest.fixture
def user(folder):
    """Start users of the server: a function returning the process and the server's number."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, '-c', USER, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, 'PYTHONPATH': str(ROOT / 'scripts')},
        )
        started.append(process)
        return process, int(process.stdout.readline())

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


def server_of(folder):
    return embedded.Embedded(folder, folder / 'log')


def processes_of(folder):
    """Return the numbers of all processes that were started on the folder."""
    found = []
    for process in Path('/proc').glob('[0-9]*'):
        try:
            arguments = (process / 'cmdline').read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in arguments:
            found.append(int(process.name))
    return found


def answers(server):
    """Return whether the server lets our role in."""
    where = server.environment()
    try:
        connection = psycopg2.connect(
            host=where['PGHOST'], port=where['PGPORT'], user=where['PGUSER'], dbname='postgres'
        )
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR NOT rolcreatedb FROM pg_roles WHERE rolname = user")
        assert cursor.fetchone() == (False,)
    connection.close()
    return True


@pytest.mark.parametrize('signum', [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_it_and_leaves_no_process(user, folder, signum):
    process, _number = user()
    assert answers(server_of(folder))
    process.send_signal(signum)
    assert process.wait(30) == 0
    assert processes_of(folder) == []
    assert not answers(server_of(folder))


def test_the_last_user_stops_it(user, folder):
    first, number = user()
    second, same = user()
    assert number == same
    first.terminate()
    first.wait(30)
    assert answers(server_of(folder))
    second.terminate()
    second.wait(30)
    assert processes_of(folder) == []


def test_a_killed_user_does_not_keep_it(user, folder):
    killed, number = user()
    killed.kill()
    killed.wait()
    after, same = user()
    assert number == same
    after.terminate()
    after.wait(30)
    assert processes_of(folder) == []


def test_it_starts_after_it_was_killed(user, folder):
    process, number = user()
    os.kill(number, signal.SIGKILL)
    process.terminate()
    process.wait(30)
    _process, new = user()
    assert new != number
    assert answers(server_of(folder))


def test_a_number_that_now_is_somebody_elses_does_not_count(user, folder):
    process, number = user()
    pid_file = folder / 'data' / 'postmaster.pid'
    left = pid_file.read_text()
    process.terminate()
    process.wait(30)
    server = server_of(folder)
    # PostgreSQL itself takes a living process of its own user for a server.
    stranger = subprocess.Popen([*server._prefix, 'sleep', '60'], cwd='/')
    pid_file.write_text(left.replace(str(number), str(stranger.pid), 1))
    assert server.pid() is None
    user()
    assert answers(server)
    stranger.kill()
    stranger.wait()


def test_an_interrupted_creation_is_repeated(user, folder):
    (folder / 'complete').unlink()
    (folder / 'data' / 'global' / 'pg_control').unlink()
    user()
    assert answers(server_of(folder))


def test_sockets_of_a_long_path_go_somewhere_short(tmp_path):
    deep = tmp_path / ('folder' * 20)
    sockets = embedded.socket_folder(deep)
    assert len(os.fsencode(sockets / '.s.PGSQL.5432')) < 108
    assert sockets != embedded.socket_folder(deep / 'other')


def test_it_is_reachable_by_its_socket_only(user, folder):
    user()
    where = server_of(folder).environment()['PGHOST']
    assert os.stat(where).st_mode & 0o077 == 0
    assert "listen_addresses = ''" in (folder / 'data' / 'postgresql.conf').read_text()
