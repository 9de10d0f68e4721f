from odoo import fields, models


class EncoachCourse(models.Model):
    """Who takes a course."""

    _inherit = 'encoach.course'

    enrollment_ids = fields.One2many(
        'encoach.course.enrollment', 'course_id', string="Course enrollments"
    )
