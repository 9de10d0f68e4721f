"""S0-30: the worked example of the assignment workflow, over HTTP, read back from the database."""

TERM = '2026-T1'


def _read_batch(sql, batch_id):
    """Return the names of the students and of the teachers in a batch, as the database has them."""
    students = sql(
        """
        SELECT contact.name
          FROM encoach_batch_enrollment AS placement
          JOIN encoach_student AS student ON student.id = placement.student_id
          JOIN res_partner AS contact ON contact.id = student.partner_id
         WHERE placement.batch_id = %s AND placement.active
         ORDER BY contact.name
        """,
        batch_id,
    )
    teachers = sql(
        """
        SELECT contact.name
          FROM encoach_batch_teacher AS line
          JOIN encoach_teacher AS teacher ON teacher.id = line.teacher_id
          JOIN res_partner AS contact ON contact.id = teacher.partner_id
         WHERE line.batch_id = %s AND line.until IS NULL
         ORDER BY contact.name
        """,
        batch_id,
    )
    return [name for (name,) in students], [name for (name,) in teachers]


def test_grade_7_is_split_between_two_sections(nile, sql):
    # 1. an empty classroom
    classroom = nile.call('POST', '/classrooms', json={'name': "Grade 7"})
    path = f'/classrooms/{classroom["id"]}'
    assert not any(classroom['steps'].values())

    # 2. a roster of 24, 3. two homeroom teachers
    people = sorted(nile.all('/students'), key=lambda student: student['name'])[:24]
    students = [student['id'] for student in people]
    names = [student['name'] for student in people]
    assert len(students) == 24
    body = {'student_ids': students, 'mode': 'set'}
    assert nile.call('POST', f'{path}/students', json=body)['total'] == 24
    salem = nile.need('/teachers', email='salem@nile.example')
    khaled = nile.need('/teachers', email='khaled@nile.example')
    body = {'teacher_ids': [salem['id'], khaled['id']], 'mode': 'set'}
    assert nile.call('POST', f'{path}/teachers', json=body)['total'] == 2

    # 4. and 5. Physics 102 in the sections A and B: everybody is in both
    course = nile.need('/courses', name='Physics 102')
    batches = {}
    for letter in 'AB':
        section = nile.need(f'/courses/{course["id"]}/sections', name=letter)
        body = {'course_id': course['id'], 'section_id': section['id'], 'term_key': TERM}
        answer = nile.send('POST', f'{path}/assign-course', json=body)
        assert answer.status_code == 201, answer.text
        batch = answer.json()['batch']
        assert batch['name'] == f'Grade 7 — Physics 102 — {letter}'
        batches[letter] = batch['id']
        both = sorted([salem['name'], khaled['name']])
        assert _read_batch(sql, batch['id']) == (sorted(names), both)
    assert all(nile.call('GET', path)['steps'].values())

    # 6. to 9. half of the class and one teacher in each
    for letter, kept, teacher in (('A', students[:12], salem), ('B', students[12:], khaled)):
        path_of_batch = f'/batches/{batches[letter]}'
        body = {'student_ids': kept, 'mode': 'set'}
        assert nile.call('POST', f'{path_of_batch}/students', json=body)['total'] == 12
        body = {'teacher_ids': [teacher['id']], 'mode': 'set'}
        assert nile.call('POST', f'{path_of_batch}/teachers', json=body)['total'] == 1
    assert _read_batch(sql, batches['A']) == (names[:12], [salem['name']])
    assert _read_batch(sql, batches['B']) == (names[12:], [khaled['name']])

    # a repeated assignment respects the split
    section = nile.need(f'/courses/{course["id"]}/sections', name='A')
    body = {'course_id': course['id'], 'section_id': section['id'], 'term_key': TERM}
    again = nile.call('POST', f'{path}/assign-course', json=body)
    assert (again['created'], again['enrolled'], again['kept']) == (False, [], 12)
    assert len(again['skipped']) == 12
    assert _read_batch(sql, batches['A']) == (names[:12], [salem['name']])
    roster = sql(
        'SELECT count(*) FROM encoach_classroom_student WHERE classroom_id = %s AND until IS NULL',
        classroom['id'],
    )
    assert roster == [(24,)]
