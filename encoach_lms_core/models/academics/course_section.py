from odoo import fields, models


class EncoachCourseSection(models.Model):
    """A timetabled instance of a course, such as section A.

    Entity administrators manage sections, teachers read them, students those of their courses.
    """

    _name = 'encoach.course.section'
    _description = "Course section"
    _inherit = ['encoach.entity.mixin']
    _order = 'course_id, sequence, name, id'
    _entity_parent = 'course_id'

    course_id = fields.Many2one(
        'encoach.course', required=True, index=True, ondelete='cascade', check_entity=True
    )
    name = fields.Char(required=True)
    capacity = fields.Integer(help="Number of seats; 0 means no limit. A warning, never a block.")
    sequence = fields.Integer(default=10)
    branch = fields.Char(help="The site or stream the section belongs to.")

    # the target of the batch's key that keeps a section with its course
    _id_course_uniq = models.Constraint('UNIQUE (id, course_id)')
    _name_uniq = models.UniqueIndex(
        '(course_id, name)', "This course has a section of this name already."
    )
    _capacity_positive = models.Constraint(
        'CHECK (capacity >= 0)', "A capacity cannot be negative."
    )
