"""The upgraded database serves its schools, and keeps them apart."""

import pytest
import requests
from smoke.client import Client

from ..world.person import Person
from .past import PASSWORD, STUDENT, TOKEN

ADMINS = {'NILE': 'admin@nile.example', 'DELTA': 'admin@delta.example'}
LISTS = ('/students', '/teachers', '/courses', '/classrooms', '/batches', '/terms', '/lesson-notes')


@pytest.fixture(scope='module')
def clients(school):
    return {code: Client(school.url, login, PASSWORD) for code, login in ADMINS.items()}


@pytest.mark.parametrize('path', LISTS)
def test_each_school_sees_its_own(clients, path):
    found = {code: {item['id'] for item in client.all(path)} for code, client in clients.items()}
    assert found['NILE'] and found['DELTA']
    assert not found['NILE'] & found['DELTA']
    foreign = min(found['DELTA'])
    assert clients['NILE'].send('GET', f'{path}/{foreign}').status_code in (403, 404, 405)


def test_the_database_itself_keeps_them_apart(school):
    """Also from who asks it with SQL, bound as a request is."""
    [(code, count, total)] = school.query(
        """
        SELECT code, (SELECT count(*) FROM encoach_student WHERE entity_id = entity.id),
               (SELECT count(*) FROM encoach_student)
          FROM encoach_entity AS entity WHERE code = 'NILE'
        """
    )
    assert 0 < count < total

    def look(connection):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT encoach_bind(id, TRUE) FROM res_users WHERE login = %s", [ADMINS[code]]
            )
            cursor.execute("SELECT current_user, count(*) FROM encoach_student")
            return cursor.fetchone()

    assert school.read(look) == ('encoach_school', count)
    platform = Client(school.url, 'admin', 'admin')
    assert platform.call('GET', '/health') == {'status': 'ok', 'wall': 'on'}


def test_a_student_taken_out_of_a_batch_sees_it_no_more(school):
    rows = school.query(
        """
        SELECT batch_id, placement.active
          FROM encoach_batch_enrollment AS placement
          JOIN encoach_student AS student ON student.id = student_id
          JOIN res_users AS account ON account.id = user_id
         WHERE account.login = %s
        """,
        STUDENT,
    )
    inside = {batch for batch, is_active in rows if is_active}
    outside = {batch for batch, is_active in rows if not is_active}
    assert inside and outside
    student = Person.at(school, STUDENT, PASSWORD)
    found = student.need('encoach.batch', 'search_read', [], ['id'])
    assert {row['id'] for row in found} == inside
    client = Client(school.url, STUDENT, PASSWORD)
    lists = {batch: client.all(f'/batches/{batch}/students') for batch in inside | outside}
    assert {batch for batch, items in lists.items() if items} == inside


def test_a_token_without_seal_is_worth_nothing(school):
    """Whoever had signed in before signs in again: nothing could tell whether he may still."""
    answer = requests.get(
        f'{school.url}/api/me', headers={'Authorization': f'Bearer {TOKEN}'}, timeout=60
    )
    assert answer.status_code == 401
