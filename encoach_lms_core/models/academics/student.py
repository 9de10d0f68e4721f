from odoo import api, fields, models

from ...tools import PRESENT


class EncoachStudent(models.Model):
    """The classrooms of a student, which he leaves when he is archived."""

    _inherit = 'encoach.student'

    roster_line_ids = fields.One2many(
        'encoach.classroom.student', 'student_id', string="Roster lines"
    )

    classroom_count = fields.Integer(compute='_compute_classroom_count')

    @api.depends('roster_line_ids.until')
    def _compute_classroom_count(self):
        self._set_counts('classroom_count', 'encoach.classroom.student', 'student_id', PRESENT)

    # CRUD

    def write(self, vals):
        if 'active' in vals and not vals['active']:
            self.roster_line_ids._end_present()
        return super().write(vals)

    # ACTIONS

    def action_view_classrooms(self):
        """Open the classrooms whose roster the student is on."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Classrooms of %s", self.name),
            'res_model': 'encoach.classroom',
            'views': [(False, 'list'), (False, 'form')],
            'domain': [('student_ids', 'in', self.ids)],
        }

    @api.model
    def get_import_templates(self):
        """Offer the template in the import dialog."""
        return [
            {
                'label': self.env._("Import Template for Students"),
                'template': '/encoach_lms_core/static/xls/students.csv',
            }
        ]
