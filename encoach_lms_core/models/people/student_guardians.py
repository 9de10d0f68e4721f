from odoo import fields, models


class EncoachStudent(models.Model):
    """Who answers for a student."""

    _inherit = 'encoach.student'

    guardian_ids = fields.Many2many(
        'encoach.guardian',
        'encoach_guardian_student_rel',
        'student_id',
        'guardian_id',
        string="Guardians",
        check_entity=True,
        copy=False,
        groups='encoach_lms_core.group_teacher',
    )
