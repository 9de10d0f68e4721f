"""The two demo schools, with what the clients of each play on."""

from smoke.client import Client

from tests.world.person import PASSWORD

LOGINS = ('admin@nile.example', 'admin@delta.example')


class World:
    """One school: its courses and teachers, and a classroom that several clients share."""

    other = None

    def __init__(self, url, login):
        client = Client(url, login, PASSWORD)
        self.token = client.token
        self.entity = client.user['entities'][0]['id']
        self.teachers = [item['id'] for item in client.all('/teachers')]
        self.courses, self.course_names = {}, {}
        for name in ("Load Physics", "Load Latin"):
            course = client.call('POST', '/courses', json={'name': name})
            path = f'/courses/{course["id"]}/sections/generate-defaults'
            sections = client.call('POST', path, json={'count': 2})['items']
            self.courses[course['id']] = [section['id'] for section in sections]
            self.course_names[course['id']] = name
        self.students = [
            client.call('POST', '/students', json={'name': f'Shared {place}'})['id']
            for place in range(12)
        ]
        self.classroom = client.call('POST', '/classrooms', json={'name': "Shared"})['id']
        body = {'course_id': next(iter(self.courses))}
        path = f'/classrooms/{self.classroom}/assign-course'
        self.batch = client.call('POST', path, json=body)['batch']['id']


def make_worlds(url):
    """Return both schools; each knows the other one."""
    worlds = [World(url, login) for login in LOGINS]
    worlds[0].other, worlds[1].other = worlds[1], worlds[0]
    return worlds
