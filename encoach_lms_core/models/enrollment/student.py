from odoo import api, fields, models


class EncoachStudent(models.Model):
    """The courses and batches of a student, which he leaves when he is archived."""

    _inherit = 'encoach.student'

    course_enrollment_ids = fields.One2many(
        'encoach.course.enrollment', 'student_id', string="Course enrollments"
    )
    batch_enrollment_ids = fields.One2many(
        'encoach.batch.enrollment', 'student_id', string="Batch enrollments"
    )

    course_count = fields.Integer(compute='_compute_course_count')
    batch_count = fields.Integer(compute='_compute_batch_count')

    @api.depends('course_enrollment_ids.active')
    def _compute_course_count(self):
        self._set_counts('course_count', 'encoach.course.enrollment', 'student_id')

    @api.depends('batch_enrollment_ids.active')
    def _compute_batch_count(self):
        self._set_counts('batch_count', 'encoach.batch.enrollment', 'student_id')

    # CRUD

    def write(self, vals):
        if 'active' in vals and not vals['active']:
            self.course_enrollment_ids.write({'active': False})
        return super().write(vals)

    # ACTIONS

    def action_view_batches(self):
        """Open the batches the student is in."""
        return self._view_enrollments(
            'encoach.batch.enrollment', self.env._("Batches of %s", self.name)
        )

    def action_view_courses(self):
        """Open the courses the student takes."""
        return self._view_enrollments(
            'encoach.course.enrollment', self.env._("Courses of %s", self.name)
        )

    def _view_enrollments(self, model, title):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': title,
            'res_model': model,
            'views': [(False, 'list'), (False, 'form')],
            'domain': [('student_id', 'in', self.ids)],
        }
