from odoo import api, fields, models
from odoo.fields import Domain

from ...door import public
from ...exceptions import InUse
from ...tools import PRESENT, check_expected, check_mode, plan_membership


class EncoachClassroom(models.Model):
    """A homeroom, such as Grade 7-A: the anchor of the assignment workflow.

    It owns the roster, the homeroom teachers and the courses studied. Each course assigned to it
    becomes a batch. Entity administrators manage classrooms, teachers read them, students theirs.
    """

    _name = 'encoach.classroom'
    _description = "Classroom"
    _inherit = ['encoach.entity.mixin', 'mail.thread']
    _order = 'name, id'

    # identity
    name = fields.Char(required=True, tracking=True)
    grade = fields.Char(tracking=True, help="The grade or year group, such as 7.")
    room = fields.Char(tracking=True, help="The physical room, such as B-204.")
    active = fields.Boolean(required=True, default=True, tracking=True)

    # people
    roster_line_ids = fields.One2many(
        'encoach.classroom.student', 'classroom_id', string="Roster lines"
    )
    present_line_ids = fields.One2many(
        'encoach.classroom.student',
        'classroom_id',
        string="Roster",
        domain=list(PRESENT),
    )
    student_ids = fields.Many2many(
        'encoach.student',
        string="Students",
        compute='_compute_student_ids',
        search='_search_student_ids',
        help="The students on the roster now.",
    )
    teacher_ids = fields.Many2many(
        'encoach.teacher',
        'encoach_classroom_teacher_rel',
        'classroom_id',
        'teacher_id',
        string="Homeroom teachers",
        copy=False,
        check_entity=True,
        help="They join every batch that is made from this classroom afterwards.",
    )

    # teaching
    course_ids = fields.Many2many(
        'encoach.course',
        'encoach_classroom_course_rel',
        'classroom_id',
        'course_id',
        string="Courses",
        copy=False,
        check_entity=True,
    )
    batch_ids = fields.One2many('encoach.batch', 'classroom_id', string="Batches")

    # steps of the workflow
    student_count = fields.Integer(compute='_compute_student_count')
    teacher_count = fields.Integer(compute='_compute_teacher_count')
    course_count = fields.Integer(compute='_compute_course_count')
    batch_count = fields.Integer(compute='_compute_batch_count')

    @api.depends('roster_line_ids.until')
    def _compute_student_ids(self):
        groups = self.env['encoach.classroom.student']._read_group(
            self._get_roster_domain(), ['classroom_id'], ['student_id:recordset']
        )
        rosters = dict(groups)
        for classroom in self:
            classroom.student_ids = rosters.get(classroom._origin, False)

    def _search_student_ids(self, operator, value):
        if operator != 'in':
            return NotImplemented
        lines = Domain('student_id', 'in', value) & PRESENT
        return Domain('roster_line_ids', 'any', lines)

    @api.depends('roster_line_ids.until')
    def _compute_student_count(self):
        self._set_counts('student_count', 'encoach.classroom.student', 'classroom_id', PRESENT)

    @api.depends('teacher_ids')
    def _compute_teacher_count(self):
        for classroom in self:
            classroom.teacher_count = len(classroom.teacher_ids)

    @api.depends('course_ids')
    def _compute_course_count(self):
        for classroom in self:
            classroom.course_count = len(classroom.course_ids)

    @api.depends('batch_ids.active')
    def _compute_batch_count(self):
        self._set_counts('batch_count', 'encoach.batch', 'classroom_id')

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if used := self.filtered(lambda classroom: classroom._is_used()):
            raise InUse(
                self.env._(
                    "%s: its batches and lesson notes stay, and so does the classroom. Archive it"
                    " instead.",
                    ', '.join(used.mapped('name')),
                ),
                used,
            )

    def _is_used(self):
        """Return whether something refers to the classroom that outlives it."""
        return bool(self.sudo().with_context(active_test=False).batch_ids)

    def _get_roster_domain(self):
        return Domain('classroom_id', 'in', self.ids) & PRESENT

    # BUSINESS

    @public
    def update_roster(self, student_ids, mode='add', expected_ids=None):
        """Change who is on the roster; existing batches stay as they are.

        :param student_ids: ids of students of this entity
        :param str mode: ``add`` (union), ``set`` (replace; an empty list clears) or ``remove``
        :param expected_ids: the members the caller saw, when he wants to be told of a change
        :return: ``{'classroom_id', 'mode', 'added', 'removed', 'student_ids', 'total'}``
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise Conflict: when the roster is not the expected one
        """
        self.ensure_one()
        self.check_access('write')
        check_mode(self.env, mode)
        Line = self.env['encoach.classroom.student']
        students = self.env['encoach.student']._browse_in_entity(
            student_ids, self.entity_id, 'student_ids', archived=mode == 'remove'
        )
        present = Line._get_present(self)
        check_expected(self.env, present, expected_ids)
        plan = plan_membership(present, students.ids, mode)
        if mode == 'set' and plan.changes:
            self._claim()
        params = {'classroom_ids': self.ids, 'student_ids': students.ids, 'mode': mode}
        self.env['encoach.operation']._change_members('roster', self, params, plan)
        return plan.describe('classroom_id', self, 'student_ids', mode)

    @public
    def update_teachers(self, teacher_ids, mode='add', expected_ids=None):
        """Change the homeroom teachers; existing batches stay as they are.

        Parameters, answer (with ``teacher_ids``) and errors are those of `update_roster`.
        """
        self.ensure_one()
        self.check_access('write')
        check_mode(self.env, mode)
        teachers = self.env['encoach.teacher']._browse_in_entity(
            teacher_ids, self.entity_id, 'teacher_ids', archived=mode == 'remove'
        )
        present = self.teacher_ids.ids
        check_expected(self.env, present, expected_ids)
        plan = plan_membership(present, teachers.ids, mode)
        if mode == 'set' and plan.changes:
            self._claim()
        params = {'classroom_ids': self.ids, 'teacher_ids': teachers.ids, 'mode': mode}
        self.env['encoach.operation']._change_members('homeroom', self, params, plan)
        return plan.describe('classroom_id', self, 'teacher_ids', mode)

    @public
    def detach_course(self, course_id):
        """Take a course off the classroom; its batches stay.

        :raise EntityMismatch, RecordNotFound: see `_browse_in_entity`
        """
        self.ensure_one()
        self.check_access('write')
        course = self.env['encoach.course']._browse_in_entity(
            [course_id], self.entity_id, 'course_id', archived=True
        )
        # an archived course too, which the field does not show
        linked = self.with_context(active_test=False).course_ids & course
        plan = plan_membership(linked.ids, course.ids, 'remove')
        params = {'classroom_ids': self.ids, 'course_ids': course.ids}
        self.env['encoach.operation']._change_members('course', self, params, plan)
        return True
