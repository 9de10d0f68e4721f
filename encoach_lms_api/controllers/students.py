from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.students import (
    Student,
    StudentCreate,
    StudentPatch,
    StudentQuery,
    StudentsCreate,
    StudentsCreated,
)
from .crud import crud
from .resource import create_people


@crud(
    'encoach.student',
    'student',
    query=StudentQuery,
    answer=Student,
    new=StudentCreate,
    patch=StudentPatch,
    readers=Roles(teacher='yes', student='own'),
)
class StudentController(Controller):
    """Students."""

    @api_route(
        '/students/bulk',
        methods=['POST'],
        body=StudentsCreate,
        answer=StudentsCreated,
        status=201,
        roles=ADMINISTRATORS,
    )
    def create_students(self, body):
        """Add up to 1 000 students: all of them or none, and errors say which (`items.3.email`)."""
        return {'items': create_people(self.env['encoach.student'], body, Student)}
