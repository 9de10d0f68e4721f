from odoo.http import Controller

from ..http import api_route
from ..roles import Roles
from ..schemas.classrooms import (
    Classroom,
    ClassroomCreate,
    ClassroomOverview,
    ClassroomPatch,
    ClassroomQuery,
)
from .crud import crud
from .overview import describe_classroom


@crud(
    'encoach.classroom',
    'classroom',
    query=ClassroomQuery,
    answer=Classroom,
    new=ClassroomCreate,
    patch=ClassroomPatch,
    readers=Roles(teacher='yes'),
    added="an empty classroom",
)
class ClassroomController(Controller):
    """Homerooms."""

    @api_route(
        '/classrooms/<record_id:classroom_id>/overview',
        answer=ClassroomOverview,
        roles=Roles(teacher='yes'),
    )
    def show_classroom_overview(self, classroom_id):
        """Show a classroom with its students, teachers, courses and batches, all at once."""
        return describe_classroom(self.env['encoach.classroom'], classroom_id)
