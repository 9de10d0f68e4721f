"""How long a cascade of 30 students takes over HTTP, on each of two servers in turn.

``benchmarks.cascade_times <rounds> <token> <port> <port>`` prints both medians in ms.
"""

import json
import statistics
import sys
import time

from smoke.client import Client

STUDENTS = 30
WARM_UP = 3


class School:
    """A school on one of the servers, by the API."""

    def __init__(self, port, token):
        self._client = Client(f'http://127.0.0.1:{port}', "administrator", token=token)
        students = self._client.call('GET', f'/students?limit={STUDENTS}')['items']
        classroom = self._post('/classrooms', name=f'Bench {time.time_ns()}')
        path = f'/classrooms/{classroom["id"]}'
        self._post(f'{path}/students', student_ids=[one['id'] for one in students])
        self._assign = f'{path}/assign-course'

    def _post(self, path, **body):
        return self._client.call('POST', path, json=body)

    def cascade(self):
        """Assign a new course; return the seconds that takes."""
        course = self._post('/courses', name=f'Bench {time.time_ns()}')
        start = time.perf_counter()
        answer = self._post(self._assign, course_id=course['id'])
        seconds = time.perf_counter() - start
        assert len(answer['enrolled']) == STUDENTS
        return seconds


def main(rounds, token, *ports):
    schools = [School(port, token) for port in ports]
    samples = [[] for _school in schools]
    for number in range(WARM_UP + int(rounds)):
        order = list(zip(schools, samples, strict=True))
        for school, taken in order[:: 1 if number % 2 else -1]:
            taken.append(school.cascade())
    print(json.dumps([1000 * statistics.median(taken[WARM_UP:]) for taken in samples]))


if __name__ == '__main__':
    main(*sys.argv[1:])
