from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.teachers import (
    Teacher,
    TeacherCreate,
    TeacherPatch,
    TeacherQuery,
    TeachersCreate,
    TeachersCreated,
)
from .crud import crud
from .resource import create_people


@crud(
    'encoach.teacher',
    'teacher',
    query=TeacherQuery,
    answer=Teacher,
    new=TeacherCreate,
    patch=TeacherPatch,
    readers=Roles(teacher='yes'),
)
class TeacherController(Controller):
    """Teachers."""

    @api_route(
        '/teachers/bulk',
        methods=['POST'],
        body=TeachersCreate,
        answer=TeachersCreated,
        status=201,
        roles=ADMINISTRATORS,
    )
    def create_teachers(self, body):
        """Add up to 1 000 teachers: all of them or none, and errors say which (`items.3.email`)."""
        return {'items': create_people(self.env['encoach.teacher'], body, Teacher)}
