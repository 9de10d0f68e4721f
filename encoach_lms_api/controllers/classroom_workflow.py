from odoo.http import Controller

from ..http import Answer, api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.batches import Batch, ClassroomBatchQuery
from ..schemas.classrooms import CourseAssigned, CourseToAssign, FacultyChange, RosterChange
from ..schemas.common import (
    Page,
    RemoveStudents,
    RemoveStudentsQuery,
    RemoveTeachers,
    RemoveTeachersQuery,
    StudentMembers,
    TeacherMembers,
)
from ..schemas.courses import Course, TaughtQuery
from ..schemas.students import RosterQuery, Student
from ..schemas.teachers import FacultyQuery, Teacher
from .overview import batches_of, courses_of, students_of, teachers_of
from .resource import find, pick, show, show_members, show_page


class ClassroomWorkflowController(Controller):
    """The steps of the assignment workflow: roster, faculty, courses, batches."""

    # 1. roster

    @api_route(
        '/classrooms/<record_id:classroom_id>/students',
        query=RosterQuery,
        answer=Page[Student],
        tagged=True,
        roles=Roles(teacher='yes', student='own'),
    )
    def list_roster(self, classroom_id, query):
        """List the students on a classroom's roster."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return show_members(self.env['encoach.student'], query, Student, students_of(classroom))

    @api_route(
        '/classrooms/<record_id:classroom_id>/students',
        methods=['POST'],
        body=StudentMembers,
        answer=RosterChange,
        roles=ADMINISTRATORS,
    )
    def change_roster(self, classroom_id, body):
        """Add students to the roster, or replace it. Nobody is enrolled by that."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return classroom.update_roster(body.student_ids, body.mode)

    @api_route(
        '/classrooms/<record_id:classroom_id>/students',
        methods=['DELETE'],
        body=RemoveStudents,
        query=RemoveStudentsQuery,
        answer=RosterChange,
        roles=ADMINISTRATORS,
    )
    def remove_from_roster(self, classroom_id, body, query):
        """Take students off the roster; they stay in its batches."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return classroom.update_roster(pick(self.env, body, query, 'student_ids'), 'remove')

    # 2. faculty

    @api_route(
        '/classrooms/<record_id:classroom_id>/teachers',
        query=FacultyQuery,
        answer=Page[Teacher],
        tagged=True,
        roles=Roles(teacher='yes'),
    )
    def list_faculty(self, classroom_id, query):
        """List the homeroom teachers of a classroom."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return show_members(self.env['encoach.teacher'], query, Teacher, teachers_of(classroom))

    @api_route(
        '/classrooms/<record_id:classroom_id>/teachers',
        methods=['POST'],
        body=TeacherMembers,
        answer=FacultyChange,
        roles=ADMINISTRATORS,
    )
    def change_faculty(self, classroom_id, body):
        """Add homeroom teachers, or replace them. They join the batches made afterwards."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return classroom.update_teachers(body.teacher_ids, body.mode)

    @api_route(
        '/classrooms/<record_id:classroom_id>/teachers',
        methods=['DELETE'],
        body=RemoveTeachers,
        query=RemoveTeachersQuery,
        answer=FacultyChange,
        roles=ADMINISTRATORS,
    )
    def remove_from_faculty(self, classroom_id, body, query):
        """Take homeroom teachers out; they stay in its batches."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return classroom.update_teachers(pick(self.env, body, query, 'teacher_ids'), 'remove')

    # 3. courses

    @api_route(
        '/classrooms/<record_id:classroom_id>/courses',
        query=TaughtQuery,
        answer=Page[Course],
        roles=Roles(teacher='yes', student='own'),
    )
    def list_classroom_courses(self, classroom_id, query):
        """List the courses a classroom studies."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return show_page(self.env['encoach.course'], query, Course, courses_of(classroom))

    @api_route(
        '/classrooms/<record_id:classroom_id>/courses/<record_id:course_id>',
        methods=['DELETE'],
        status=204,
        roles=ADMINISTRATORS,
    )
    def remove_classroom_course(self, classroom_id, course_id):
        """Take a course off a classroom; its batches stay."""
        find(self.env['encoach.classroom'], classroom_id).detach_course(course_id)

    @api_route(
        '/classrooms/<record_id:classroom_id>/assign-course',
        methods=['POST'],
        body=CourseToAssign,
        answer=CourseAssigned,
        status=201,
        also=(200,),
        roles=ADMINISTRATORS,
    )
    def assign_course(self, classroom_id, body):
        """Bind a course to a classroom: one batch, filled from the roster (201 new, 200 reused)."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        result = classroom.assign_course(**body.values())
        batch = find(self.env['encoach.batch'], result.pop('batch_id'))
        return Answer({'batch': show(batch, Batch), **result}, 201 if result['created'] else 200)

    # 4. batches

    @api_route(
        '/classrooms/<record_id:classroom_id>/batches',
        query=ClassroomBatchQuery,
        answer=Page[Batch],
        roles=Roles(teacher='yes'),
    )
    def list_classroom_batches(self, classroom_id, query):
        """List the batches of a classroom."""
        classroom = find(self.env['encoach.classroom'], classroom_id)
        return show_page(self.env['encoach.batch'], query, Batch, batches_of(classroom))
