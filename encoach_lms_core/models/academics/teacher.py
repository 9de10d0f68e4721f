from odoo import api, fields, models

from ...tools import PRESENT, ActiveForeignKey


class EncoachTeacher(models.Model):
    """The classrooms and batches of a teacher, which he leaves when he is archived."""

    _inherit = 'encoach.teacher'

    classroom_ids = fields.Many2many(
        'encoach.classroom',
        'encoach_classroom_teacher_rel',
        'teacher_id',
        'classroom_id',
        string="Classrooms",
        copy=False,
        check_entity=True,
        help="The classrooms of which this is a homeroom teacher.",
    )
    batch_line_ids = fields.One2many('encoach.batch.teacher', 'teacher_id', string="Batch lines")

    classroom_count = fields.Integer(compute='_compute_classroom_count')
    batch_count = fields.Integer(compute='_compute_batch_count')

    @api.depends('classroom_ids')
    def _compute_classroom_count(self):
        for teacher in self:
            teacher.classroom_count = len(teacher.classroom_ids)

    @api.depends('batch_line_ids.until')
    def _compute_batch_count(self):
        self._set_counts('batch_count', 'encoach.batch.teacher', 'teacher_id', PRESENT)

    def init(self):
        """Want homeroom teachers active, too; they are linked in a table without a model."""
        key = ActiveForeignKey(['teacher_id'], 'encoach_teacher', ondelete='cascade')
        self.env.registry.post_init(key.apply_to_relation, self, 'encoach_classroom_teacher_rel')
        return super().init()

    # CRUD

    def write(self, vals):
        if 'active' in vals and not vals['active']:
            # archived classrooms too: they may come back
            self.with_context(active_test=False).classroom_ids = False
            self.batch_line_ids._end_present()
        return super().write(vals)

    # ACTIONS

    def action_view_classrooms(self):
        """Open the classrooms of which this is a homeroom teacher."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Classrooms of %s", self.name),
            'res_model': 'encoach.classroom',
            'views': [(False, 'list'), (False, 'form')],
            'domain': [('teacher_ids', 'in', self.ids)],
        }

    def action_view_batches(self):
        """Open the batches this teacher teaches now."""
        self.ensure_one()
        present = [('teacher_id', 'in', self.ids), *PRESENT]
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Batches of %s", self.name),
            'res_model': 'encoach.batch',
            'views': [(False, 'list'), (False, 'form')],
            'domain': [('teacher_line_ids', 'any', present)],
        }

    @api.model
    def get_import_templates(self):
        """Offer the template in the import dialog."""
        return [
            {
                'label': self.env._("Import Template for Teachers"),
                'template': '/encoach_lms_core/static/xls/teachers.csv',
            }
        ]
