"""The rows of generated schools, as set-based statements in the order of their references.

Every constraint, key and trigger of the tables is in force while they run, those of the sync log
too: what they have let in is as consistent as what the product writes itself. The rows of several
schools are interleaved, class by class, as they are when schools work at the same time.
"""

ENTITIES = """
INSERT INTO encoach_entity (company_id, name, code, tz, active,
                            create_uid, create_date, write_uid, write_date)
SELECT (SELECT min(id) FROM res_company), 'School ' || number, 'S' || lpad(number::text, 4, '0'),
       'Africa/Cairo', TRUE, 1, now(), 1, now()
  FROM generate_series(%(first)s, %(last)s) AS number
RETURNING id
"""

GIVEN_NAMES = [
    *("Amina", "Omar", "Layla", "Youssef", "Sara", "Karim", "Nour"),
    *("Hassan", "Mona", "Tarek", "Dina", "Adel", "Rania", "Sami"),
]
FAMILY_NAMES = [
    *("Saleh", "Mansour", "Farouk", "Haddad", "Nasser", "Kamel"),
    *("Zaki", "Shaheen", "Aziz", "Fahmy", "Badawi"),
]


def _people(kind, extra=''):
    """Return the statement that makes the people of a kind, each with a contact of the school."""
    own = f', {extra}' if extra else ''
    value = ", kind || '-' || id" if extra else ''
    return f"""
        WITH person AS MATERIALIZED (
            SELECT nextval('res_partner_id_seq') AS id, entity.id AS entity_id,
                   (%(given_names)s)[1 + number %% {len(GIVEN_NAMES)}] || ' '
                   || (%(family_names)s)[1 + number %% {len(FAMILY_NAMES)}] || ' '
                   || number AS name,
                   '{kind}' || number || '@' || lower(entity.code) || '.example' AS email
              FROM encoach_entity AS entity
             CROSS JOIN generate_series(1, %({kind}s)s) AS number
             WHERE entity.id = ANY(%(entities)s)
             ORDER BY number, entity.id
        ), contact AS (
            INSERT INTO res_partner (id, commercial_partner_id, entity_id, name, complete_name,
                                     email, email_normalized, type, lang, active, partner_share,
                                     is_company, color, create_uid, create_date, write_uid,
                                     write_date)
            SELECT id, id, entity_id, name, name, email, email, 'contact', 'en_US', TRUE, TRUE,
                   FALSE, 0, 1, now(), 1, now()
              FROM person
            RETURNING id, entity_id, email, '{kind}' AS kind
        )
        INSERT INTO encoach_{kind} (partner_id, entity_id, email_key, active,
                                    create_uid, create_date, write_uid, write_date{own})
        SELECT id, entity_id, email, TRUE, 1, now(), 1, now(){value}
          FROM contact ORDER BY id
    """


def _insert(table, columns, query):
    """Return the statement that inserts what ``query`` selects, made by the superuser now."""
    return (
        f'INSERT INTO {table} ({columns}, create_uid, create_date, write_uid, write_date)'
        f' SELECT made.*, 1, now(), 1, now() FROM ({query}) AS made'
    )


def _numbered(table):
    """Return the records of a table, counted from 0 in each school."""
    return f"""
        (SELECT record.*, row_number() OVER (PARTITION BY entity_id ORDER BY id) - 1 AS number
           FROM {table} AS record WHERE entity_id = ANY(%(entities)s))
    """


TERMS = _insert(
    'encoach_term',
    'entity_id, key, name, date_start, date_end',
    """
    SELECT entity_id, '2026-T' || number, '2026-T' || number,
           DATE '2026-01-01' + 120 * (number - 1), DATE '2026-01-01' + 120 * number - 1
      FROM unnest(%(entities)s) AS entity_id CROSS JOIN generate_series(1, 3) AS number
    """,
)
COURSES = _insert(
    'encoach_course',
    'entity_id, name, code, uuid, active',
    """
    SELECT entity_id, 'Course ' || number, 'C' || number, gen_random_uuid()::text, TRUE
      FROM unnest(%(entities)s) AS entity_id
     CROSS JOIN generate_series(1, 2 * %(courses)s) AS number
     ORDER BY number, entity_id
    """,
)
SECTIONS = _insert(
    'encoach_course_section',
    'entity_id, course_id, name, capacity, sequence',
    """
    SELECT entity_id, id, section.name, 30, 10 * section.number
      FROM encoach_course CROSS JOIN (VALUES ('A', 1), ('B', 2)) AS section(name, number)
     WHERE entity_id = ANY(%(entities)s)
     ORDER BY section.number, id
    """,
)
CLASSROOMS = _insert(
    'encoach_classroom',
    'entity_id, name, grade, room, active',
    """
    SELECT entity_id, 'Grade ' || number, number::text, 'B-' || number, TRUE
      FROM unnest(%(entities)s) AS entity_id CROSS JOIN generate_series(1, %(classrooms)s) AS number
     ORDER BY number, entity_id
    """,
)
# Everybody is in one class; every tenth was in the next one before.
ROSTERS = _insert(
    'encoach_classroom_student',
    'entity_id, classroom_id, student_id, since, until',
    f"""
    SELECT classroom.entity_id, classroom.id, student.id,
           CASE WHEN is_present THEN DATE '2026-02-01' ELSE DATE '2026-01-01' END,
           CASE WHEN NOT is_present THEN DATE '2026-01-31' END
      FROM {_numbered('encoach_classroom')} AS classroom
      JOIN {_numbered('encoach_student')} AS student USING (entity_id)
     CROSS JOIN (VALUES (TRUE), (FALSE)) AS line(is_present)
     WHERE CASE WHEN is_present THEN classroom.number = student.number / %(class_size)s
                ELSE student.number %% 10 = 0 AND classroom.number
                     = (student.number / %(class_size)s + 1) %% %(classrooms)s END
     ORDER BY classroom.number, classroom.entity_id, student.id
    """,
)
HOMEROOM_TEACHERS = f"""
    INSERT INTO encoach_classroom_teacher_rel (classroom_id, teacher_id)
    SELECT classroom.id, teacher.id
      FROM {_numbered('encoach_classroom')} AS classroom
      JOIN {_numbered('encoach_teacher')} AS teacher USING (entity_id)
     WHERE teacher.number / 2 = classroom.number
"""
CLASSROOM_COURSES = f"""
    INSERT INTO encoach_classroom_course_rel (classroom_id, course_id)
    SELECT classroom.id, course.id
      FROM {_numbered('encoach_classroom')} AS classroom
      JOIN {_numbered('encoach_course')} AS course USING (entity_id)
     WHERE (course.number + classroom.number) %% (2 * %(courses)s) < %(courses)s
"""
BATCHES = _insert(
    'encoach_batch',
    'entity_id, classroom_id, course_id, section_id, term_id, name, active',
    f"""
    SELECT classroom.entity_id, classroom.id, course.id, section.id, term.id,
           classroom.name || ' — ' || course.name || ' — ' || section.name, TRUE
      FROM {_numbered('encoach_classroom')} AS classroom
      JOIN encoach_classroom_course_rel AS studied ON studied.classroom_id = classroom.id
      JOIN encoach_course AS course ON course.id = studied.course_id
      JOIN encoach_course_section AS section
        ON section.course_id = course.id
       AND section.name = CASE classroom.number %% 2 WHEN 0 THEN 'A' ELSE 'B' END
      JOIN encoach_term AS term ON term.entity_id = classroom.entity_id AND term.key = '2026-T1'
     ORDER BY classroom.number, classroom.entity_id, course.id
    """,
)
COURSE_ENROLLMENTS = _insert(
    'encoach_course_enrollment',
    'entity_id, course_id, student_id, active',
    """
    SELECT line.entity_id, studied.course_id, line.student_id, TRUE
      FROM encoach_classroom_student AS line
      JOIN encoach_classroom_course_rel AS studied USING (classroom_id)
     WHERE line.entity_id = ANY(%(entities)s) AND line.until IS NULL
     ORDER BY line.id, studied.course_id
    """,
)
# Whoever has left the class was in its batches, too.
PLACEMENTS = _insert(
    'encoach_batch_enrollment',
    'entity_id, batch_id, course_id, student_id, active, origin, enrolled_at, ended_at',
    """
    SELECT batch.entity_id, batch.id, batch.course_id, line.student_id, line.until IS NULL,
           'cascade', line.since::timestamp, line.until::timestamp
      FROM encoach_batch AS batch
      JOIN encoach_classroom_student AS line USING (classroom_id)
     WHERE batch.entity_id = ANY(%(entities)s)
     ORDER BY batch.id, line.student_id
    """,
)
BATCH_TEACHERS = _insert(
    'encoach_batch_teacher',
    'entity_id, batch_id, teacher_id, since',
    """
    SELECT batch.entity_id, batch.id, homeroom.teacher_id, DATE '2026-01-01'
      FROM encoach_batch AS batch
      JOIN encoach_classroom_teacher_rel AS homeroom USING (classroom_id)
     WHERE batch.entity_id = ANY(%(entities)s)
     ORDER BY batch.id, homeroom.teacher_id
    """,
)
CLASS_TEACHERS = _insert(
    'encoach_class_teacher',
    'entity_id, classroom_id, term_id, teacher_id',
    """
    SELECT term.entity_id, classroom.id, term.id, min(homeroom.teacher_id)
      FROM encoach_classroom AS classroom
      JOIN encoach_classroom_teacher_rel AS homeroom ON homeroom.classroom_id = classroom.id
      JOIN encoach_term AS term USING (entity_id)
     WHERE classroom.entity_id = ANY(%(entities)s)
     GROUP BY term.entity_id, classroom.id, term.id
     ORDER BY classroom.id, term.id
    """,
)
LESSON_NOTES = _insert(
    'encoach_lesson_note',
    'entity_id, classroom_id, course_id, term_id, teacher_id, title, state, date, body',
    """
    SELECT batch.entity_id, batch.classroom_id, batch.course_id, batch.term_id,
           class_teacher.teacher_id, 'Lesson ' || week, note.state, DATE '2026-02-01' + 7 * week,
           'What was done.'
      FROM encoach_batch AS batch
      JOIN encoach_class_teacher AS class_teacher USING (classroom_id, term_id)
     CROSS JOIN (VALUES (1, 'approved'), (2, 'draft')) AS note(week, state)
     WHERE batch.entity_id = ANY(%(entities)s)
     ORDER BY week, batch.id
    """,
)
LEARNER_GROUPS = _insert(
    'encoach_learner_group',
    'entity_id, classroom_id, name, kind',
    """
    SELECT entity_id, id, 'Group ' || number, 'group'
      FROM encoach_classroom CROSS JOIN generate_series(1, 2) AS number
     WHERE entity_id = ANY(%(entities)s)
     ORDER BY number, id
    """,
)
# Every other student of the class is in the first group, the rest in the second.
LEARNER_GROUP_STUDENTS = f"""
    INSERT INTO encoach_learner_group_student_rel (group_id, student_id)
    SELECT learner_group.id, student.id
      FROM encoach_learner_group AS learner_group
      JOIN encoach_classroom_student AS line USING (classroom_id)
      JOIN {_numbered('encoach_student')} AS student ON student.id = line.student_id
     WHERE line.until IS NULL AND learner_group.name = 'Group ' || 1 + student.number %% 2
"""
# Half of the courses are for the whole class, a quarter for each of its groups.
COURSE_ASSIGNMENTS = _insert(
    'encoach_course_assignment',
    'entity_id, classroom_id, learner_group_id, target, course_uuid, title, is_active',
    f"""
    SELECT course.entity_id, studied.classroom_id, learner_group.id,
           COALESCE(learner_group.kind, 'classroom'), course.uuid, course.name, TRUE
      FROM encoach_classroom_course_rel AS studied
      JOIN {_numbered('encoach_course')} AS course ON course.id = studied.course_id
      LEFT JOIN encoach_learner_group AS learner_group
        ON learner_group.classroom_id = studied.classroom_id
       AND learner_group.name = 'Group ' || course.number %% 4
     ORDER BY studied.classroom_id, course.id
    """,
)

STATEMENTS = (
    *(TERMS, COURSES, SECTIONS, CLASSROOMS),
    *(_people('student', 'student_code'), _people('teacher')),
    *(ROSTERS, HOMEROOM_TEACHERS, CLASSROOM_COURSES),
    *(BATCHES, COURSE_ENROLLMENTS, PLACEMENTS, BATCH_TEACHERS),
    *(CLASS_TEACHERS, LESSON_NOTES),
    *(LEARNER_GROUPS, LEARNER_GROUP_STUDENTS, COURSE_ASSIGNMENTS),
)
