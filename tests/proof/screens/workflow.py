"""The walk through the Classrooms page and the pages around it."""

from .camera import PHONE, Scene

PAGE = '/odoo/encoach-classrooms'


def worked_example(camera):
    """The four steps, from an empty page to two split sections."""
    camera.open(PAGE)
    camera.shoot('classrooms-empty')
    camera.click('.o-kanban-button-new')
    camera.page.fill('.o_field_widget[name=name] input', "Grade 7")
    camera.click('button[name=action_manage_roster]')
    camera.click('.o_encoach_picker_all')
    camera.shoot('roster-picker')
    camera.save_dialog()
    camera.click('button[name=action_manage_faculty]')
    camera.click('.o_encoach_picker_all')
    camera.save_dialog()
    for section in ('A', 'B'):
        assign(camera, section)
    manage = ".o_data_row:has-text('· A') button[name=action_manage]"
    camera.click(manage)
    boxes = camera.page.query_selector_all('.modal .o_encoach_picker_list input')
    for box in boxes[12:]:
        box.click()
    camera.save_dialog()
    camera.shoot('classroom-batches')
    camera.click(manage)
    camera.shoot('manage-batch')
    camera.click('.modal .btn-secondary:has-text("Discard")')
    camera.click('.nav-link[name=roster]')
    camera.shoot('classroom-roster')


def assign(camera, section):
    """Step 3 for one section."""
    camera.click('.tab-pane button[name=action_assign_course]')
    camera.click('.modal .o_field_widget[name=course_id] input')
    camera.click('.dropdown-item:has-text("Physics")')
    camera.page.select_option('.modal .o_field_widget[name=section_id] select', label=section)
    camera.settle()
    camera.shoot(f'assign-course-{section.lower()}')
    camera.click('.modal button[name=action_assign]')
    camera.page.wait_for_selector('.modal', state='detached')
    camera.settle()


def many_rows(camera):
    """A roster of 300, and a section with too few seats."""
    client = camera.client()
    classroom = client.call('POST', '/classrooms', json={'name': "Grade 8"})['id']
    long = 'Maximilian-Alexander Constantinopolous '
    items = [{'name': f'{long * (n % 40 == 0)}Student {n:03}'} for n in range(300)]
    made = client.call('POST', '/students/bulk', json={'items': items})['items']
    path = f'/classrooms/{classroom}'
    ids = [student['id'] for student in made]
    client.call('POST', f'{path}/students', json={'student_ids': ids})
    course = client.all('/courses')[0]['id']
    section = {'name': "C", 'capacity': 280}
    section = client.call('POST', f'/courses/{course}/sections', json=section)['id']
    body = {'course_id': course, 'section_id': section}
    client.call('POST', f'{path}/assign-course', json=body)
    camera.open(f'{PAGE}/{classroom}')
    camera.shoot('classroom-300')
    camera.click('button[name=action_manage_roster]')
    camera.shoot('roster-picker-300')
    camera.click('.modal .btn-secondary')
    camera.click('.nav-link[name=batches]')
    camera.shoot('over-capacity')
    camera.click('.o_data_row button[name=action_manage]')
    camera.shoot('manage-batch-over-capacity')


def on_a_phone(camera):
    """A narrow window."""
    camera.open(PAGE)
    camera.shoot('phone-classrooms')
    camera.click('.o_kanban_record:has-text("Grade 7")')
    camera.shoot('phone-classroom')
    camera.click('button[name=action_manage_roster]')
    camera.shoot('phone-picker')


def as_a_teacher(camera):
    """What a teacher is offered."""
    camera.open(PAGE)
    camera.click('.o_kanban_record:has-text("Grade 7")')
    camera.shoot('teacher-classroom')
    camera.click('.nav-link[name=batches]')
    camera.click('.o_data_row button[name=action_manage]')
    camera.shoot('teacher-batch')


SCENES = (
    Scene(worked_example),
    Scene(many_rows),
    Scene(on_a_phone, size=PHONE),
    Scene(as_a_teacher, login='salem@nile.example'),
)
