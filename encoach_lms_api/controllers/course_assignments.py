from odoo.http import Controller

from ..http import Answer, api_route
from ..roles import Roles
from ..schemas.common import Page
from ..schemas.course_assignments import (
    CourseAssignment,
    CourseAssignmentCreate,
    CourseAssignmentPatch,
    CourseAssignmentQuery,
    LearnerGroup,
    LearnerGroupCreate,
    LearnerGroupDetail,
    LearnerGroupPatch,
    LearnerGroupQuery,
    OwnCourse,
    OwnCourseQuery,
)
from ..serializer import serialize
from .resource import created, find, show, show_page

ASSIGNMENTS = '/classrooms/<record_id:classroom_id>/course-assignments'
ASSIGNMENT = '/course-assignments/<record_id:course_assignment_id>'


class CourseAssignmentController(Controller):
    """Courses to work on: for a classroom, a group of it, or single students."""

    @api_route(
        ASSIGNMENTS,
        query=CourseAssignmentQuery,
        answer=Page[CourseAssignment],
        roles=Roles(teacher='own', student='own'),
    )
    def list_course_assignments(self, classroom_id, query):
        """List the course assignments of a classroom that the caller may see."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        own = [('classroom_id', '=', classroom.id)]
        return show_page(self.env['encoach.course.assignment'], query, CourseAssignment, own)

    @api_route(
        ASSIGNMENTS,
        methods=['POST'],
        body=CourseAssignmentCreate,
        answer=CourseAssignment,
        status=201,
        also=(200, 204),
        roles=Roles(teacher='own'),
    )
    def create_course_assignment(self, classroom_id, body):
        """Assign a course (201 new, 200 the one that was there, 204 none is left).

        It is off until ``is_active`` is true.
        """
        classroom = find(self.env['encoach.classroom'], classroom_id)
        assignment, is_new = self.env['encoach.course.assignment']._assign(classroom, body.given())
        if not assignment:
            return Answer(None, 204)
        if is_new:
            return created(assignment, CourseAssignment, 'course-assignments')
        return Answer(show(assignment, CourseAssignment), 200)

    @api_route(ASSIGNMENT, answer=CourseAssignment, roles=Roles(teacher='own', student='own'))
    def show_course_assignment(self, course_assignment_id):
        """Show one course assignment."""
        return show(
            find(self.env['encoach.course.assignment'], course_assignment_id), CourseAssignment
        )

    @api_route(
        ASSIGNMENT,
        methods=['PATCH'],
        body=CourseAssignmentPatch,
        answer=CourseAssignment,
        also=(204,),
        roles=Roles(teacher='own'),
    )
    def change_course_assignment(self, course_assignment_id, body):
        """Switch an assignment on or off, or replace its single students (204 none is left)."""
        assignment = find(self.env['encoach.course.assignment'], course_assignment_id)
        is_left = assignment._change(body.given())
        return show(assignment, CourseAssignment) if is_left else Answer(None, 204)

    @api_route(ASSIGNMENT, methods=['DELETE'], status=204, roles=Roles(teacher='own'))
    def delete_course_assignment(self, course_assignment_id):
        """Delete an assignment."""
        find(self.env['encoach.course.assignment'], course_assignment_id).unlink()

    @api_route(
        '/me/courses',
        query=OwnCourseQuery,
        answer=Page[OwnCourse],
        roles=Roles(platform='empty', admin='empty', teacher='empty', student='own'),
    )
    def list_own_courses(self, query):
        """List the courses that are assigned to the caller as a student, each once."""
        own = self.env['encoach.course.assignment']._get_own()
        page = own[query.offset : query.offset + query.limit]
        return {
            'items': serialize(page, OwnCourse),
            'total': len(own),
            'limit': query.limit,
            'offset': query.offset,
        }


class LearnerGroupController(Controller):
    """Named parts of a classroom's roster."""

    @api_route(
        '/classrooms/<record_id:classroom_id>/learner-groups',
        query=LearnerGroupQuery,
        answer=Page[LearnerGroup],
        roles=Roles(teacher='own'),
    )
    def list_learner_groups(self, classroom_id, query):
        """List the named groups of a classroom."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        own = [('classroom_id', '=', classroom.id), ('kind', '=', 'group')]
        return show_page(self.env['encoach.learner.group'], query, LearnerGroup, own)

    @api_route(
        '/classrooms/<record_id:classroom_id>/learner-groups',
        methods=['POST'],
        body=LearnerGroupCreate,
        answer=LearnerGroupDetail,
        status=201,
        roles=Roles(teacher='own'),
    )
    def create_learner_group(self, classroom_id, body):
        """Make a group of students on the classroom's roster."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        Group = self.env['encoach.learner.group']
        group = Group._create_group(classroom, body.name, body.student_ids)
        return Answer(_show_group(group), 201, [('Location', f'/api/learner-groups/{group.id}')])

    @api_route(
        '/learner-groups/<record_id:learner_group_id>',
        answer=LearnerGroupDetail,
        roles=Roles(teacher='own'),
    )
    def show_learner_group(self, learner_group_id):
        """Show a group and who is in it."""
        return _show_group(find(self.env['encoach.learner.group'], learner_group_id))

    @api_route(
        '/learner-groups/<record_id:learner_group_id>',
        methods=['PATCH'],
        body=LearnerGroupPatch,
        answer=LearnerGroupDetail,
        roles=Roles(teacher='own'),
    )
    def change_learner_group(self, learner_group_id, body):
        """Rename a group, or replace its students."""
        group = find(self.env['encoach.learner.group'], learner_group_id)
        group._change(body.given())
        return _show_group(group)

    @api_route(
        '/learner-groups/<record_id:learner_group_id>',
        methods=['DELETE'],
        status=204,
        roles=Roles(teacher='own'),
    )
    def delete_learner_group(self, learner_group_id):
        """Delete a group, and with it what is assigned to it."""
        find(self.env['encoach.learner.group'], learner_group_id).unlink()


def _show_group(group):
    """Return a group with its students' ids."""
    return {**show(group, LearnerGroup), 'student_ids': group.student_ids.ids}
