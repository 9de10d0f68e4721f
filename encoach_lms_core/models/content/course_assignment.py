from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import InvalidInput

#: in canonical order: by the first of them a student gets to see the course
TARGETS = [
    ('classroom', "Classroom"),
    ('group', "Learner group"),
    ('adhoc', "Single students"),
]
FIXED = {'course_id', 'course_uuid', 'title', 'description', 'learner_group_id', 'assigned_by_id'}


class EncoachCourseAssignment(models.Model):
    """Content for a classroom or some of its students to work on: a course, by its UUID.

    No foreign key: the assignment is there before the course arrives and after it has gone, and
    keeps the title and description it was made with. Off until switched on. Entity administrators
    and the classroom's own teachers manage assignments; a student reads those that are on and reach
    him. It enrols nobody: who takes a course is said by the course enrollment alone.
    """

    _name = 'encoach.course.assignment'
    _description = "Course assignment"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'title'
    _order = 'classroom_id, title, id'
    _entity_parent = 'classroom_id'

    # the course
    course_uuid = fields.Char(string="Course UUID", size=36, required=True, index=True)
    title = fields.Char(required=True)
    description = fields.Text()
    course_id = fields.Many2one(
        'encoach.course',
        compute='_compute_course_id',
        inverse='_inverse_course_id',
        ondelete='set null',
        help="The course of this UUID in the school, if there is one.",
    )
    missing = fields.Boolean(compute='_compute_course_id')
    notice = fields.Char(string="Availability", compute='_compute_notice')

    # whom it reaches
    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, index=True, ondelete='cascade', check_entity=True
    )
    learner_group_id = fields.Many2one(
        'encoach.learner.group',
        index='btree_not_null',
        ondelete='cascade',
        check_entity=True,
        domain="[('classroom_id', '=', classroom_id), ('kind', '=', 'group')]",
        help="Empty for the whole classroom.",
    )
    target = fields.Selection(
        TARGETS, compute='_compute_target', store=True, precompute=True, required=True
    )

    # by whom, and whether it is visible
    assigned_by_id = fields.Many2one(
        'res.users', string="Assigned by", readonly=True, ondelete='set null', check_entity=True
    )
    is_active = fields.Boolean(
        string="On", required=True, default=False, help="Students see it when it is on."
    )

    _key_uniq = models.UniqueIndex(
        '(classroom_id, course_uuid, COALESCE(learner_group_id, 0))',
        "This course is assigned there already.",
    )
    _learner_group_classroom_fk = models.Constraint(
        'FOREIGN KEY (learner_group_id, classroom_id)'
        ' REFERENCES encoach_learner_group(id, classroom_id) ON DELETE cascade',
        "The group belongs to another classroom.",
    )

    # COMPUTES

    @api.depends('course_uuid', 'entity_id')
    def _compute_course_id(self):
        """One statement, past the rules: a student is told of a course that is here as such."""
        self.env['encoach.course'].flush_model(['active', 'entity_id', 'uuid'])
        rows = self.env.execute_query(
            SQL(
                'SELECT entity_id, uuid, id FROM encoach_course'
                ' WHERE active AND uuid = ANY(%s) AND entity_id = ANY(%s)',
                [assignment.course_uuid or '' for assignment in self],
                self.entity_id.ids,
            )
        )
        courses = {(entity_id, uuid): id_ for entity_id, uuid, id_ in rows}
        for assignment in self:
            id_ = courses.get((assignment.entity_id.id, assignment.course_uuid))
            assignment.course_id = id_
            assignment.missing = not id_

    def _inverse_course_id(self):
        """The course is given at creation, see `create`, and never again."""

    @api.depends('missing')
    def _compute_notice(self):
        for assignment in self:
            assignment.notice = assignment.missing and self.env._("Course not available here")

    @api.depends('learner_group_id.kind')
    def _compute_target(self):
        for assignment in self:
            assignment.target = assignment.learner_group_id.kind or 'classroom'

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._complete(vals) for vals in vals_list])

    def _complete(self, vals):
        """Return values with what is copied from the course, and who assigns it."""
        vals = {key: value for key, value in vals.items() if key != 'assigned_by_id'}
        classroom_id = vals.get('classroom_id') or self.env.context.get('default_classroom_id')
        entity = self.env['encoach.classroom'].browse(classroom_id).entity_id
        if self.env.user in entity.sudo().user_ids:  # a platform administrator is of no school
            vals['assigned_by_id'] = self.env.uid
        if course_id := vals.pop('course_id', None):
            course = self.env['encoach.course']._browse_in_entity([course_id], entity, 'course_id')
            vals.update(self._copy_course(course))
        return vals

    @api.model
    def _copy_course(self, course):
        """Return what an assignment keeps of a course."""
        return {
            'course_uuid': course.uuid,
            'title': course.name,
            'description': course.syllabus,
        }

    def write(self, vals):
        if FIXED & vals.keys():
            message = self.env._(
                "Only whether it is on can be changed: make another assignment instead."
            )
            raise InvalidInput(message, sorted(FIXED & vals.keys()), reason='unchangeable')
        return super().write(vals)
