"""Many callers at once: one batch, each student once, and no change is lost."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

CALLERS = 20


def _together(calls):
    """Return the answers to calls that are made at the same time."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_twenty_assignments_of_one_tuple_make_one_batch(live_server, nile, classroom, sql):
    live_server.tolerate('_key_uniq|encoach_classroom_course_rel')
    course = nile.need('/courses', name='Physics 102')
    path = f'/classrooms/{classroom["id"]}/assign-course'
    for term_key in (None, '2026-T1', f'new {classroom["id"]}'):
        body = {'course_id': course['id'], 'term_key': term_key}
        answers = _together([partial(nile.send, 'POST', path, json=body)] * CALLERS)
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] * (CALLERS - 1) + [201], [a.text for a in answers if not a.ok]
        assert len({answer.json()['batch']['id'] for answer in answers}) == 1
        enrolled = [id_ for answer in answers for id_ in answer.json()['enrolled']]
        assert len(enrolled) == len(set(enrolled)) == classroom['student_count']
        placed = sql(
            """
            SELECT count(*), count(DISTINCT student_id) FROM encoach_batch_enrollment
             WHERE batch_id = %s AND active
            """,
            answers[0].json()['batch']['id'],
        )
        assert placed == [(classroom['student_count'],) * 2]


def test_parallel_changes_of_one_batch_lose_nothing(nile, classroom):
    course = nile.need('/courses', name='Physics 102')
    path = f'/classrooms/{classroom["id"]}'
    assigned = nile.call('POST', f'{path}/assign-course', json={'course_id': course['id']})
    path = f'/batches/{assigned["batch"]["id"]}/students'
    students = assigned['enrolled']
    stay, go, come = students[:8], students[8:16], students[16:24]
    nile.call('POST', f'{path}/remove', json={'student_ids': come})

    def call(action, student_id):
        return partial(nile.send, 'POST', path + action, json={'student_ids': [student_id]})

    answers = _together(
        [call('/remove', student_id) for student_id in go]
        + [call('', student_id) for student_id in come]
    )
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    now = {item['id'] for item in nile.all(path)}
    assert now == {*students} - {*go}
    assert {*stay, *come} <= now


def test_parallel_changes_of_one_roster_lose_nothing(nile, classroom):
    path = f'/classrooms/{classroom["id"]}/students'
    students = [item['id'] for item in nile.all(path)]
    go, come = students[:8], students[8:16]
    nile.call('DELETE', path, json={'student_ids': come})
    answers = _together(
        [partial(nile.send, 'DELETE', path, json={'student_ids': [id_]}) for id_ in go]
        + [partial(nile.send, 'POST', path, json={'student_ids': [id_]}) for id_ in come]
    )
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    assert {item['id'] for item in nile.all(path)} == {*students} - {*go}


def test_parallel_twins_make_one_student(live_server, nile):
    live_server.tolerate('email_uniq')
    body = {'name': "Twin", 'email': 'twin@nile.test'}
    answers = _together([partial(nile.send, 'POST', '/students', json=body)] * 8)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    nile.call('DELETE', f'/students/{nile.need("/students", name="Twin")["id"]}')


def test_of_parallel_replacements_one_is_the_last(live_server, nile, classroom):
    """S0-35: what was set is what is there, and never a mixture of two lists."""
    live_server.tolerate('could not serialize access')
    course = nile.need('/courses', name='Physics 102')
    path = f'/classrooms/{classroom["id"]}'
    assigned = nile.call('POST', f'{path}/assign-course', json={'course_id': course['id']})
    students, teachers = assigned['enrolled'], assigned['teacher_ids']
    for owner in (path, f'/batches/{assigned["batch"]["id"]}'):
        for people, lists in (
            ('student', [{*students[start::4]} for start in range(4)]),
            ('teacher', [{id_} for id_ in teachers[:2]]),
        ):
            list_path = f'{owner}/{people}s'
            bodies = [{f'{people}_ids': [*ids], 'mode': 'set'} for ids in ([], *lists)]
            for _round in range(3):
                nile.call('POST', list_path, json=bodies[0])
                calls = [partial(nile.send, 'POST', list_path, json=body) for body in bodies[1:]]
                answers = _together(calls)
                assert {answer.status_code for answer in answers} == {200}
                assert {item['id'] for item in nile.all(list_path)} in lists


IMPORT = '/v1/admin/students/import'


def test_one_file_imported_by_several_at_once(live_server, nile):
    """One of them creates the students, the others find them; a body is there again each time."""
    live_server.tolerate('could not serialize access|deadlock detected')
    rows = ''.join(f'Pair {n},pair{n}@nile.test,Physics 102\r\n' for n in range(200))
    data = f'name,email,course_name\r\n{rows}'.encode()
    as_body = {'data': data, 'headers': {'Content-Type': 'text/csv'}}
    as_form = {'files': {'file': ('students.csv', data, 'text/csv')}}
    calls = [partial(nile.send, 'POST', IMPORT, **options) for options in (as_body, as_form) * 2]
    answers = [answer.json() for answer in _together(calls)]
    counts = sorted((answer['created'], answer['unchanged']) for answer in answers)
    assert counts == [(0, 200)] * 3 + [(200, 0)], answers
    assert [answer['errors'] for answer in answers] == [[]] * 4


def test_of_parallel_changes_on_one_condition_one_is_made(live_server, nile):
    live_server.tolerate('could not serialize access')
    student = nile.call('POST', '/students', json={'name': "Condition"})
    path = f'/students/{student["id"]}'
    headers = {'If-Match': nile.send('GET', path).headers['ETag']}
    # two of one record's rows: its own and that of its contact
    bodies = [{'name': "Condition 1"}, {'student_code': 'CONDITION'}] * 3
    answers = _together(
        [partial(nile.send, 'PATCH', path, json=body, headers=headers) for body in bodies]
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] + [412] * 5, [answer.text for answer in answers]
    (made,) = [answer.json() for answer in answers if answer.ok]
    assert nile.call('GET', path) == made
    nile.call('DELETE', path)


def test_of_parallel_removals_on_one_condition_one_is_made(live_server, nile, classroom):
    """They write different rows, so that only the claim of the classroom tells them apart."""
    live_server.tolerate('could not serialize access')
    path = f'/classrooms/{classroom["id"]}/students'
    answer = nile.send('GET', path)
    headers = {'If-Match': answer.headers['ETag']}
    students, total = [item['id'] for item in answer.json()['items']], answer.json()['total']
    answers = _together(
        [
            partial(nile.send, 'DELETE', path, json={'student_ids': [id_]}, headers=headers)
            for id_ in students[:6]
        ]
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] + [412] * 5, [answer.text for answer in answers]
    assert len(nile.all(path)) == total - 1


def test_of_parallel_requests_with_one_key_one_is_done(live_server, nile):
    live_server.tolerate('could not serialize access')
    body, headers = {'name': "Once"}, {'Idempotency-Key': 'once'}
    call = partial(nile.send, 'POST', '/students', json=body, headers=headers)
    answers = _together([call] * 6)
    assert {answer.status_code for answer in answers} == {201}, [a.text for a in answers]
    assert len({(answer.text, answer.headers['Location']) for answer in answers}) == 1
    assert [item['id'] for item in nile.all('/students', search='Once')] == [
        answers[0].json()['id']
    ]
    nile.call('DELETE', f'/students/{answers[0].json()["id"]}')
