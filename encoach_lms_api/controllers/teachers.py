from odoo.http import Controller

from ..http import api_route
from ..schemas.common import Page
from ..schemas.teachers import (
    Teacher,
    TeacherCreate,
    TeacherPatch,
    TeacherQuery,
    TeachersCreate,
    TeachersCreated,
)
from .resource import change, create, create_people, created, find, show, show_page


class TeacherController(Controller):
    """Teachers."""

    @api_route('/teachers', query=TeacherQuery, answer=Page[Teacher])
    def list_teachers(self, query):
        """List the teachers of the caller's entities."""
        return show_page(self.env['encoach.teacher'], query, Teacher)

    @api_route('/teachers', methods=['POST'], body=TeacherCreate, answer=Teacher, status=201)
    def create_teacher(self, body):
        """Add a teacher."""
        teacher = create(self.env['encoach.teacher'], body)
        return created(teacher, Teacher, 'teachers')

    @api_route(
        '/teachers/bulk',
        methods=['POST'],
        body=TeachersCreate,
        answer=TeachersCreated,
        status=201,
    )
    def create_teachers(self, body):
        """Add up to 1 000 teachers: all of them or none, and errors say which (`items.3.email`)."""
        return {'items': create_people(self.env['encoach.teacher'], body, Teacher)}

    @api_route('/teachers/<record_id:teacher_id>', answer=Teacher)
    def show_teacher(self, teacher_id):
        """Show one teacher."""
        return show(find(self.env['encoach.teacher'], teacher_id), Teacher)

    @api_route(
        '/teachers/<record_id:teacher_id>', methods=['PATCH'], body=TeacherPatch, answer=Teacher
    )
    def change_teacher(self, teacher_id, body):
        """Change the given fields of a teacher."""
        teacher = find(self.env['encoach.teacher'], teacher_id)
        return show(change(teacher, body), Teacher)

    @api_route('/teachers/<record_id:teacher_id>', methods=['DELETE'], status=204)
    def delete_teacher(self, teacher_id):
        """Archive a teacher; the history stays."""
        find(self.env['encoach.teacher'], teacher_id).action_archive()
