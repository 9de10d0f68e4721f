from odoo import api, models
from odoo.fields import Command, Domain

from ...exceptions import Forbidden, InvalidInput
from ...tools import PRESENT
from .course import is_uuid
from .course_assignment import TARGETS


class EncoachCourseAssignment(models.Model):
    """How a course is assigned, twice without harm, and what a student gets to see of it."""

    _inherit = 'encoach.course.assignment'

    @api.model
    def _assign(self, classroom, values):
        """Assign a course to a classroom, a group of it, or single students.

        The same course to the same target again is the same assignment.

        :param values: ``course_id``, or ``course_uuid`` with a ``title`` (and ``description``) if
            it may be missing here; ``learner_group_id`` or ``student_ids`` or neither;
            ``is_active``. Another list of students replaces the present one, an empty one removes
            the assignment.
        :return: the assignment (none when it is removed), and whether it is new
        :raise Forbidden: for others than administrators and the classroom's own teachers
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise ConcurrencyError: when it is being created right now; Odoo then runs again
        """
        if not classroom._is_staffed_by_caller():
            raise Forbidden(
                self.env._("Only administrators and the classroom's own teachers assign courses.")
            )
        course = self._resolve_course(values, classroom)
        group = self._resolve_group(values, classroom, course['course_uuid'])
        if group is None:
            return self.browse(), False
        key = {
            'classroom_id': classroom.id,
            'learner_group_id': group.id,
            'course_uuid': course['course_uuid'],
        }
        assignment = self.search([(fname, '=', value) for fname, value in key.items()])
        created = not assignment
        is_active = values.get('is_active')
        if created:
            assignment = self._create_or_retry({**course, **key, 'is_active': bool(is_active)})
        elif is_active is not None and assignment.is_active != is_active:
            assignment.is_active = is_active
        return assignment, created

    def _resolve_course(self, values, classroom):
        """Return what the assignment keeps of the course that ``values`` name."""
        if ('course_id' in values) == ('course_uuid' in values):
            message = self.env._("course_id: name the course by its id or by its UUID.")
            raise InvalidInput(message, ('course_id', 'course_uuid'), reason='one_of')
        Course = self.env['encoach.course']
        if 'course_id' in values:
            return self._copy_course(
                Course._browse_in_entity([values['course_id']], classroom.entity_id, 'course_id')
            )
        uuid = values['course_uuid']
        if not is_uuid(uuid):
            message = self.env._("course_uuid: a UUID in lower case is expected.")
            raise InvalidInput(message, 'course_uuid', reason='wrong_format')
        course = Course.search([('uuid', '=', uuid), ('entity_id', '=', classroom.entity_id.id)])
        if course:
            return self._copy_course(course)
        if not values.get('title'):
            message = self.env._("title: the course is not available here, so say what it is.")
            raise InvalidInput(message, 'title', reason='required')
        return {
            'course_uuid': uuid,
            'title': values['title'],
            'description': values.get('description'),
        }

    def _resolve_group(self, values, classroom, uuid):
        """Return the group that ``values`` name, none for the classroom, None when it is gone."""
        Group = self.env['encoach.learner.group']
        if 'student_ids' in values:
            if 'learner_group_id' in values:
                message = self.env._("student_ids: name a group or single students, not both.")
                raise InvalidInput(message, ('student_ids', 'learner_group_id'), reason='one_of')
            return self._find_or_create_adhoc(values['student_ids'], classroom, uuid)
        if 'learner_group_id' not in values:
            return Group
        group = Group._browse_in_entity(
            [values['learner_group_id']], classroom.entity_id, 'learner_group_id'
        )
        if group.classroom_id != classroom or group.kind != 'group':
            message = self.env._("learner_group_id: this is no group of the classroom.")
            raise InvalidInput(
                message, 'learner_group_id', group.ids, reason='of_another_classroom'
            )
        return group

    def _find_or_create_adhoc(self, student_ids, classroom, uuid):
        """Return the hidden group of the single students of a course, None without students."""
        Group = self.env['encoach.learner.group']
        students = Group._parse_students(student_ids, classroom)
        key = {'classroom_id': classroom.id, 'kind': 'adhoc', 'name': uuid}
        group = Group.search([(fname, '=', value) for fname, value in key.items()])
        members = [Command.set(students.ids)]
        if group:
            group.student_ids = members
            return group.exists() or None
        if not students:
            return None
        return group._create_or_retry({**key, 'student_ids': members})

    def _change(self, values):
        """Switch an assignment on or off, or replace its single students.

        :param values: ``is_active``, ``student_ids``; what is left out stays
        :return: whether it is still there: it is gone with the last of its students
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        self.ensure_one()
        self.check_access('write')
        values = dict(values)
        if 'student_ids' in values:
            self._set_students(values.pop('student_ids'))
        if not self.exists():
            return False
        return self.write(values)

    def _set_students(self, student_ids):
        if self.target != 'adhoc':
            message = self.env._("student_ids: this assignment is not one of single students.")
            raise InvalidInput(message, 'student_ids', reason='of_another_target')
        group = self.learner_group_id
        group.student_ids = [Command.set(group._parse_students(student_ids, self.classroom_id).ids)]

    def unlink(self):
        """The hidden group of single students has no other purpose."""
        groups = self.learner_group_id.filtered(lambda group: group.kind == 'adhoc')
        res = super().unlink()
        groups.unlink()
        return res

    # STUDENTS

    @api.model
    def _get_own(self):
        """Return the assignments that reach the caller as a student, each course once.

        Of a course that reaches him twice, the one by the classroom comes first, then the one by a
        group, then the one to him alone.
        """
        user = Domain('user_id', '=', self.env.uid)
        on_roster = Domain('student_id', 'any', user) & PRESENT
        domain = (
            Domain('is_active', '=', True)
            & Domain('classroom_id.roster_line_ids', 'any', on_roster)
            & (
                Domain('learner_group_id', '=', False)
                | Domain('learner_group_id.student_ids', 'any', user)
            )
        )
        rank = {target: number for number, (target, _label) in enumerate(TARGETS)}
        # past the rules on groups, which are not the student's to read; those on assignments hold
        reached = self.search([('id', 'in', self.sudo()._search(domain))])
        reached = reached.sorted(lambda assignment: rank[assignment.target])
        first = {}
        for assignment in reached:
            first.setdefault((assignment.entity_id, assignment.course_uuid), assignment)
        own = self.browse(assignment.id for assignment in first.values())
        return own.sorted(lambda assignment: (assignment.title, assignment.id))
