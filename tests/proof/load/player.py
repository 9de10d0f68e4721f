"""What every client of the load test has."""

import random
import time


class Player:
    """One client in a thread of its own.

    :param int number: of this client, no other has it
    :param World world: the school it belongs to
    :param Connection connection: its own
    :param Journal journal: shared by all
    """

    def __init__(self, number, world, connection, journal):
        self.number = number
        self.world = world
        self.connection = connection
        self.journal = journal
        self.dice = random.Random(number)

    def prepare(self):
        """Make what this client plays with; nothing by default."""

    def step(self):
        """Make one change or look at something."""
        raise NotImplementedError

    def play(self, until):
        """Go on until a time of the monotonic clock."""
        while time.monotonic() < until:
            self.step()

    def create(self, path, body):
        """Return a record that has to be created."""
        status, answer = self.connection.send('POST', path, body)
        self.journal.check(f'POST {path} {body}', status == 201, f'{status} {answer}')
        return answer

    def any_mode(self):
        return self.dice.choice(['add', 'set', 'remove'])

    def member_request(self, path, field, ids, mode):
        """Return method, path and body of a change of a classroom's or a batch's members."""
        if mode == 'reset':
            return 'POST', f'{path}/reset', {}
        if mode in ('add', 'set'):
            return 'POST', path, {field: ids, 'mode': mode}
        if path.startswith('/batches'):
            return 'POST', f'{path}/remove', {field: ids}
        return 'DELETE', path, {field: ids}
