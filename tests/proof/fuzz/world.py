"""What the requests are about: records of two schools, so that they get past "not found"."""

TERM = '2026-T1'
#: ids of a kind that the requests choose from, beside one of another school
ENOUGH = 3


def build(admin):
    """Make a classroom with everything in it; return the ids of a school by kind."""
    classroom = admin.call('POST', '/classrooms', json={'name': "Fuzzing"})['id']
    path = f'/classrooms/{classroom}'
    ids = {kind: [item['id'] for item in admin.all(f'/{kind}s')] for kind in ('student', 'teacher')}
    ids['classroom'] = [classroom]
    ids['entity'] = [entity['id'] for entity in admin.user['entities']]
    admin.call('POST', f'{path}/students', json={'student_ids': ids['student']})
    admin.call('POST', f'{path}/teachers', json={'teacher_ids': ids['teacher']})
    course = admin.call('POST', '/courses', json={'name': "Fuzzing", 'code': 'FUZZ'})['id']
    sections = admin.call('POST', f'/courses/{course}/sections/generate-defaults')['items']
    ids['course'] = [course]
    ids['section'] = [section['id'] for section in sections]
    batch = admin.call(
        'POST',
        f'{path}/assign-course',
        json={'course_id': course, 'section_id': ids['section'][0], 'term_key': TERM},
    )['batch']
    ids['batch'] = [batch['id']]
    ids['term'] = [term['id'] for term in admin.all('/terms')]
    teacher = {'teacher_id': ids['teacher'][0], 'term_key': TERM}
    admin.call('POST', f'{path}/class-teacher', json=teacher)
    note = {'classroom_id': classroom, 'course_id': course, 'title': "Fuzzing", **teacher}
    ids['lesson_note'] = [admin.call('POST', '/lesson-notes', json=note)['id'] for _ in range(3)]
    group = {'name': "Fuzzing", 'student_ids': ids['student'][:2]}
    ids['learner_group'] = [admin.call('POST', f'{path}/learner-groups', json=group)['id']]
    assignment = {'course_id': course, 'is_active': True}
    ids['course_assignment'] = [
        admin.call('POST', f'{path}/course-assignments', json=assignment)['id']
    ]
    return ids
