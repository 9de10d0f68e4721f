"""Clients that change the same things at the same time."""

import time
from collections import Counter

from .player import Player

PACE = 0.8  # seconds in which everybody races for the same new batch or the same e-mail address


class Crowd(Player):
    """Changes a roster and a batch that others change too.

    What it is told to have added and removed is kept in ``told``: over all clients, additions less
    removals have to be what is there at the end (a law of conservation).
    """

    def prepare(self):
        self.told = Counter()
        self.removals = Counter()
        self.assigned = []

    def step(self):
        action = self.dice.choice(
            [self.change_roster, self.change_students, self.change_teachers, self.reset, self.rush]
        )
        action()

    def _change(self, owner, path, field, ids, mode):
        status, answer = self.connection.send(*self.member_request(path, field, ids, mode))
        if status == 200:
            self._note(owner, answer['added'], answer['removed'])
        else:
            self.journal.equal(f'{path} {mode} {ids}', status, 503)

    def _note(self, owner, added, removed=()):
        self.told.update((owner, id_) for id_ in added)
        self.told.subtract((owner, id_) for id_ in removed)
        self.removals.update((owner, id_) for id_ in removed)

    def _some(self, ids):
        return self.dice.sample(ids, self.dice.randint(1, 3))

    def change_roster(self):
        path = f'/classrooms/{self.world.classroom}/students'
        ids = self._some(self.world.students)
        self._change('roster', path, 'student_ids', ids, self.any_mode())

    def change_students(self):
        path = f'/batches/{self.world.batch}/students'
        ids = self._some(self.world.students)
        self._change(self.world.batch, path, 'student_ids', ids, self.any_mode())

    def change_teachers(self):
        path = f'/batches/{self.world.batch}/teachers'
        ids = self.dice.sample(self.world.teachers, 1)
        self._change('teachers', path, 'teacher_ids', ids, self.any_mode())

    def reset(self):
        path = f'/batches/{self.world.batch}/students'
        self._change(self.world.batch, path, 'student_ids', [], 'reset')

    def rush(self):
        """Assign a course that everybody assigns now."""
        course = next(iter(self.world.courses))
        term = f'rush {int(time.monotonic() / PACE)}'
        path = f'/classrooms/{self.world.classroom}/assign-course'
        status, answer = self.connection.send('POST', path, {'course_id': course, 'term_key': term})
        if status in (200, 201):
            batch = answer['batch']['id']
            self.assigned.append((term, batch, status == 201))
            self._note(batch, answer['enrolled'])
        else:
            self.journal.equal(f'assigning {term}', status, 503)


class Registrar(Player):
    """Registers students, some under an e-mail address that others use at the same time."""

    def prepare(self):
        #: ``{id: name}`` as last promised, and the address of each student it created
        self.names = {}
        self.addresses = {}
        self.count = 0

    def step(self):
        self.dice.choice([self.register, self.register_a_twin, self.rename])()

    def register(self):
        self.count += 1
        self._register(f'student{self.number}.{self.count}@load.example', [201, 503])

    def register_a_twin(self):
        self._register(f'twin{int(time.monotonic() / PACE)}@load.example', [201, 409, 503])

    def _register(self, email, statuses):
        body = {'name': f'Student of {self.number}', 'email': email}
        status, answer = self.connection.send('POST', '/students', body)
        self.journal.check(f'registering {email}', status in statuses, f'{status} {answer}')
        if status == 201:
            self.names[answer['id']] = answer['name']
            self.addresses[answer['id']] = email

    def rename(self):
        if self.names:
            id_ = self.dice.choice(list(self.names))
            name = f'{self.number} {self.dice.random()}'
            status, answer = self.connection.send('PATCH', f'/students/{id_}', {'name': name})
            self.journal.check(f'renaming {id_}', status in (200, 503), f'{status} {answer}')
            if status == 200:
                self.names[id_] = answer['name']


class Reader(Player):
    """Reads lists, follows the feed, and knocks at the other school's doors."""

    def prepare(self):
        self.cursor = None

    def step(self):
        self.dice.choice([self.list, self.list, self.follow, self.knock])()

    def list(self):
        path = self.dice.choice(['/students', '/teachers', '/classrooms', '/batches', '/courses'])
        page = self.connection.get(f'{path}?limit=50')
        if page:
            entities = {item['entity_id'] for item in page['items']}
            self.journal.equal(f'{path} shows one school', entities, {self.world.entity})

    def follow(self):
        since = f'&since={self.cursor}' if self.cursor else ''
        page = self.connection.get(f'/sync/changes?classroom_id={self.world.classroom}{since}')
        self.cursor = page['cursor'] if page else self.cursor

    def knock(self):
        path = f'/classrooms/{self.world.other.classroom}/students'
        status, _answer = self.connection.send('GET', path)
        self.journal.equal("another school's roster", status, 403)
