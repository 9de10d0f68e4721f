"""The client that openapi-python-client generates: the workflow, an import, every kind of error."""

import io
import json
from contextlib import closing

import pytest

from ..world.person import PASSWORD

TERM = '2026-T1'
NOWHERE = 2**31 - 1


@pytest.fixture
def models(generated):
    return generated.models


def find(page, **values):
    """Return the item of a list that has these values."""
    return next(
        item for item in page.items if all(getattr(item, name) == v for name, v in values.items())
    )


def test_the_worked_example(admin, models):
    classroom = admin.create_classroom(body=models.ClassroomCreate(name="Generated 7"))
    assert not any(classroom.steps.to_dict().values())
    students = [
        student.id
        for student in admin.list_students(sort=models.ListStudentsSort.NAME, limit=24).items
    ]
    body = models.StudentMembers(students, models.StudentMembersMode.SET)
    assert admin.change_roster(classroom.id, body=body).total == len(students) > 2
    teachers = admin.list_teachers()
    salem = find(teachers, email='salem@nile.example').id
    khaled = find(teachers, email='khaled@nile.example').id
    body = models.TeacherMembers([salem, khaled], models.TeacherMembersMode.SET)
    assert admin.change_faculty(classroom.id, body=body).total == 2

    course = find(admin.list_courses(search="Physics"), name="Physics 102")
    half = len(students) // 2
    for letter, kept, teacher in (('A', students[:half], salem), ('B', students[half:], khaled)):
        section = find(admin.list_sections(course.id), name=letter)
        body = models.CourseToAssign(course_id=course.id, section_id=section.id, term_key=TERM)
        assigned = admin.assign_course(classroom.id, body=body)
        assert assigned.created and sorted(assigned.enrolled) == sorted(students)
        assert assigned.batch.name == f'Generated 7 — Physics 102 — {letter}'
        body = models.StudentMembers(kept, models.StudentMembersMode.SET)
        assert sorted(admin.change_batch_students(assigned.batch.id, body=body).student_ids) == (
            sorted(kept)
        )
        body = models.TeacherMembers([teacher], models.TeacherMembersMode.SET)
        assert admin.change_batch_teachers(assigned.batch.id, body=body).teacher_ids == [teacher]
        again = admin.assign_course(
            classroom.id,
            body=models.CourseToAssign(course.id, section_id=section.id, term_key=TERM),
        )
        assert (again.created, again.kept, len(again.skipped)) == (False, half, half)
        assert again.skipped[0].reason == 'removed_from_batch'
    overview = admin.show_classroom_overview(classroom.id)
    assert [batch.section_name for batch in overview.batches] == ['A', 'B']
    assert all(overview.classroom.steps.to_dict().values())
    listed = admin.list_students(ids=students[:2])
    assert sorted(student.id for student in listed.items) == sorted(students[:2])


def test_an_import(admin, generated):
    data = b'name,email\r\nGenerated,generated@nile.test\r\nOdd,odd\r\n'

    def run(dry_run):
        file = generated.types.File(io.BytesIO(data), 'students.csv', 'text/csv')
        body = generated.models.ImportAdminStudentsBody(file=file)
        return admin.import_admin_students(body=body, dry_run=dry_run)

    tried, done, again = run(True), run(False), run(False)
    assert (tried.dry_run, tried.created, done.dry_run, done.created) == (True, 1, False, 1)
    assert (again.created, again.unchanged) == (0, 1)
    assert [(error.row, error.field) for error in done.errors] == [(3, 'email')]
    assert 'generated@nile.test' in admin.export_admin_students()


def test_changes_of_a_classroom_are_of_their_kinds(admin, models):
    classroom = admin.create_classroom(body=models.ClassroomCreate(name="Followed"))
    students = [student.id for student in admin.list_students(limit=2).items]
    admin.change_roster(classroom.id, body=models.StudentIds(student_ids=students))
    page = admin.list_classroom_changes(classroom_id=classroom.id)
    kinds = {type(item) for item in page.items}
    assert kinds == {models.ChangedClassroom, models.ChangedRosterLine}
    lines = [item for item in page.items if isinstance(item, models.ChangedRosterLine)]
    assert sorted(item.record.student_id for item in lines) == students


def test_a_request_that_is_sent_again(admin, models):
    body = models.ClassroomCreate(name="Sent again")
    one, two = (admin.create_classroom(body=body, idempotency_key='generated-1') for _ in 'ab')
    assert one.id == two.id


def test_no_documented_error_is_lost(description, generated):
    paths = json.loads(description.read_text())['paths']
    documented = sum(
        status >= '400'
        for methods in paths.values()
        for operation in methods.values()
        for status in operation['responses']
    )
    assert documented > 600
    assert generated.count('Problem.from_dict(response.json())') == documented


def resync(admin, classroom, live_server):
    """Return what a client hears whose cursor is of before a backup was restored."""
    cursor = admin.list_classroom_changes(classroom_id=classroom.id).cursor
    with closing(live_server.connect()) as connection, connection.cursor() as statements:
        statements.execute("UPDATE encoach_sync_state SET generation = md5(generation)")
        connection.commit()
    return admin.list_classroom_changes(classroom_id=classroom.id, since=cursor)


def guess_too_often(generated, url):
    """Return the last of many answers to wrong passwords."""
    nobody = generated.package.Client(url, raise_on_unexpected_status=True)
    body = generated.models.SignIn(login='guessed@nile.example', password='wrong')
    login = generated.operation('login').sync
    return [login(client=nobody, body=body) for _attempt in range(11)][-1]


def test_every_kind_of_error(admin, generated, live_server, models):
    live_server.tolerate('duplicate key value')
    student = admin.list_students(limit=1).items[0]
    delta = generated.sign_in(live_server.url, 'admin@delta.example', PASSWORD)
    foreign = delta.list_students(limit=1).items[0].id
    teacher = generated.sign_in(live_server.url, 'salem@nile.example', PASSWORD)
    stranger = generated.caller(live_server.url, 'no-such-token' * 2)
    classroom = admin.create_classroom(body=models.ClassroomCreate(name="Errors"))
    name = models.StudentPatch(name="Somebody else")
    for problem, status, code, field in (
        (stranger.list_students(), 401, 'unauthenticated', None),
        (teacher.change_student(student.id, body=name), 403, 'forbidden', None),
        (admin.show_student(foreign), 403, 'entity_mismatch', 'id'),
        (admin.show_student(NOWHERE), 404, 'not_found', 'id'),
        (admin.create_term(body=models.TermCreate(key=TERM)), 409, 'conflict', 'key'),
        (
            admin.change_student(student.id, body=name, if_match='"x"'),
            412,
            'precondition_failed',
            None,
        ),
        (
            admin.create_course(body=models.CourseCreate("X", syllabus='x' * 2**20)),
            413,
            'too_large',
            None,
        ),
        (admin.create_student(body=models.StudentCreate('')), 422, 'invalid', 'name'),
        (
            admin.list_classroom_changes(classroom_id=classroom.id, since='x'),
            422,
            'invalid',
            'since',
        ),
        (resync(admin, classroom, live_server), 410, 'resync_required', 'since'),
        (guess_too_often(generated, live_server.url), 429, 'too_many_requests', None),
    ):
        assert isinstance(problem, models.Problem), problem
        assert (problem.status, problem.code) == (status, code), problem
        assert problem.detail
        assert field is None or field in [error.field for error in problem.errors], problem
        assert all(error.code and error.message for error in problem.errors)
    assert foreign in admin.show_student(foreign).errors[0].ids
