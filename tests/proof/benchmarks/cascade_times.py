"""How long a cascade of 30 students takes over HTTP, on each of two servers in turn.

``benchmarks.cascade_times <rounds> <token> <port> <port>`` prints both medians in ms.
"""

import json
import statistics
import sys
import time

import requests

STUDENTS = 30
WARM_UP = 3


class School:
    """A school on one of the servers, by the API."""

    def __init__(self, port, token):
        self._url = f'http://127.0.0.1:{port}/api'
        self._session = requests.Session()
        self._session.headers['Authorization'] = f'Bearer {token}'
        students = self._call('GET', f'/students?limit={STUDENTS}')['items']
        self._classroom = self._call('POST', '/classrooms', {'name': f'Bench {time.time_ns()}'})
        path = f'/classrooms/{self._classroom["id"]}'
        self._call('POST', f'{path}/students', {'student_ids': [one['id'] for one in students]})
        self._assign = f'{path}/assign-course'

    def _call(self, method, path, body=None):
        answer = self._session.request(method, self._url + path, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def cascade(self):
        """Assign a new course; return the seconds that takes."""
        course = self._call('POST', '/courses', {'name': f'Bench {time.time_ns()}'})
        start = time.perf_counter()
        answer = self._call('POST', self._assign, {'course_id': course['id']})
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
