from odoo.http import Controller

from odoo.addons.encoach_lms_core.models.enrollment.student_import import MAX_BYTES

from ..http import Answer, api_route
from ..roles import ADMINISTRATORS
from ..schemas.admin_students import (
    AdminStudent,
    AdminStudentChange,
    AdminStudentCreate,
    AdminStudentQuery,
    StudentFileQuery,
    StudentImport,
    StudentImportQuery,
)
from ..schemas.common import Page
from ..uploads import Upload
from .resource import choose_entity, created, find, managed, show, show_page

PATH = '/v1/admin/students'
CSV = 'text/csv'


class AdminStudentController(Controller):
    """Students as registrars manage them: status and course by name, also by file."""

    @api_route(PATH, query=AdminStudentQuery, answer=Page[AdminStudent], roles=ADMINISTRATORS)
    def list_admin_students(self, query):
        """List the students of the caller's entities, with the courses they take."""
        return show_page(managed(self.env['encoach.student']), query, AdminStudent)

    @api_route(
        PATH,
        methods=['POST'],
        body=AdminStudentCreate,
        answer=AdminStudent,
        status=201,
        roles=ADMINISTRATORS,
    )
    def create_admin_student(self, body):
        """Add a student and enroll him in a course."""
        Student = managed(self.env['encoach.student'])
        entity = choose_entity(self.env, body.entity_id)
        student = Student._register_student({**body.values(), 'entity_id': entity.id})
        return created(student, AdminStudent, PATH.removeprefix('/'))

    @api_route(f'{PATH}/<record_id:student_id>', answer=AdminStudent, roles=ADMINISTRATORS)
    def show_admin_student(self, student_id):
        """Show one student, with the courses he takes."""
        return show(find(managed(self.env['encoach.student']), student_id), AdminStudent)

    @api_route(
        f'{PATH}/<record_id:student_id>',
        methods=['PUT'],
        body=AdminStudentChange,
        answer=AdminStudent,
        roles=ADMINISTRATORS,
    )
    def change_admin_student(self, student_id, body):
        """Change a student; another course name moves him there."""
        student = find(managed(self.env['encoach.student']), student_id)
        student._change_registration(body.given())
        return show(student, AdminStudent)

    @api_route(
        f'{PATH}/import',
        methods=['POST'],
        query=StudentImportQuery,
        upload=Upload(CSV, MAX_BYTES),
        answer=StudentImport,
        roles=ADMINISTRATORS,
    )
    def import_admin_students(self, query, upload):
        """Create and change students as a CSV file says; a bad row stops no good one."""
        managed(self.env['encoach.student'])
        entity = choose_entity(self.env, query.entity_id)
        report = self.env['encoach.student.import']._import_file(entity, upload, query.dry_run)
        return {'dry_run': query.dry_run, **report}

    @api_route(
        f'{PATH}/export.csv',
        query=StudentFileQuery,
        produces=f'{CSV}; charset=utf-8',
        roles=ADMINISTRATORS,
    )
    def export_admin_students(self, query):
        """Answer the students of an entity as a CSV file that imports as it is."""
        managed(self.env['encoach.student'])
        entity = choose_entity(self.env, query.entity_id)
        data = self.env['encoach.student.import']._export_file(entity)
        disposition = ('Content-Disposition', 'attachment; filename="students.csv"')
        return Answer(data, 200, [disposition])
