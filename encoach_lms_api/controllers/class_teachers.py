from odoo.http import Controller

from ..http import Answer, api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.class_teachers import (
    ClassTeacher,
    ClassTeacherCreate,
    ClassTeacherQuery,
    TermKeyQuery,
)
from ..schemas.common import Page
from .resource import find, show, show_page


class ClassTeacherController(Controller):
    """The class teacher of a classroom, one a term."""

    @api_route(
        '/classrooms/<record_id:classroom_id>/class-teacher',
        query=ClassTeacherQuery,
        answer=Page[ClassTeacher],
        roles=Roles(teacher='yes'),
    )
    def list_class_teachers(self, classroom_id, query):
        """List the class teachers of a classroom: one a term, or that of the term asked for."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        own = [('classroom_id', '=', classroom.id)]
        return show_page(self.env['encoach.class.teacher'], query, ClassTeacher, own)

    @api_route(
        '/classrooms/<record_id:classroom_id>/class-teacher',
        methods=['POST'],
        body=ClassTeacherCreate,
        answer=ClassTeacher,
        status=201,
        also=(200,),
        roles=ADMINISTRATORS,
    )
    def assign_class_teacher(self, classroom_id, body):
        """Assign the class teacher of a term (201 new, 200 replaced or the same one again).

        409 when there is another one, unless ``replace`` is true.
        """
        classroom = find(self.env['encoach.classroom'], classroom_id)
        result = classroom.assign_class_teacher(body.teacher_id, body.term_key, body.replace)
        assignment = find(self.env['encoach.class.teacher'], result['class_teacher_id'])
        return Answer(show(assignment, ClassTeacher), 201 if result['created'] else 200)

    @api_route(
        '/classrooms/<record_id:classroom_id>/class-teacher',
        methods=['DELETE'],
        query=TermKeyQuery,
        status=204,
        roles=ADMINISTRATORS,
    )
    def remove_class_teacher(self, classroom_id, query):
        """Leave a classroom without class teacher in a term."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        classroom.remove_class_teacher(query.term_key)
