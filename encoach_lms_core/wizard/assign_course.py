from odoo import api, fields, models
from odoo.exceptions import UserError


class EncoachAssignCourse(models.TransientModel):
    """The dialog of step 3: binds a course to a classroom and tells beforehand what happens.

    Entity administrators use it; the rules are those of `encoach.classroom.assign_course`.
    """

    _name = 'encoach.assign.course'
    _description = "Assign course"
    _inherit = ['encoach.entity.mixin']
    _entity_parent = 'classroom_id'

    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, ondelete='cascade', check_entity=True
    )
    course_id = fields.Many2one(
        'encoach.course',
        ondelete='cascade',
        check_entity=True,
        domain="[('entity_id', '=', entity_id)]",
    )
    section_id = fields.Many2one(
        'encoach.course.section',
        compute='_compute_section_id',
        store=True,
        readonly=False,
        ondelete='cascade',
        check_entity=True,
        domain="[('course_id', '=', course_id)]",
    )
    section_count = fields.Integer(related='course_id.section_count')
    term_id = fields.Many2one(
        'encoach.term',
        compute='_compute_term_id',
        store=True,
        readonly=False,
        precompute=True,
        ondelete='cascade',
        check_entity=True,
        domain="[('entity_id', '=', entity_id)]",
    )
    summary = fields.Char(compute='_compute_summary')
    warning = fields.Char(compute='_compute_summary')

    @api.depends('course_id')
    def _compute_section_id(self):
        for wizard in self:
            if wizard.section_id.course_id != wizard.course_id:
                wizard.section_id = False

    @api.depends('classroom_id')
    def _compute_term_id(self):
        """Suggest the term of the classroom's latest batch, else the term of today."""
        for wizard in self:
            latest = wizard.classroom_id.batch_ids.sorted('id')[-1:].term_id
            wizard.term_id = latest or latest._get_of_today(wizard.entity_id)

    @api.depends('course_id', 'section_id', 'term_id')
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = wizard.warning = False
            if wizard.course_id:
                preview = wizard.classroom_id._preview_course(
                    wizard.course_id, wizard.section_id, wizard.term_id
                )
                wizard.summary, wizard.warning = preview

    def action_generate_sections(self):
        """Give the course the sections A, B and C, and stay open."""
        self.ensure_one()
        self.course_id.generate_default_sections()
        return self._reopen()

    def action_assign(self):
        """Assign and close."""
        self.ensure_one()
        if not self.course_id:
            raise UserError(self.env._("Choose a course first."))
        self.classroom_id.assign_course(
            self.course_id.id, self.section_id.id or None, self.term_id.key or None
        )
        return {'type': 'ir.actions.act_window_close'}

    def _reopen(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Assign Course"),
            'res_model': self._name,
            'res_id': self.id,
            'views': [(False, 'form')],
            'target': 'new',
        }
