from odoo import api, fields, models

from ...exceptions import InvalidInput
from ...tools import PRESENT

STATUSES = [('active', "Active"), ('inactive', "Inactive")]


class EncoachStudent(models.Model):
    """A student as registrars see him: a name, an e-mail, a status, and the courses he takes.

    The courses are those of his active course enrollments; nothing else says what he takes.
    """

    _inherit = 'encoach.student'

    status = fields.Selection(
        STATUSES,
        compute='_compute_status',
        inverse='_inverse_status',
        help="An inactive student is archived: he is on no roster and takes no course.",
    )
    course_names = fields.Json(
        compute='_compute_course_names', help="The courses he takes, in order of their names."
    )

    @api.depends('active')
    def _compute_status(self):
        for student in self:
            student.status = 'active' if student.active else 'inactive'

    def _inverse_status(self):
        for status, students in self.grouped('status').items():
            students.active = status == 'active'

    @api.depends('course_enrollment_ids.active', 'course_enrollment_ids.course_id.name')
    def _compute_course_names(self):
        taken = self._get_taken_courses()
        for student in self:
            names = taken.get(student._origin.id, self.env['encoach.course']).mapped('name')
            student.course_names = sorted(names)

    def _get_taken_courses(self):
        """Return ``{student id: courses}`` of the active course enrollments.

        Of no other, even where the context shows what is archived, as it does for students.
        """
        groups = self.env['encoach.course.enrollment']._read_group(
            [('student_id', 'in', self._origin.ids), ('active', '=', True)],
            ['student_id'],
            ['course_id:recordset'],
        )
        return {student.id: courses for student, courses in groups}

    def _get_classrooms(self):
        """Return ``{student id: classrooms}`` of the rosters he is on now."""
        groups = self.env['encoach.classroom.student']._read_group(
            [('student_id', 'in', self._origin.ids), *PRESENT],
            ['student_id'],
            ['classroom_id:recordset'],
        )
        return {student.id: classrooms for student, classrooms in groups}

    # BUSINESS

    @api.model
    def _register_student(self, values):
        """Create a student.

        :param dict values: of the student, and perhaps ``status`` and ``course_name``, for which
            see `_change_registration`
        """
        own = {name: values[name] for name in ('status', 'course_name') if name in values}
        student = self.create({name: values[name] for name in values if name not in own})
        student._change_registration(own)
        return student

    def _change_registration(self, values):
        """Change name, e-mail, status or course of a student; what is left out stays.

        An inactive student takes no course: with ``status`` inactive the course's name is checked
        and nothing else.

        :param dict values: ``course_name`` moves him, see `_move_to_course`; None leaves his
            courses alone
        :raise InvalidInput: for an unknown course, or a course for somebody who stays inactive
        """
        self.ensure_one()
        self.check_access('write')
        values = dict(values)
        course_name = values.pop('course_name', None)
        if values:
            self.write(values)
        if course_name is None:
            return
        course = self._resolve_course_name(course_name)
        if self.active:
            self._move_to_course(course)
        elif values.get('status') != 'inactive':
            message = self.env._(
                "This student is inactive: set the status to active to enroll him in a course."
            )
            raise InvalidInput(message, ('course_name', 'status'), reason='inactive')

    def _resolve_course_name(self, name):
        """Return the courses of this name; several only if the student takes them all.

        :raise InvalidInput: for an unknown or ambiguous name
        """
        index = self.entity_id._get_name_index('encoach.course')
        taken = self._get_taken_courses().get(self.id, self.env['encoach.course'])
        mine = index.find_among(taken.ids, name)
        found = mine or index.find(name)
        if not mine and len(found) != 1:
            message = self.entity_id._tell_unresolved('encoach.course', index, name)
            reason = 'ambiguous' if found else 'unknown_value'
            error = InvalidInput(f'course_name: {message}', 'course_name', reason=reason)
            error.errors[0]['nearest'] = [] if found else index.nearest(name)
            raise error
        return taken.browse(found)

    def _move_to_course(self, courses):
        """Make students takers of these courses and of no other (S4-15).

        Their other course enrollments end, and with them the placements.
        """
        self.check_access('write')
        Enrollment = self.env['encoach.course.enrollment']
        others = [('student_id', 'in', self.ids), ('course_id', 'not in', courses.ids)]
        Enrollment.search(others).write({'active': False})
        for entity, students in self.grouped('entity_id').items():
            pairs = [(course_id, id_) for course_id in courses.ids for id_ in students.ids]
            Enrollment._ensure_active_pairs(entity, pairs)
        self.invalidate_recordset(['course_enrollment_ids', 'course_names'])
