"""A worker dies in the middle of a cascade of thousands: nothing of it stays."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from smoke.client import Stop

from .held import held
from .school import STUDENTS
from .servers import wait_until


def test_a_cascade_of_thousands_leaves_nothing_behind(prefork, nile, school, recovery):
    classroom_id, course_id = school.crowded_classroom(nile)
    path, body = f'/classrooms/{classroom_id}/assign-course', {'course_id': course_id}
    before = school.content()
    with held(school) as hold, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(nile.send, 'POST', path, json=body)
        [backend] = hold.wait_for()
        [worker] = prefork.busy_workers()
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(Stop):
            answer.result()
        recovery.measure("worker killed in a cascade: the other one, meanwhile", nile)
        hold.release()
    wait_until(lambda: len(prefork.workers() - {worker}) == 2)
    recovery.measure("worker killed in a cascade: all workers again", nile)
    wait_until(lambda: not school.sql('SELECT FROM pg_stat_activity WHERE pid = %s', backend))
    assert school.content() == before
    answer = nile.send('POST', path, json=body)
    assert (answer.status_code, len(answer.json()['enrolled'])) == (201, STUDENTS)
    assert school.placed(answer.json()['batch']['id']) == STUDENTS
