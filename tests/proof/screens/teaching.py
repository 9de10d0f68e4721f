"""The walk through class teachers, lesson notes, course assignments and the import."""

from .camera import ADMIN, PHONE, Scene, call, token_of

TEACHER = 'salem@nile.example'
STUDENTS = """\
name;email;class_name;course_name;status
ليلى حسن;laila.hassan@nile.example;Grade 7;Physics 102;active
Omar Said;omar.said@nile.example;Grade 7;Physics 201;
Nobody;;;;
"""


def prepare(camera):
    """Give the classroom of the first walk a class teacher, notes, a group and assignments."""
    admin = token_of(camera.url, ADMIN)
    salem = token_of(camera.url, TEACHER)

    def first(path):
        return call(camera.url, 'GET', path, None, admin)['items'][0]['id']

    def post(path, body, token=admin):
        return call(camera.url, 'POST', path, body, token)

    classroom, course = first('/api/classrooms?search=Grade 7'), first('/api/courses')
    teacher = first('/api/teachers?search=Salem')
    students = call(camera.url, 'GET', '/api/students?limit=5', None, admin)['items']
    term = {'term_key': '2026-T1'}
    post(f'/api/classrooms/{classroom}/class-teacher', {'teacher_id': teacher, **term})
    note = {'classroom_id': classroom, 'course_id': course, **term}
    for title, date in (
        ("Newton's first law", '2026-09-01'),
        ("قانون نيوتن الثاني", '2026-09-08'),
        ("Friction", '2026-09-15'),
    ):
        body = {'title': title, 'date': date, 'objectives': "Say what inertia is.", **note}
        written = post('/api/lesson-notes', body, salem)['id']
        if title != "Friction":
            post(f'/api/lesson-notes/{written}/submit', {}, salem)
    ids = [student['id'] for student in students]
    groups = f'/api/classrooms/{classroom}/learner-groups'
    group = post(groups, {'name': "Reading circle", 'student_ids': ids})['id']
    path = f'/api/classrooms/{classroom}/course-assignments'
    post(path, {'course_id': course})
    post(path, {'course_id': course, 'learner_group_id': group})
    post(path, {'course_id': course, 'student_ids': ids[:2]})


def as_an_administrator(camera):
    """The teaching and content pages with something in them."""
    prepare(camera)
    for menu in (
        'class-teachers',
        'lesson-note-review',
        'course-assignments',
        'learner-groups',
    ):
        camera.open(f'/odoo/encoach-{menu}')
        camera.shoot(menu)
        camera.click('.o_data_row .o_data_cell')
        camera.shoot(f'{menu}-form')


def import_students(camera):
    """A file with a mistake in each of two rows."""
    camera.open('/odoo/encoach-classrooms')
    camera.click("[data-menu-xmlid='encoach_lms_core.menu_enrollment']")
    camera.click("[data-menu-xmlid='encoach_lms_core.menu_import_students']")
    camera.page.set_input_files(
        '.modal input[type=file]',
        {'name': 'students.csv', 'mimeType': 'text/csv', 'buffer': STUDENTS.encode()},
    )
    camera.settle()
    camera.shoot('import-students-file')
    camera.click('.modal button:has-text("Check the file")')
    camera.shoot('import-students-checked')


def as_a_teacher(camera, prefix=''):
    """A teacher's own lesson notes."""
    camera.open('/odoo/encoach-lesson-notes')
    camera.shoot(f'{prefix}lesson-notes')
    camera.click('.o_data_row .o_data_cell, .o_kanban_record')
    camera.shoot(f'{prefix}lesson-notes-form')


def on_a_phone(camera):
    """The same in a narrow window."""
    as_a_teacher(camera, 'phone-')


SCENES = (
    Scene(as_an_administrator),
    Scene(import_students),
    Scene(as_a_teacher, login=TEACHER),
    Scene(on_a_phone, login=TEACHER, size=PHONE),
)
