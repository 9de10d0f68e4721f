"""PostgreSQL goes away under load and comes back: nothing answered is lost, or half there."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .problems import assert_unavailable
from .servers import wait_until

CALLERS = 4
COURSE = 'Physics 102'

#: of every student registered by the load: is he there, with his contact and his enrollment?
REGISTERED = """
    SELECT partner.email, student.id IS NOT NULL, coalesce(enrollment.active, FALSE)
      FROM res_partner AS partner
 LEFT JOIN encoach_student AS student ON student.partner_id = partner.id
 LEFT JOIN encoach_course_enrollment AS enrollment ON enrollment.student_id = student.id
     WHERE partner.email LIKE %s
"""


class Load:
    """Callers that register students, one after the other, whatever is answered."""

    def __init__(self, client, name):
        self.domain = f'@{name}.test'
        self.answers = {}
        self._client = client
        self._stopped = threading.Event()

    def count(self, status):
        return sum(answer.status_code == status for answer in list(self.answers.values()))

    @contextlib.contextmanager
    def running(self):
        with ThreadPoolExecutor(CALLERS) as pool:
            callers = [pool.submit(self._call, number) for number in range(CALLERS)]
            try:
                yield
            finally:
                self._stopped.set()
            for caller in callers:
                caller.result()

    def _call(self, caller):
        number = 0
        while not self._stopped.is_set():
            number += 1
            email = f'{caller}-{number}{self.domain}'
            body = {'name': email, 'email': email, 'course_name': COURSE}
            self.answers[email] = self._client.send('POST', '/v1/admin/students', json=body)


def restart(postgres):
    postgres.restart()


def crash(postgres):
    """Down for so long that a worker ends, and the main process finds no database for another."""
    postgres.kill()
    time.sleep(3)
    postgres.start_again()


@pytest.mark.parametrize('fault', [restart, crash])
def test_every_write_is_whole_or_absent(fault, prefork, nile, school, postgres, recovery):
    # what lost sessions make of statements that name tables of ours
    prefork.tolerate('terminating connection|server closed the connection')
    prefork.tolerate('connection already closed|cursor already closed')
    prefork.tolerate('A worker is not replaced before the database answers')
    prefork.tolerate('the database system is|could not connect|connection to server')
    load = Load(nile, fault.__name__)
    with load.running():
        wait_until(lambda: load.count(201) >= 10)
        fault(postgres)
        recovery.measure(f"PostgreSQL {fault.__name__} under load", nile)
        before = load.count(201)
        wait_until(lambda: load.count(201) >= before + 10)
    for answer in load.answers.values():
        if answer.status_code != 201:
            assert_unavailable(answer)
    rows = school.sql(REGISTERED, f'%{load.domain}')
    assert [row for row in rows if not all(row)] == []
    answered = {email for email, answer in load.answers.items() if answer.status_code == 201}
    stored = [email for email, _student, _enrolled in rows]
    assert len(stored) == len(set(stored))
    assert answered <= set(stored) <= set(load.answers)
    wait_until(lambda: len(prefork.workers()) == 2)
