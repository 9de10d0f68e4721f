#!/usr/bin/env python3
"""Try to reach one school's records from another on a running server, by HTTP only.

Every write with a foreign id must be answered by 403 and change nothing, every list must hold
nothing foreign. Both directions, administrators and a teacher. Prints PASS or FAIL for each
check; exit code 0 or 1; can be repeated.
"""

import sys

from smoke.client import Client, describe, parse_arguments, run

CLASSROOM = "Isolation smoke test"
TERM = '2026-T1'

#: what is foreign, method, path, body; names in braces and capitals stand for ids
WRITES = [
    ('entity', 'POST', '/students', {'name': "X", 'entity_id': 'THEIR entity'}),
    ('entity', 'POST', '/teachers', {'name': "X", 'entity_id': 'THEIR entity'}),
    (
        'entity',
        'POST',
        '/v1/admin/students',
        {'name': "X", 'email': 'x@x.example', 'entity_id': 'THEIR entity'},
    ),
    ('student', 'PUT', '/v1/admin/students/{THEIR student}', {'name': "X"}),
    ('entity', 'POST', '/courses', {'name': "X", 'entity_id': 'THEIR entity'}),
    ('entity', 'POST', '/classrooms', {'name': "X", 'entity_id': 'THEIR entity'}),
    ('entity', 'POST', '/terms', {'key': "X", 'entity_id': 'THEIR entity'}),
    *(
        (kind, method, f'/{kind}s/{{THEIR {kind}}}', body)
        for kind in ('student', 'teacher', 'course', 'classroom', 'term')
        for method, body in (('PATCH', {'name': "X"}), ('DELETE', None))
    ),
    ('course', 'POST', '/courses/{THEIR course}/sections', {'name': "X"}),
    ('course', 'POST', '/courses/{THEIR course}/sections/generate-defaults', None),
    ('classroom', 'POST', '/classrooms/{THEIR classroom}/students', {'student_ids': 'OUR student'}),
    ('student', 'POST', '/classrooms/{OUR classroom}/students', {'student_ids': 'BOTH student'}),
    (
        'classroom',
        'DELETE',
        '/classrooms/{THEIR classroom}/students',
        {'student_ids': 'OUR student'},
    ),
    ('student', 'DELETE', '/classrooms/{OUR classroom}/students', {'student_ids': 'BOTH student'}),
    ('classroom', 'POST', '/classrooms/{THEIR classroom}/teachers', {'teacher_ids': 'OUR teacher'}),
    ('teacher', 'POST', '/classrooms/{OUR classroom}/teachers', {'teacher_ids': 'BOTH teacher'}),
    (
        'classroom',
        'DELETE',
        '/classrooms/{THEIR classroom}/teachers',
        {'teacher_ids': 'OUR teacher'},
    ),
    ('teacher', 'DELETE', '/classrooms/{OUR classroom}/teachers', {'teacher_ids': 'BOTH teacher'}),
    ('classroom', 'DELETE', '/classrooms/{THEIR classroom}/courses/{OUR course}', None),
    ('course', 'DELETE', '/classrooms/{OUR classroom}/courses/{THEIR course}', None),
    (
        'classroom',
        'POST',
        '/classrooms/{THEIR classroom}/assign-course',
        {'course_id': 'OUR course'},
    ),
    ('course', 'POST', '/classrooms/{OUR classroom}/assign-course', {'course_id': 'THEIR course'}),
    (
        'section',
        'POST',
        '/classrooms/{OUR classroom}/assign-course',
        {'course_id': 'OUR course', 'section_id': 'THEIR section'},
    ),
    (
        'teacher',
        'POST',
        '/classrooms/{OUR classroom}/assign-course',
        {'course_id': 'OUR course', 'teacher_ids': 'BOTH teacher'},
    ),
    *(
        (kind, 'POST', path, body)
        for people in ('student', 'teacher')
        for action in ('', '/remove')
        for kind, path, body in (
            (
                'batch',
                f'/batches/{{THEIR batch}}/{people}s{action}',
                {f'{people}_ids': f'OUR {people}'},
            ),
            (
                people,
                f'/batches/{{OUR batch}}/{people}s{action}',
                {f'{people}_ids': f'BOTH {people}'},
            ),
        )
    ),
    ('batch', 'POST', '/batches/{THEIR batch}/students/reset', None),
    ('batch', 'POST', '/batches/{THEIR batch}/teachers/reset', None),
]

#: one record or a list below one, of the other school
FOREIGN_READS = [
    *(f'/{kind}s/{{THEIR {kind}}}' for kind in ('student', 'teacher', 'course', 'term')),
    '/courses/{THEIR course}/sections',
    '/classrooms/{THEIR classroom}',
    *(f'/classrooms/{{THEIR classroom}}/{part}' for part in ('students', 'teachers', 'courses')),
    '/classrooms/{THEIR classroom}/batches',
    '/classrooms/{THEIR classroom}/overview',
    '/batches/{THEIR batch}',
    '/batches/{THEIR batch}/students',
    '/batches/{THEIR batch}/teachers',
]

LISTS = ('students', 'teachers', 'courses', 'terms', 'classrooms', 'batches')


class School:
    """One school as its administrator sees it, with an id of every kind."""

    def __init__(self, options, login):
        self.client = Client(options.base_url, login, options.password)
        self.entity = self.client.user['entities'][0]
        course = self.client.need('/courses', name=options.course)
        section = self.client.need(f'/courses/{course["id"]}/sections', name='A')
        classroom, _created = self.client.find_or_create('/classrooms', name=CLASSROOM)
        self.ids = {
            'entity': [self.entity['id']],
            'student': [item['id'] for item in self.client.all('/students')],
            'teacher': [item['id'] for item in self.client.all('/teachers')],
            'course': [course['id']],
            'section': [section['id']],
            'term': [self.client.need('/terms', key=TERM)['id']],
            'classroom': [classroom['id']],
        }
        path = f'/classrooms/{classroom["id"]}'
        self.client.call('POST', f'{path}/students', json={'student_ids': self.ids['student'][:3]})
        self.client.call('POST', f'{path}/teachers', json={'teacher_ids': self.ids['teacher'][:1]})
        body = {'course_id': course['id'], 'section_id': section['id'], 'term_key': TERM}
        assigned = self.client.call('POST', f'{path}/assign-course', json=body)
        self.ids['batch'] = [assigned['batch']['id']]

    def snapshot(self):
        """Return everything the school's administrator can read of it."""
        paths = [f'/{name}' for name in LISTS]
        paths += [path.replace('THEIR', 'OUR') for path in FOREIGN_READS]
        return {path: self.client.call('GET', fill(path, self, self)) for path in paths}


def fill(text, ours, theirs):
    """Return a path with the ids its braces stand for."""
    for school, word in ((ours, 'OUR'), (theirs, 'THEIR')):
        for kind, ids in school.ids.items():
            text = text.replace(f'{{{word} {kind}}}', str(ids[0]))
    return text


def fill_body(body, ours, theirs):
    """Return a body with the ids its capitals stand for."""
    filled = {}
    for name, value in (body or {}).items():
        word, _space, kind = str(value).partition(' ')
        if word in ('OUR', 'THEIR', 'BOTH'):
            ids = (ours if word == 'OUR' else theirs).ids[kind]
            if word == 'BOTH':
                ids = [*ours.ids[kind][:2], ids[0]]
            value = ids[:3] if name.endswith('_ids') else ids[0]
        filled[name] = value
    return filled or None


def isolation(options, checks):
    nile, delta = School(options, options.admin), School(options, options.other_admin)
    checks.check("the schools are two", nile.entity['id'] != delta.entity['id'])
    teacher = Client(options.base_url, options.teacher, options.password)
    for client, ours, theirs in (
        (nile.client, nile, delta),
        (delta.client, delta, nile),
        (teacher, nile, delta),
    ):
        before = theirs.snapshot()
        _try_writes(client, checks, ours, theirs)
        _try_reads(client, checks, ours, theirs)
        who = f"{client.login} against {theirs.entity['code']}"
        checks.check(f"{who}: nothing has changed there", theirs.snapshot() == before)


def _try_writes(client, checks, ours, theirs):
    for kind, method, path, body in WRITES:
        answer = client.send(method, fill(path, ours, theirs), json=fill_body(body, ours, theirs))
        what = f'{client.login}: {method} {path} with a foreign {kind} is 403'
        checks.check(what, answer.status_code == 403, describe(answer))


def _try_reads(client, checks, ours, theirs):
    for path in FOREIGN_READS:
        answer = client.send('GET', fill(path, ours, theirs))
        what = f'{client.login}: GET {path} is 403'
        checks.check(what, answer.status_code == 403, describe(answer))
    for name in LISTS:
        items = client.all(f'/{name}')
        foreign = [item for item in items if item['entity_id'] != ours.entity['id']]
        checks.check(
            f'{client.login}: GET /{name} shows no foreign record', not foreign, foreign[:1]
        )
    entities = [item['id'] for item in client.all('/entities')]
    checks.equal(f'{client.login}: GET /entities shows the own one', entities, ours.ids['entity'])


def main():
    options = parse_arguments(
        __doc__.splitlines()[0],
        admin='admin@nile.example',
        teacher='salem@nile.example',
        other_admin='admin@delta.example',
        course='Physics 102',
    )
    return run(isolation, options)


if __name__ == '__main__':
    sys.exit(main())
