"""Child processes and signals: nothing is left behind, whichever way a command ends."""

import contextlib
import ctypes
import os
import signal
import subprocess

from .console import Stop

STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Interrupted(BaseException):
    """A signal asked the command to stop. Not an ``Exception``: nobody handles it on the way."""

    def __init__(self, signum):
        super().__init__(signum)
        self.signum = signum


def raise_on_signals():
    """Turn the first stopping signal into ``Interrupted``; clean-up is not disturbed by more."""

    def interrupt(signum, _frame):
        for each in STOPPING_SIGNALS:
            signal.signal(each, _ignore)
        raise Interrupted(signum)

    for each in STOPPING_SIGNALS:
        signal.signal(each, interrupt)


def _ignore(_signum, _frame):
    """Unlike SIG_IGN this is not inherited by children, which must stay stoppable."""


def die_with_parent():
    """Have the kernel end this process when its parent is killed (Linux; elsewhere a no-op)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_logged(command, log, *, failure, hints=(), **options):
    """Run ``command`` with its output in ``log``; stop with ``failure`` if it fails.

    ``hints`` are ``(pattern, message)`` pairs: the first pattern found in the output replaces the
    message, so that a known cause gets its own sentence.
    """
    with log.open('ab') as output:
        start = output.tell()
        code = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,
            **options,
        ).returncode
    if not code:
        return
    with log.open('rb') as output:
        output.seek(start)
        text = output.read().decode(errors='replace')
    for pattern, message in hints:
        if pattern.search(text):
            failure = message
            break
    raise Stop(f"{failure} (details: {log})")


def start_group(command, **options):
    """Start ``command`` as a group of its own, so that Ctrl-C reaches it through us only."""
    return subprocess.Popen(
        [str(part) for part in command],
        start_new_session=True,
        preexec_fn=die_with_parent,
        **options,
    )


def stop_group(process, signum=signal.SIGTERM, patience=30):
    """Ask ``process`` to end, wait, and kill what is left of its group."""
    if process.poll() is None:
        process.send_signal(signum)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
