#!/usr/bin/env python3
"""Seed a demo of sections by HTTP only: a classroom, a course with sections, a batch for each.

Can be run any number of times: what is there is found, not made again, and nothing that was
changed by hand is undone. Prints PASS or FAIL for each step; exit code 0 or 1.
"""

import sys

from smoke.client import Client, parse_arguments, run

CLASSROOM = "Grade 7 (sections demo)"
COURSE = "Chemistry 101 (sections demo)"
TERM = '2026-T1'
SECTIONS = 3


def seed(options, checks):
    client = Client(options.base_url, options.admin, options.password)
    classroom, created = client.find_or_create('/classrooms', name=CLASSROOM)
    checks.check(f"classroom {CLASSROOM}: {_word(created)}", True)
    course, created = client.find_or_create('/courses', name=COURSE)
    checks.check(f"course {COURSE}: {_word(created)}", True)

    path = f'/courses/{course["id"]}/sections'
    result = client.call('POST', f'{path}/generate-defaults', json={'count': SECTIONS})
    sections = result['items']
    checks.check(f"sections: {len(result['created'])} created", len(sections) >= SECTIONS)

    path = f'/classrooms/{classroom["id"]}'
    if not classroom['steps']['roster']:
        students = [item['id'] for item in client.all('/students')][:24]
        client.call('POST', f'{path}/students', json={'student_ids': students})
        teachers = [item['id'] for item in client.all('/teachers')][:2]
        client.call('POST', f'{path}/teachers', json={'teacher_ids': teachers})
    roster = [item['id'] for item in client.all(f'{path}/students')]
    checks.check(f"roster: {len(roster)} students", bool(roster))

    for section in sections:
        body = {'course_id': course['id'], 'section_id': section['id'], 'term_key': TERM}
        assigned = client.call('POST', f'{path}/assign-course', json=body)
        accounted = len(assigned['enrolled']) + assigned['kept'] + len(assigned['skipped'])
        checks.equal(
            f"batch {assigned['batch']['name']}: {_word(assigned['created'])}",
            accounted,
            len(roster),
        )
    batches = client.all(f'{path}/batches')
    checks.equal("one batch for each section", len(batches), len(sections))


def _word(created):
    return "created" if created else "found"


def main():
    options = parse_arguments(__doc__.splitlines()[0], admin='admin@nile.example')
    return run(seed, options)


if __name__ == '__main__':
    sys.exit(main())
