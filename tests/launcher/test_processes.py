"""Processes we start end with us, whole groups of them."""

import subprocess
import sys
import time
from pathlib import Path

from launcher.processes import start_group, stop_group

# A parent with a child; both survive a first, polite signal.
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, sys, time
from launcher.processes import start_group
print(start_group(['sleep', '60']).pid, flush=True)
time.sleep(60)
"""


def is_running(number):
    try:
        return Path(f'/proc/{number}/stat').read_text().rpartition(')')[2].split()[0] != 'Z'
    except OSError:
        return False


def wait_for_end(number):
    deadline = time.monotonic() + 10
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_running(number)


def test_a_stubborn_group_is_killed():
    process = start_group([sys.executable, '-c', STUBBORN], stdout=subprocess.PIPE, text=True)
    with process.stdout:
        child = int(process.stdout.readline())
    started = time.monotonic()
    stop_group(process, patience=0.5)
    assert time.monotonic() - started < 10
    assert wait_for_end(process.pid)
    assert wait_for_end(child)


def test_a_child_does_not_outlive_a_killed_parent():
    parent = subprocess.Popen([sys.executable, '-c', PARENT], stdout=subprocess.PIPE, text=True)
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    assert wait_for_end(child)
