from odoo.http import Controller

from ..http import api_route
from ..schemas.classrooms import (
    Classroom,
    ClassroomCreate,
    ClassroomOverview,
    ClassroomPatch,
    ClassroomQuery,
)
from ..schemas.common import Page
from .overview import describe_classroom
from .resource import change, create, created, find, show, show_page


class ClassroomController(Controller):
    """Homerooms."""

    @api_route('/classrooms', query=ClassroomQuery, answer=Page[Classroom])
    def list_classrooms(self, query):
        """List the classrooms of the caller's entities."""
        return show_page(self.env['encoach.classroom'], query, Classroom)

    @api_route('/classrooms', methods=['POST'], body=ClassroomCreate, answer=Classroom, status=201)
    def create_classroom(self, body):
        """Add an empty classroom."""
        classroom = create(self.env['encoach.classroom'], body)
        return created(classroom, Classroom, 'classrooms')

    @api_route('/classrooms/<record_id:classroom_id>', answer=Classroom)
    def show_classroom(self, classroom_id):
        """Show one classroom."""
        return show(find(self.env['encoach.classroom'], classroom_id), Classroom)

    @api_route('/classrooms/<record_id:classroom_id>/overview', answer=ClassroomOverview)
    def show_classroom_overview(self, classroom_id):
        """Show a classroom with its students, teachers, courses and batches, all at once."""
        return describe_classroom(self.env['encoach.classroom'], classroom_id)

    @api_route(
        '/classrooms/<record_id:classroom_id>',
        methods=['PATCH'],
        body=ClassroomPatch,
        answer=Classroom,
    )
    def change_classroom(self, classroom_id, body):
        """Change the given fields of a classroom."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return show(change(classroom, body), Classroom)

    @api_route('/classrooms/<record_id:classroom_id>', methods=['DELETE'], status=204)
    def delete_classroom(self, classroom_id):
        """Archive a classroom; the history stays."""
        find(self.env['encoach.classroom'], classroom_id).action_archive()
