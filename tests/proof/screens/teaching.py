"""The walk through class teachers, lesson notes, course assignments and the import."""

from .camera import PHONE, Scene

TEACHER = 'salem@nile.example'
STUDENTS = """\
name;email;class_name;course_name;status
ليلى حسن;laila.hassan@nile.example;Grade 7;Physics 102;active
Omar Said;omar.said@nile.example;Grade 7;Physics 201;
Nobody;;;;
"""


def prepare(camera):
    """Give the classroom of the first walk a class teacher, notes, a group and assignments."""
    admin, salem = camera.client(), camera.client(TEACHER)

    def post(path, body, client=admin):
        return client.call('POST', path, json=body)

    classroom = admin.need('/classrooms', name="Grade 7")['id']
    course = admin.all('/courses')[0]['id']
    teacher = admin.all('/teachers', search='Salem')[0]['id']
    students = admin.call('GET', '/students?limit=5')['items']
    term = {'term_key': '2026-T1'}
    post(f'/classrooms/{classroom}/class-teacher', {'teacher_id': teacher, **term})
    note = {'classroom_id': classroom, 'course_id': course, **term}
    for title, date in (
        ("Newton's first law", '2026-09-01'),
        ("قانون نيوتن الثاني", '2026-09-08'),
        ("Friction", '2026-09-15'),
    ):
        body = {'title': title, 'date': date, 'objectives': "Say what inertia is.", **note}
        written = post('/lesson-notes', body, salem)['id']
        if title != "Friction":
            post(f'/lesson-notes/{written}/submit', {}, salem)
    ids = [student['id'] for student in students]
    groups = f'/classrooms/{classroom}/learner-groups'
    group = post(groups, {'name': "Reading circle", 'student_ids': ids})['id']
    path = f'/classrooms/{classroom}/course-assignments'
    post(path, {'course_id': course})
    post(path, {'course_id': course, 'learner_group_id': group})
    post(path, {'course_id': course, 'student_ids': ids[:2]})


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
    Scene(prepare),
    Scene(import_students),
    Scene(as_a_teacher, login=TEACHER),
    Scene(on_a_phone, login=TEACHER, size=PHONE),
)
