#!/usr/bin/env python3
"""Walk the assignment workflow on a running server, by HTTP only, and read back what it did.

The worked example: a classroom of 24, two teachers, Physics 102 in the sections A and B, half of
the class and one teacher in each. Prints PASS or FAIL for each check; exit code 0 or 1. Each run
makes a classroom of its own and archives it in the end.
"""

import sys
import time

from smoke.client import Client, parse_arguments, run

CLASS_SIZE = 24
TERM = '2026-T1'


def workflow(options, checks):
    client = Client(options.base_url, options.admin, options.password)
    students = [item['id'] for item in client.all('/students')][:CLASS_SIZE]
    checks.equal("the school has 24 students to assign", len(students), CLASS_SIZE)
    teachers = [
        client.need('/teachers', email=login)['id'] for login in (options.salem, options.khaled)
    ]
    course = client.need('/courses', name=options.course)
    sections = {
        name: client.need(f'/courses/{course["id"]}/sections', name=name)['id'] for name in 'AB'
    }
    name = f'Smoke {time.time_ns()}'
    classroom = client.call('POST', '/classrooms', json={'name': name})
    path = f'/classrooms/{classroom["id"]}'
    try:
        _fill(client, checks, path, students, teachers)
        batches = _assign(client, checks, path, course, sections, students, teachers)
        _override(client, checks, batches, students, teachers)
        _assign_again(client, checks, path, course, sections, students)
    finally:
        client.call('DELETE', path)


def _fill(client, checks, path, students, teachers):
    """Steps 1 and 2: roster and homeroom teachers."""
    steps = client.call('GET', path)['steps']
    checks.check("a new classroom has no step done", not any(steps.values()), steps)
    body = {'student_ids': students, 'mode': 'set'}
    roster = client.call('POST', f'{path}/students', json=body)
    checks.equal("step 1: the roster has everybody", roster['total'], len(students))
    body = {'teacher_ids': teachers, 'mode': 'set'}
    faculty = client.call('POST', f'{path}/teachers', json=body)
    checks.equal("step 2: both homeroom teachers are there", faculty['total'], len(teachers))
    done = [name for name, is_done in client.call('GET', path)['steps'].items() if is_done]
    checks.equal("the guide shows steps 1 and 2 as done", done, ['roster', 'faculty'])


def _assign(client, checks, path, course, sections, students, teachers):
    """Steps 3 to 5: one batch for each section, filled by the cascade; return their ids."""
    batches = {}
    for name, section_id in sections.items():
        body = {'course_id': course['id'], 'section_id': section_id, 'term_key': TERM}
        answer = client.send('POST', f'{path}/assign-course', json=body)
        checks.equal(f"assigning section {name} makes a batch", answer.status_code, 201)
        batch = answer.json()['batch']
        batches[name] = batch['id']
        checks.check(
            f"its name is made of its parts: {batch['name']}",
            batch['name'].endswith(f' — {course["name"]} — {name}'),
        )
        _check_members(client, checks, batch['id'], f"cascade into {name}", students, teachers)
    return batches


def _override(client, checks, batches, students, teachers):
    """Steps 6 to 9: half of the class and one teacher in each batch; the roster stays."""
    half = len(students) // 2
    plan = {'A': (students[:half], teachers[:1]), 'B': (students[half:], teachers[1:])}
    for name, (in_section, teaching) in plan.items():
        path = f'/batches/{batches[name]}'
        body = {'student_ids': in_section, 'mode': 'set'}
        client.call('POST', f'{path}/students', json=body)
        body = {'teacher_ids': teaching, 'mode': 'set'}
        client.call('POST', f'{path}/teachers', json=body)
    for name, (in_section, teaching) in plan.items():
        _check_members(client, checks, batches[name], f"override of {name}", in_section, teaching)


def _assign_again(client, checks, path, course, sections, students):
    """A repeated assignment reuses the batch and respects who was taken out."""
    body = {'course_id': course['id'], 'section_id': sections['A'], 'term_key': TERM}
    answer = client.send('POST', f'{path}/assign-course', json=body)
    checks.equal("assigning section A again reuses the batch", answer.status_code, 200)
    again = answer.json()
    checks.equal("nobody is enrolled again", again['enrolled'], [])
    checks.equal("half of the class is left out", len(again['skipped']), len(students) // 2)
    checks.equal(
        "the roster is as it was", client.call('GET', path)['student_count'], len(students)
    )
    reset = client.call('POST', f'/batches/{again["batch"]["id"]}/students/reset')
    checks.equal("a reset brings the whole roster back", reset['total'], len(students))


def _check_members(client, checks, batch_id, what, students, teachers):
    found = [item['id'] for item in client.all(f'/batches/{batch_id}/students')]
    checks.equal(f"{what}: {len(students)} students", sorted(found), sorted(students))
    found = [item['id'] for item in client.all(f'/batches/{batch_id}/teachers')]
    checks.equal(f"{what}: {len(teachers)} teachers", sorted(found), sorted(teachers))


def main():
    options = parse_arguments(
        __doc__.splitlines()[0],
        admin='admin@nile.example',
        salem='salem@nile.example',
        khaled='khaled@nile.example',
        course='Physics 102',
    )
    return run(workflow, options)


if __name__ == '__main__':
    sys.exit(main())
