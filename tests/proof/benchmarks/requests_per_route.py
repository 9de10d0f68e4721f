"""What a request costs, against trivial routes of the same server."""

import json
import statistics
import sys
import time

import requests

ACCOUNT = {'login': 'admin@nile.example', 'password': 'encoach-demo'}
ROUNDS = 300


class Client:
    """A signed-in school administrator with one kept connection."""

    def __init__(self, url):
        self._url = url
        self._session = requests.Session()
        token = self.call('POST', '/api/login', ACCOUNT)['token']
        self._session.headers['Authorization'] = f'Bearer {token}'

    def call(self, method, path, body=None):
        """Return the answer of a request that must succeed."""
        answer = self._session.request(method, self._url + path, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def make_batch(self):
        """Return the id of a batch with every student of the demo school."""
        students = [item['id'] for item in self.call('GET', '/api/students')['items']]
        course = self.call('GET', '/api/courses')['items'][0]['id']
        classroom = self.call('POST', '/api/classrooms', {'name': "Bench"})['id']
        for number in range(len(students), 30):
            body = {'name': f"Bench student {number}"}
            students.append(self.call('POST', '/api/students', body)['id'])
        self.call('POST', f'/api/classrooms/{classroom}/students', {'student_ids': students})
        path = f'/api/classrooms/{classroom}/assign-course'
        return self.call('POST', path, {'course_id': course})['batch']['id']


def main(url):
    client = Client(url)
    batch = client.make_batch()
    paths = {
        'health': '/api/health',
        'me': '/api/me',
        'batch_students': f'/api/batches/{batch}/students',
    }
    samples = {name: [] for name in paths}
    for _round in range(ROUNDS):
        # Interleaved, so that what else the machine does weighs on all alike.
        for name, path in paths.items():
            start = time.perf_counter()
            client.call('GET', path)
            samples[name].append(time.perf_counter() - start)
    p50 = {name: 1000 * statistics.median(values) for name, values in samples.items()}
    print(json.dumps({'p50_milliseconds': p50}))


if __name__ == '__main__':
    main(sys.argv[1])
