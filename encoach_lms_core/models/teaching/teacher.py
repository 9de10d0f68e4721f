from odoo import api, fields, models


class EncoachTeacher(models.Model):
    """The classrooms of a class teacher, which he gives up when he is archived."""

    _inherit = 'encoach.teacher'

    class_teacher_ids = fields.One2many(
        'encoach.class.teacher', 'teacher_id', string="Class teacher of"
    )

    def write(self, vals):
        if 'active' in vals and not vals['active']:
            self.class_teacher_ids.unlink()
        return super().write(vals)

    @api.model
    def _get_own(self, entity):
        """Return the caller as a teacher of ``entity``, or none."""
        return self.search([('user_id', '=', self.env.uid), ('entity_id', '=', entity.id)], limit=1)
