"""What students leave when a file is imported: courses with their batches, and classrooms."""


def tell_leaving(planner, leaving):
    """Return who leaves what; one statement more, whatever their number.

    :param planner: the `Planner`, whose school it is about
    :param leaving: ``(row number, Known, Change)`` of those who may leave something
    :return: ``[{'row', 'student_id', 'name', 'courses', 'classrooms'}]``; a course is ``{'id',
        'name', 'batches': [{'id', 'name', 'section'}]}``, a classroom ``{'id', 'name'}``
    """
    courses, classrooms = (index.names for index in planner.indexes.values())
    batches = _load_batches(planner.env, [known.id for _row, known, _change in leaving])
    told = []
    for row, known, change in leaving:
        ended = change.ended_enrollment_ids
        left = {
            'row': row,
            'student_id': known.id,
            'name': known.values['name'],
            'courses': [
                {
                    'id': course_id,
                    'name': courses[course_id],
                    'batches': batches.get((known.id, course_id), []),
                }
                for course_id, enrollment_id in known.courses.items()
                if change.active is False or enrollment_id in ended
            ],
            'classrooms': [
                {'id': classroom_id, 'name': classrooms[classroom_id]}
                for classroom_id in known.classroom_ids
                if change.active is False
            ],
        }
        if left['courses'] or left['classrooms']:
            told.append(left)
    return told


def _load_batches(env, student_ids):
    """Return ``{(student id, course id): batches}`` of the placements that have not ended."""
    placements = student_ids and env['encoach.batch.enrollment'].search_fetch(
        [('student_id', 'in', student_ids), ('active', '=', True)],
        ['student_id', 'course_id', 'batch_id'],
    )
    batches = {}
    for placement in placements:
        batch = placement.batch_id
        batches.setdefault((placement.student_id.id, placement.course_id.id), []).append(
            {'id': batch.id, 'name': batch.name, 'section': batch.section_id.name or None}
        )
    return batches


def describe(left):
    """Return what a student leaves as one line.

    >>> batch = {'id': 5, 'name': "Grade 7 — Physics 102 — A", 'section': "A"}
    >>> describe({'courses': [{'name': "Physics 102", 'batches': [batch]}], 'classrooms': []})
    'Physics 102 (A)'
    """
    lines = []
    for course in left['courses']:
        names = dict.fromkeys(batch['section'] or batch['name'] for batch in course['batches'])
        lines.append(f'{course["name"]} ({", ".join(names)})' if names else course['name'])
    return ', '.join(lines + [classroom['name'] for classroom in left['classrooms']])
