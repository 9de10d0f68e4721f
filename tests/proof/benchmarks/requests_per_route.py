"""What a request costs, against trivial routes of the same server."""

import json
import statistics
import sys
import time

from smoke.client import Client

from tests.world.person import PASSWORD

ROUNDS = 300


def make_batch(client):
    """Return the id of a batch with every student of the demo school."""
    students = [item['id'] for item in client.all('/students')]
    course = client.all('/courses')[0]['id']
    classroom = client.call('POST', '/classrooms', json={'name': "Bench"})['id']
    items = [{'name': f"Bench student {number}"} for number in range(len(students), 30)]
    made = client.call('POST', '/students/bulk', json={'items': items})['items']
    students += [student['id'] for student in made]
    path = f'/classrooms/{classroom}'
    client.call('POST', f'{path}/students', json={'student_ids': students})
    body = {'course_id': course}
    return client.call('POST', f'{path}/assign-course', json=body)['batch']['id']


def main(url):
    client = Client(url, 'admin@nile.example', PASSWORD)
    batch = make_batch(client)
    paths = {
        'health': '/health',
        'me': '/me',
        'batch_students': f'/batches/{batch}/students',
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
