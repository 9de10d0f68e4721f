from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import PRESENT


class EncoachClassroom(models.Model):
    """Which classrooms are a teacher's own: as homeroom or class teacher, or by a batch of it."""

    _inherit = 'encoach.classroom'

    is_own = fields.Boolean(
        compute='_compute_is_own',
        search='_search_is_own',
        help="Whether the caller is its homeroom or class teacher, or teaches one of its batches.",
    )

    @api.depends('teacher_ids', 'class_teacher_ids', 'batch_ids.teacher_line_ids.until')
    @api.depends_context('uid')
    def _compute_is_own(self):
        own = self.search([('id', 'in', self.ids), ('is_own', '=', True)])
        for classroom in self:
            classroom.is_own = classroom._origin in own

    def _search_is_own(self, operator, value):
        if operator != 'in':
            return NotImplemented
        user = Domain('teacher_id.user_id', '=', self.env.uid)
        line = Domain('teacher_line_ids', 'any', user & PRESENT)
        own = (
            Domain('teacher_ids.user_id', '=', self.env.uid)
            | Domain('class_teacher_ids', 'any', user)
            | Domain('batch_ids', 'any', Domain('active', '=', True) & line)
        )
        return own if True in value else ~own

    def _is_staffed_by_caller(self):
        """Return whether the caller is an administrator or one of the classroom's own teachers."""
        if self.env.user._has_group('encoach_lms_core.group_entity_admin'):
            return True
        return self.env.user._has_group('encoach_lms_core.group_teacher') and bool(
            self.search_count([('id', '=', self.id), ('is_own', '=', True)])
        )
