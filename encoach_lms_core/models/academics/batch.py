from odoo import api, fields, models
from odoo.fields import Domain

from ...door import public
from ...tools import PRESENT, check_expected, check_mode, plan_membership


class EncoachBatch(models.Model):
    """The slice of a classroom that studies a course: classroom × course × section? × term?.

    It owns the actual placements and teachers. Both begin as the classroom's and may differ
    afterwards. Entity administrators manage batches, teachers read them, students theirs.
    """

    _name = 'encoach.batch'
    _description = "Batch"
    _inherit = ['encoach.entity.mixin', 'mail.thread']
    _order = 'name, term_id, id'
    _entity_parent = 'classroom_id'
    _immutable_fields = ('course_id',)

    # identity
    name = fields.Char(compute='_compute_name', store=True, precompute=True)
    short_name = fields.Char(
        string="Batch",
        compute='_compute_short_name',
        help="The name within its classroom, such as Physics 102 · A.",
    )
    active = fields.Boolean(required=True, default=True, tracking=True)

    # the key
    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, index=True, ondelete='restrict', check_entity=True
    )
    course_id = fields.Many2one(
        'encoach.course', required=True, index=True, ondelete='restrict', check_entity=True
    )
    section_id = fields.Many2one(
        'encoach.course.section',
        index='btree_not_null',
        ondelete='restrict',
        check_entity=True,
        domain="[('course_id', '=', course_id)]",
        help="Empty for the whole course.",
    )
    term_id = fields.Many2one(
        'encoach.term', index='btree_not_null', ondelete='restrict', check_entity=True
    )
    term_key = fields.Char(related='term_id.key', string="Term key")

    # people
    teacher_line_ids = fields.One2many('encoach.batch.teacher', 'batch_id', string="Teacher lines")
    teacher_ids = fields.Many2many(
        'encoach.teacher', string="Teachers", compute='_compute_teacher_ids'
    )
    teacher_count = fields.Integer(compute='_compute_teacher_count')

    _key_uniq = models.UniqueIndex(
        '(classroom_id, course_id, COALESCE(section_id, 0), COALESCE(term_id, 0))',
        "This classroom has a batch of this course, section and term already.",
    )
    # the target of the placements' key that keeps their course with the batch's
    _id_course_uniq = models.Constraint('UNIQUE (id, course_id)')
    _section_course_fk = models.Constraint(
        'FOREIGN KEY (section_id, course_id)'
        ' REFERENCES encoach_course_section(id, course_id) ON DELETE restrict',
        "The section belongs to another course.",
    )

    @api.depends('classroom_id.name', 'course_id.name', 'section_id.name')
    def _compute_name(self):
        for batch in self:
            batch.name = self._join_names(
                batch.classroom_id.name, batch.course_id.name, batch.section_id.name
            )

    @api.model
    def _join_names(self, classroom, course, section):
        """Return what a batch is called."""
        return " — ".join(name for name in (classroom, course, section) if name)

    @api.depends('course_id.name', 'section_id.name')
    def _compute_short_name(self):
        for batch in self:
            batch.short_name = ' · '.join(
                name for name in (batch.course_id.name, batch.section_id.name) if name
            )

    @api.depends('teacher_line_ids.until')
    def _compute_teacher_ids(self):
        groups = self.env['encoach.batch.teacher']._read_group(
            Domain('batch_id', 'in', self.ids) & PRESENT,
            ['batch_id'],
            ['teacher_id:recordset'],
        )
        teachers = dict(groups)
        for batch in self:
            batch.teacher_ids = teachers.get(batch._origin, False)

    @api.depends('teacher_line_ids.until')
    def _compute_teacher_count(self):
        # not from `teacher_ids`: Odoo checks the rules of teachers anew for every batch
        self._set_counts('teacher_count', 'encoach.batch.teacher', 'batch_id', PRESENT)

    # BUSINESS

    @public
    def update_teachers(self, teacher_ids, mode='add', expected_ids=None):
        """Change who teaches this batch; the homeroom teachers stay as they are.

        :param teacher_ids: ids of teachers of this entity
        :param str mode: ``add`` (union), ``set`` (replace; an empty list clears) or ``remove``
        :param expected_ids: the teachers the caller saw, when he wants to be told of a change
        :return: ``{'batch_id', 'mode', 'added', 'removed', 'teacher_ids', 'total'}``
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise Conflict: when the teachers are not the expected ones
        """
        self.ensure_one()
        self.check_access('write')
        check_mode(self.env, mode)
        teachers = self.env['encoach.teacher']._browse_in_entity(
            teacher_ids, self.entity_id, 'teacher_ids', archived=mode == 'remove'
        )
        return self._apply_teachers(teachers.ids, mode, expected_ids=expected_ids)

    @public
    def reset_teachers(self):
        """Make the homeroom teachers this batch's again; the answer is `update_teachers`'."""
        self.ensure_one()
        self.check_access('write')
        return self._apply_teachers(self.classroom_id.teacher_ids.ids, 'set', label='reset')

    def _apply_teachers(self, teacher_ids, mode, label=None, expected_ids=None):
        present = self.env['encoach.batch.teacher']._get_present(self)
        check_expected(self.env, present, expected_ids)
        plan = plan_membership(present, teacher_ids, mode)
        if mode == 'set' and plan.changes:
            self._claim()
        params = {'batch_ids': self.ids, 'teacher_ids': list(teacher_ids), 'mode': label or mode}
        self.env['encoach.operation']._change_members('batch_teacher', self, params, plan)
        return plan.describe('batch_id', self, 'teacher_ids', label or mode)
