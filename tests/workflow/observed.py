"""What Odoo holds of a school, in the words of the reference."""

from .reference import Key

#: by what it tells: rows of a school in the tables themselves
TABLES = {
    'rosters': """
        SELECT classroom_id, student_id,
               count(*) FILTER (WHERE until IS NULL), count(*) FILTER (WHERE until IS NOT NULL)
          FROM encoach_classroom_student WHERE entity_id = %s GROUP BY 1, 2
    """,
    'faculties': """
        SELECT classroom_id, teacher_id FROM encoach_classroom_teacher_rel AS link
          JOIN encoach_classroom AS classroom ON classroom.id = link.classroom_id
         WHERE classroom.entity_id = %s
    """,
    'studied': """
        SELECT classroom_id, course_id FROM encoach_classroom_course_rel AS link
          JOIN encoach_classroom AS classroom ON classroom.id = link.classroom_id
         WHERE classroom.entity_id = %s
    """,
    'batches': """
        SELECT classroom_id, course_id, section_id, term.key, batch.active
          FROM encoach_batch AS batch LEFT JOIN encoach_term AS term ON term.id = batch.term_id
         WHERE batch.entity_id = %s
    """,
    'placements': """
        SELECT classroom_id, batch.course_id, section_id, term.key,
               student_id, line.active, origin, line.ended_at IS NULL
          FROM encoach_batch_enrollment AS line JOIN encoach_batch AS batch
            ON batch.id = line.batch_id LEFT JOIN encoach_term AS term ON term.id = batch.term_id
         WHERE line.entity_id = %s
    """,
    'teachers': """
        SELECT classroom_id, course_id, section_id, term.key, teacher_id,
               count(*) FILTER (WHERE until IS NULL), count(*) FILTER (WHERE until IS NOT NULL)
          FROM encoach_batch_teacher AS line JOIN encoach_batch AS batch
            ON batch.id = line.batch_id LEFT JOIN encoach_term AS term ON term.id = batch.term_id
         WHERE line.entity_id = %s GROUP BY 1, 2, 3, 4, 5
    """,
    'takes': """
        SELECT course_id, student_id, active FROM encoach_course_enrollment WHERE entity_id = %s
    """,
    'archived': """
        SELECT 'student', id FROM encoach_student WHERE entity_id = %s AND NOT active
         UNION ALL
        SELECT 'teacher', id FROM encoach_teacher WHERE entity_id = %s AND NOT active
         UNION ALL
        SELECT 'classroom', id FROM encoach_classroom WHERE entity_id = %s AND NOT active
         UNION ALL
        SELECT 'course', id FROM encoach_course WHERE entity_id = %s AND NOT active
    """,
}


def stored(cursor, entity_id):
    """Return the rows of a school as ``{what: sorted rows}``."""
    rows = {}
    for name, statement in TABLES.items():
        cursor.execute(statement, [entity_id] * statement.count('%s'))
        rows[name] = sorted(cursor.fetchall(), key=repr)
    return rows


def expected(school):
    """Return what `stored` has to find for a school of the reference."""
    rows = {
        'rosters': [
            (classroom, student, present, ended)
            for classroom, members in school.rosters.items()
            for student, present, ended in _lines(members)
        ],
        'faculties': [(owner, id_) for owner, ids in school.faculties.items() for id_ in ids],
        'studied': [(owner, id_) for owner, ids in school.studied.items() for id_ in ids],
        'batches': [(*key, batch.active) for key, batch in school.batches.items()],
        'placements': [
            (*key, student, bool(present), batch.origins[student], bool(present))
            for key, batch in school.batches.items()
            for student, present, _ended in _lines(batch.students)
        ],
        'teachers': [
            (*key, *line)
            for key, batch in school.batches.items()
            for line in _lines(batch.teachers)
        ],
        'takes': [(*pair, active) for pair, active in school.takes.items()],
        'archived': [(kind, id_) for kind, ids in school.archived.items() for id_ in ids],
    }
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def _lines(members):
    """Yield (member, whether he is present, how many lines have ended) as numbers."""
    for id_ in members.present | set(members.left):
        yield id_, int(id_ in members.present), members.left[id_]


def shown(env, entity):
    """Return what the records' fields say, as an answer of the API right after a change does."""
    env = env(context={**env.context, 'active_test': True})
    own = [('entity_id', '=', entity.id), ('active', 'in', (True, False))]
    return {
        'classrooms': {
            classroom.id: (
                set(classroom.student_ids.ids),
                classroom.student_count,
                set(classroom.teacher_ids.ids),
                classroom.batch_count,
            )
            for classroom in env['encoach.classroom'].search(own)
        },
        'batches': {
            Key(
                batch.classroom_id.id,
                batch.course_id.id,
                batch.section_id.id or None,
                batch.term_key or None,
            ): (
                set(batch.enrollment_ids.student_id.ids),
                batch.student_count,
                set(batch.teacher_ids.ids),
                batch.teacher_count,
            )
            for batch in env['encoach.batch'].search(own)
        },
    }


def expected_to_be_shown(school):
    """Return what `shown` has to find for a school of the reference."""
    return {
        'classrooms': {
            id_: (
                school.rosters[id_].present,
                len(school.rosters[id_].present),
                school.faculties[id_],
                sum(batch.active for key, batch in school.batches.items() if key.classroom == id_),
            )
            for id_ in school.own['classroom']
        },
        'batches': {
            key: (
                batch.students.present,
                len(batch.students.present),
                batch.teachers.present,
                len(batch.teachers.present),
            )
            for key, batch in school.batches.items()
        },
    }
