"""What a field is, where its schema does not say more than its name does.

A schema that means something special by a name says so itself, with ``Field(description=…)``.
"""

TERMS = {
    # any record
    'id': "Id of the record.",
    'entity_id': "Id of the school (entity).",
    'name': "What people call it.",
    'active': "False when it is archived.",
    'created_at': "When the record was made.",
    'updated_at': "When the record last changed.",
    'sequence': "Lower numbers come first.",
    # lists
    'items': "The items of this page.",
    'total': "How many there are in all.",
    'limit': "How many items at most.",
    'offset': "How many items are skipped.",
    # people
    'email': "E-mail address, unique within the school.",
    'phone': "Telephone number, as the school writes it.",
    'student_code': "The school's own number of the student, unique within the school.",
    'teacher_name': "The teacher's name.",
    'login': "The account's name at sign-in.",
    'role': "What the account may do.",
    # what is taught, where and when
    'code': "The school's own short code.",
    'syllabus': "What is taught.",
    'objectives': "What is to be learned.",
    'branch': "Where the section is taught, in schools with several places.",
    'capacity': "Seats; a warning, never a block. Left out or null: no limit.",
    'grade': "The year the classroom is of.",
    'room': "The room it is at home in.",
    'course_name': "The course's name.",
    'section_name': "The section's name.",
    'classroom_name': "The classroom's name.",
    'key': "The school's key of the term, such as 2026-T1; unique within the school.",
    'term_key': "Key of the term.",
    'date_start': "The term's first day.",
    'date_end': "The term's last day.",
    'course_count': "How many courses the classroom studies.",
    'section_count': "How many sections the course has.",
    'batch_count': "How many batches the classroom has.",
    'student_count': "How many students are in it now.",
    'teacher_count': "How many teachers it has now.",
    # who is where
    'mode': "What was done: added to, set to, removed, or reset.",
    'added': "Ids newly there.",
    'removed': "Ids no longer there.",
    'since': "The first day.",
    'until': "The last day; null as long as it goes on.",
    'origin': "From the roster, or by hand.",
    'enrolled_at': "When the student came in.",
    'ended_at': "When the student was taken out; null as long as he is in.",
    # lesson notes
    'date': "The lesson's day.",
    'title': "What it is called.",
    'body': "The note itself.",
    'state': "How far the review is.",
    'remark': "What the reviewer says.",
    'submitted_at': "When it was handed in; null for a draft.",
    'reviewed_at': "When it was approved or returned; null before.",
    # courses to work on
    'course_uuid': "What clients know the course by, wherever its content is.",
    'target': "Whom it is for: all of the classroom, a group of it, or single students.",
    'description': "What it is about.",
    'is_active': "Whether students see it.",
    # changes for offline clients
    'kind': "A named group, or the single students of one assignment.",
    'student_name': "The student's name.",
    'model': "What kind of record it is.",
    'record': "Its present content; null when it is deleted.",
    # imports
    'dry_run': "Whether nothing was written.",
}


def explain(name):
    """Return what a field of this name is, or None when nobody said."""
    if name in TERMS:
        return TERMS[name]
    for suffix, words in (('_id', "Id of the {}."), ('_ids', "Ids of the {}s.")):
        if name.endswith(suffix):
            return words.format(name.removesuffix(suffix).replace('_', ' '))
    return None
