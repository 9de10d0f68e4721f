"""A client that follows a classroom's feed, on real connections (S2-06 to S2-10, S2-13)."""

import random
import time
from contextlib import closing

import pytest

INSERT = """
    INSERT INTO encoach_classroom_student (classroom_id, student_id, entity_id, since)
    SELECT %s, student.id, student.entity_id, '2026-09-01' FROM encoach_student AS student
     WHERE student.id = %s RETURNING id
"""


class Follower:
    """An offline client: what it knows is what the feed has told it, page by page."""

    def __init__(self, client, classroom_id, limit=3):
        self.client = client
        self.params = {'classroom_id': classroom_id, 'limit': limit}
        self.known = {}
        self.is_held_back = False
        self.seen = 0

    def follow(self):
        """Ask for pages until there is no more."""
        more = True
        while more:
            page = self.client.call('GET', '/sync/changes', params=self.params)
            for item in page['items']:
                self._take(item)
            self.params['since'], more = page['cursor'], page['has_more']
            self.is_held_back = page['held_back']
        return self.known

    def _take(self, item):
        self.seen += 1
        key = item['model'], item['id']
        if item['operation'] == 'deleted':
            assert item['record'] is None
            self.known.pop(key, None)
        else:
            self.known[key] = item['record']


@pytest.fixture
def empty(nile, classroom):
    """A classroom without roster or batches."""
    path = f'/classrooms/{classroom["id"]}/students'
    nile.call('POST', path, json={'student_ids': [], 'mode': 'set'})
    return classroom


@pytest.fixture
def settled(sql):
    """Return a function that waits until every transaction begun so far has ended.

    Jobs of Odoo's own, such as its housekeeping, write now and then, and the feed waits for them.
    """

    def wait():
        ((now,),) = sql('SELECT pg_current_xact_id()::text::bigint')
        until = time.monotonic() + 60
        while sql('SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint') <= [(now,)]:
            assert time.monotonic() < until, "a transaction is still running"
            time.sleep(0.05)

    return wait


def truth(sql, classroom_id):
    """Return the ids of a classroom's records, with what may change of each."""
    roster = sql(
        'SELECT id, until::text FROM encoach_classroom_student WHERE classroom_id = %s',
        classroom_id,
    )
    batches = sql('SELECT id, active FROM encoach_batch WHERE classroom_id = %s', classroom_id)
    placements = sql(
        'SELECT line.id, line.active FROM encoach_batch_enrollment AS line'
        ' JOIN encoach_batch AS batch ON batch.id = line.batch_id WHERE classroom_id = %s',
        classroom_id,
    )
    return {
        **{('roster_line', id_): until for id_, until in roster},
        **{('batch', id_): active for id_, active in batches},
        **{('placement', id_): active for id_, active in placements},
    }


def known(follower):
    """Return what a follower knows, in the words of `truth`."""
    field = {'roster_line': 'until', 'batch': 'active', 'placement': 'active'}
    told = follower.follow().items()
    return {key: record[field[key[0]]] for key, record in told if key[0] in field}


def test_a_transaction_that_commits_late_is_not_skipped(live_server, nile, empty, settled):
    """The earlier one is still running when the later one has committed."""
    students = [item['id'] for item in nile.all('/students')][:2]
    follower = Follower(nile, empty['id'])
    settled()
    before = set(follower.follow())
    with closing(live_server.connect()) as slow, closing(live_server.connect()) as fast:
        slow_cursor, fast_cursor = slow.cursor(), fast.cursor()
        slow_cursor.execute(INSERT, (empty['id'], students[0]))
        late = slow_cursor.fetchone()[0]
        fast_cursor.execute(INSERT, (empty['id'], students[1]))
        early = fast_cursor.fetchone()[0]
        fast.commit()
        # the committed one waits for the other: a cursor past it would skip the other for ever
        assert set(follower.follow()) == before
        assert follower.is_held_back
        slow.commit()
    settled()
    assert set(follower.follow()) - before == {('roster_line', late), ('roster_line', early)}
    assert not follower.is_held_back


def test_a_transaction_that_rolls_back_holds_nothing_up(live_server, nile, empty, settled):
    students = [item['id'] for item in nile.all('/students')][:2]
    follower = Follower(nile, empty['id'])
    settled()
    before = set(follower.follow())
    with closing(live_server.connect()) as lost, closing(live_server.connect()) as kept:
        lost.cursor().execute(INSERT, (empty['id'], students[0]))
        cursor = kept.cursor()
        cursor.execute(INSERT, (empty['id'], students[1]))
        line = cursor.fetchone()[0]
        kept.commit()
        lost.rollback()
    settled()
    assert set(follower.follow()) - before == {('roster_line', line)}


def test_a_client_that_follows_ends_with_the_servers_state(nile, empty, sql, settled):
    """Whatever is done, in whatever order, by the API, and by SQL when it comes to deleting."""
    dice = random.Random(20260901)
    names = {item['id']: item['name'] for item in nile.all('/students')}
    students = list(names)
    course = nile.need('/courses', name='Physics 102')
    path = f'/classrooms/{empty["id"]}'
    followers = [Follower(nile, empty['id'], limit) for limit in (1, 7, 1000)]
    for step in range(30):
        some = dice.sample(students, dice.randint(1, 6))
        nile.call('POST', f'{path}/students', json={'student_ids': some, 'mode': 'set'})
        body = {'course_id': course['id'], 'term_key': dice.choice([None, '2026-T1'])}
        batch = nile.call('POST', f'{path}/assign-course', json=body)['batch']
        body = {'student_ids': dice.sample(students, 3), 'mode': dice.choice(['add', 'set'])}
        nile.call('POST', f'/batches/{batch["id"]}/students', json=body)
        if step % 7 == 0:
            sql('DELETE FROM encoach_batch WHERE id = %s', batch['id'])
        if step % 5 == 0:
            sql('DELETE FROM encoach_classroom_student WHERE student_id = %s', some[0])
        for name in (f'Renamed {step}', names[some[-1]]):
            nile.call('PATCH', f'/students/{some[-1]}', json={'name': name})
            for follower in dice.sample(followers, 2):
                follower.follow()
    settled()
    expected = truth(sql, empty['id'])
    assert len(expected) > 10
    for follower in [*followers, Follower(nile, empty['id'])]:
        assert known(follower) == expected
        lines = [record for record in follower.known.values() if 'student_name' in record]
        assert {line['student_name'] == names[line['student_id']] for line in lines} == {True}
        seen = follower.seen
        follower.follow()
        assert follower.seen == seen, "nothing new is told twice"


def test_another_classrooms_changes_never_appear(nile, delta, empty, settled):
    """Neither those of the same school nor those of another one."""
    students = [item['id'] for item in nile.all('/students')]
    other = nile.call('POST', '/classrooms', json={'name': "Other"})
    follower = Follower(nile, empty['id'])
    settled()
    follower.follow()
    nile.call('POST', f'/classrooms/{other["id"]}/students', json={'student_ids': students})
    theirs = delta.call('POST', '/classrooms', json={'name': "Theirs"})
    ids = [item['id'] for item in delta.all('/students')]
    delta.call('POST', f'/classrooms/{theirs["id"]}/students', json={'student_ids': ids})
    settled()
    seen = follower.seen
    follower.follow()
    assert follower.seen == seen
    lines = {key for key in Follower(nile, other['id']).follow() if key[0] == 'roster_line'}
    assert len(lines) == len(students)
    for client, classroom_id in ((delta, other['id']), (nile, theirs['id'])):
        answer = client.send('GET', '/sync/changes', params={'classroom_id': classroom_id})
        assert answer.status_code == 403


def test_a_cursor_of_another_classroom_is_refused(nile, empty):
    other = nile.call('POST', '/classrooms', json={'name': "Cursor"})
    params = {'classroom_id': empty['id']}
    params['since'] = nile.call('GET', '/sync/changes', params=params)['cursor']
    params['classroom_id'] = other['id']
    assert nile.send('GET', '/sync/changes', params=params).status_code == 422
