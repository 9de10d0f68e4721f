"""What the requests are about: records of two schools, so that they get past "not found"."""

TERM = '2026-T1'
#: ids of a model that the requests choose from, beside one of another school
ENOUGH = 3


def build(admin):
    """Make a classroom with everything in it; return the ids of a school by model."""
    students, teachers = (_list_ids(admin, path) for path in ('/students', '/teachers'))
    classroom = admin.call('POST', '/classrooms', json={'name': "Fuzzing"})['id']
    path = f'/classrooms/{classroom}'
    admin.call('POST', f'{path}/students', json={'student_ids': students})
    admin.call('POST', f'{path}/teachers', json={'teacher_ids': teachers})
    course = admin.call('POST', '/courses', json={'name': "Fuzzing", 'code': 'FUZZ'})['id']
    sections = admin.call('POST', f'/courses/{course}/sections/generate-defaults')['items']
    batch = admin.call(
        'POST',
        f'{path}/assign-course',
        json={'course_id': course, 'section_id': sections[0]['id'], 'term_key': TERM},
    )['batch']
    teacher = {'teacher_id': teachers[0], 'term_key': TERM}
    admin.call('POST', f'{path}/class-teacher', json=teacher)
    note = {'classroom_id': classroom, 'course_id': course, 'title': "Fuzzing", **teacher}
    notes = [admin.call('POST', '/lesson-notes', json=note)['id'] for _ in range(3)]
    group = {'name': "Fuzzing", 'student_ids': students[:2]}
    group = admin.call('POST', f'{path}/learner-groups', json=group)
    assignment = {'course_id': course, 'is_active': True}
    assignment = admin.call('POST', f'{path}/course-assignments', json=assignment)
    return {
        'encoach.entity': [entity['id'] for entity in admin.user['entities']],
        'encoach.student': students,
        'encoach.teacher': teachers,
        'encoach.classroom': [classroom],
        'encoach.course': [course],
        'encoach.course.section': [section['id'] for section in sections],
        'encoach.batch': [batch['id']],
        'encoach.term': _list_ids(admin, '/terms'),
        'encoach.lesson.note': notes,
        'encoach.learner.group': [group['id']],
        'encoach.course.assignment': [assignment['id']],
    }


def _list_ids(admin, path):
    return [item['id'] for item in admin.all(path)]
