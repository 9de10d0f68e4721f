"""Archiving somebody beside using him: what is used is active, whoever comes first (S0-34)."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

ROUNDS = 60
CALLERS = 12

# What PostgreSQL tells the loser, who is then run again.
RACES = 'could not serialize access|deadlock detected|_active_fk'

#: rows that must not exist
BROKEN = """
    SELECT 'roster', line.id FROM encoach_classroom_student AS line
      JOIN encoach_student AS student ON student.id = student_id
     WHERE until IS NULL AND NOT student.active
     UNION ALL
    SELECT 'enrollment', line.id FROM encoach_course_enrollment AS line
      JOIN encoach_student AS student ON student.id = student_id
     WHERE line.active AND NOT student.active
     UNION ALL
    SELECT 'placement', line.id FROM encoach_batch_enrollment AS line
      JOIN encoach_student AS student ON student.id = student_id
      JOIN encoach_batch AS batch ON batch.id = batch_id
      LEFT JOIN encoach_course_enrollment AS enrollment
        ON enrollment.student_id = line.student_id AND enrollment.course_id = batch.course_id
     WHERE line.active AND NOT (student.active AND COALESCE(enrollment.active, FALSE))
     UNION ALL
    SELECT 'batch teacher', line.id FROM encoach_batch_teacher AS line
      JOIN encoach_teacher AS teacher ON teacher.id = teacher_id
     WHERE until IS NULL AND NOT teacher.active
     UNION ALL
    SELECT 'class teacher', line.id FROM encoach_class_teacher AS line
      JOIN encoach_teacher AS teacher ON teacher.id = teacher_id WHERE NOT teacher.active
     UNION ALL
    SELECT 'homeroom teacher', classroom_id FROM encoach_classroom_teacher_rel
      JOIN encoach_teacher AS teacher ON teacher.id = teacher_id WHERE NOT teacher.active
"""


@pytest.fixture
def room(nile):
    """A classroom with a batch, and nobody in them; and another course."""
    mark = time.time_ns()
    room = nile.call('POST', '/classrooms', json={'name': f'Races {mark}'})
    course = nile.call('POST', '/courses', json={'name': f'Raced {mark}'})
    other = nile.call('POST', '/courses', json={'name': f'Other {mark}'})
    path = f'/classrooms/{room["id"]}'
    assigned = nile.call('POST', f'{path}/assign-course', json={'course_id': course['id']})
    return {
        'path': path,
        'batch': f'/batches/{assigned["batch"]["id"]}',
        'course': course,
        'other': other,
        'mark': mark,
    }


def _race(nile, pairs):
    """Run pairs of requests, each two at the same time; return the answers' statuses."""
    with ThreadPoolExecutor(CALLERS) as pool:
        futures = [
            pool.submit(nile.send, method, path, json=body)
            for pair in pairs
            for method, path, body in pair
        ]
        return {future.result().status_code for future in futures}


def _people(nile, kind, mark):
    """Return the ids of new students or teachers."""
    return [
        nile.call('POST', f'/{kind}', json={'name': f'Racer {number} of {mark}'})['id']
        for number in range(ROUNDS)
    ]


@pytest.mark.parametrize('use', ['placing', 'roster', 'enrolling'])
def test_archiving_a_student_beside_using_him(live_server, nile, sql, room, use):
    live_server.tolerate(RACES)
    students = _people(nile, 'students', room['mark'])

    def using(id_):
        if use == 'enrolling':
            body = {'course_name': room['course']['name']}
            return 'PUT', f'/v1/admin/students/{id_}', body
        path = room['batch'] if use == 'placing' else room['path']
        return 'POST', f'{path}/students', {'student_ids': [id_]}

    pairs = [(using(id_), ('DELETE', f'/students/{id_}', None)) for id_ in students]
    statuses = _race(nile, pairs)
    assert sql(BROKEN) == []
    assert statuses <= {200, 204, 422}
    assert sql('SELECT count(*) FROM encoach_student WHERE active AND id = ANY(%s)', students) == [
        (0,)
    ]


def test_ending_a_course_enrollment_beside_placing(live_server, nile, sql, room):
    live_server.tolerate(RACES)
    students = _people(nile, 'students', room['mark'])
    for id_ in students:
        body = {'course_name': room['course']['name']}
        nile.call('PUT', f'/v1/admin/students/{id_}', json=body)
    moving = {'course_name': room['other']['name']}
    pairs = [
        (
            ('POST', f'{room["batch"]}/students', {'student_ids': [id_]}),
            ('PUT', f'/v1/admin/students/{id_}', moving),
        )
        for id_ in students
    ]
    statuses = _race(nile, pairs)
    assert sql(BROKEN) == []
    assert statuses == {200}


@pytest.mark.parametrize('use', ['batch', 'homeroom', 'class teacher'])
def test_archiving_a_teacher_beside_using_him(live_server, nile, sql, room, use):
    live_server.tolerate(RACES)
    teachers = _people(nile, 'teachers', room['mark'])

    def using(number, id_):
        if use == 'class teacher':
            key = f'{room["mark"]}-{number}'
            nile.call('POST', '/terms', json={'key': key})
            return 'POST', f'{room["path"]}/class-teacher', {'teacher_id': id_, 'term_key': key}
        path = room['batch'] if use == 'batch' else room['path']
        return 'POST', f'{path}/teachers', {'teacher_ids': [id_]}

    pairs = [
        (using(number, id_), ('DELETE', f'/teachers/{id_}', None))
        for number, id_ in enumerate(teachers)
    ]
    statuses = _race(nile, pairs)
    assert sql(BROKEN) == []
    assert statuses <= {200, 201, 204, 422}
    assert sql('SELECT count(*) FROM encoach_teacher WHERE active AND id = ANY(%s)', teachers) == [
        (0,)
    ]
