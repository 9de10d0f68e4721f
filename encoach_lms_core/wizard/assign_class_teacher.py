from odoo import api, fields, models


class EncoachAssignClassTeacher(models.TransientModel):
    """The dialog that assigns a class teacher, and offers to replace the present one.

    Entity administrators use it; the rules are those of `encoach.classroom.assign_class_teacher`.
    """

    _name = 'encoach.assign.class.teacher'
    _description = "Assign class teacher"
    _inherit = ['encoach.entity.mixin']

    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, ondelete='cascade', check_entity=True
    )
    term_id = fields.Many2one(
        'encoach.term',
        required=True,
        ondelete='cascade',
        check_entity=True,
        domain="[('entity_id', '=', entity_id)]",
    )
    teacher_id = fields.Many2one(
        'encoach.teacher',
        required=True,
        ondelete='cascade',
        check_entity=True,
        domain="[('entity_id', '=', entity_id)]",
    )
    present_teacher_id = fields.Many2one(
        'encoach.teacher', string="Present class teacher", compute='_compute_present_teacher_id'
    )

    _entity_parent = 'classroom_id'

    @api.depends('classroom_id', 'term_id')
    def _compute_present_teacher_id(self):
        for dialog in self:
            dialog.present_teacher_id = dialog.classroom_id._find_class_teacher(
                dialog.term_id
            ).teacher_id

    def action_assign(self):
        """Assign the teacher; refused when there is another one."""
        return self._assign(replace=False)

    def action_replace(self):
        """Assign the teacher in the place of the present one, whom the dialog has shown."""
        return self._assign(replace=True)

    def _assign(self, replace):
        self.ensure_one()
        self.classroom_id.assign_class_teacher(
            self.teacher_id.id, self.term_id.key, replace=replace
        )
        return {'type': 'ir.actions.act_window_close'}
