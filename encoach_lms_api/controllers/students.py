from odoo.http import Controller

from ..http import api_route
from ..schemas.common import Page
from ..schemas.students import (
    Student,
    StudentCreate,
    StudentPatch,
    StudentQuery,
    StudentsCreate,
    StudentsCreated,
)
from .resource import change, create, create_people, created, find, show, show_page


class StudentController(Controller):
    """Students."""

    @api_route('/students', query=StudentQuery, answer=Page[Student])
    def list_students(self, query):
        """List the students of the caller's entities."""
        return show_page(self.env['encoach.student'], query, Student)

    @api_route('/students', methods=['POST'], body=StudentCreate, answer=Student, status=201)
    def create_student(self, body):
        """Add a student."""
        student = create(self.env['encoach.student'], body)
        return created(student, Student, 'students')

    @api_route(
        '/students/bulk',
        methods=['POST'],
        body=StudentsCreate,
        answer=StudentsCreated,
        status=201,
    )
    def create_students(self, body):
        """Add up to 1 000 students: all of them or none, and errors say which (`items.3.email`)."""
        return {'items': create_people(self.env['encoach.student'], body, Student)}

    @api_route('/students/<record_id:student_id>', answer=Student)
    def show_student(self, student_id):
        """Show one student."""
        return show(find(self.env['encoach.student'], student_id), Student)

    @api_route(
        '/students/<record_id:student_id>', methods=['PATCH'], body=StudentPatch, answer=Student
    )
    def change_student(self, student_id, body):
        """Change the given fields of a student."""
        student = find(self.env['encoach.student'], student_id)
        return show(change(student, body), Student)

    @api_route('/students/<record_id:student_id>', methods=['DELETE'], status=204)
    def delete_student(self, student_id):
        """Archive a student; the history stays."""
        find(self.env['encoach.student'], student_id).action_archive()
