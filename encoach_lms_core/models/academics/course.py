from odoo import api, fields, models

from ...door import public
from ...exceptions import InvalidInput

MAX_DEFAULT_SECTIONS = 26


class EncoachCourse(models.Model):
    """A subject that is taught, such as Physics 102, with its sections.

    Entity administrators manage courses, teachers read them, students those they take.
    """

    _name = 'encoach.course'
    _description = "Course"
    _inherit = ['encoach.entity.mixin', 'mail.thread']
    _order = 'name, id'
    _rec_names_search = ['name', 'code']

    # identity
    name = fields.Char(required=True, tracking=True)
    code = fields.Char(tracking=True)
    active = fields.Boolean(required=True, default=True, tracking=True)

    # content
    syllabus = fields.Text()
    objectives = fields.Text(string="Learning objectives")

    # children
    section_ids = fields.One2many('encoach.course.section', 'course_id', string="Sections")
    section_count = fields.Integer(compute='_compute_section_count')
    batch_ids = fields.One2many('encoach.batch', 'course_id', string="Batches")

    @api.depends('section_ids')
    def _compute_section_count(self):
        self._set_counts('section_count', 'encoach.course.section', 'course_id')

    def action_detach_from_classroom(self):
        """Take the course off the classroom in the context (a row's button on the classroom)."""
        self.ensure_one()
        classroom = self.env['encoach.classroom'].browse(self.env.context['classroom_id'])
        return classroom.detach_course(self.id)

    @public
    def generate_default_sections(self, count=3):
        """Make sure that the sections A, B, C … exist.

        :param int count: how many letters, 1 to 26
        :return: ``{'created': [ids], 'items': [ids of all sections]}``; a second call creates none
        :raise InvalidInput: for a count out of range
        """
        self.ensure_one()
        self.check_access('write')
        if type(count) is not int or not 1 <= count <= MAX_DEFAULT_SECTIONS:
            message = self.env._("count: a number from 1 to %s is expected.", MAX_DEFAULT_SECTIONS)
            raise InvalidInput(message, 'count', reason='out_of_range')
        names = [chr(ord('A') + index) for index in range(count)]
        present = set(self.section_ids.mapped('name'))
        created = self.section_ids.create(
            [
                {'course_id': self.id, 'name': name, 'sequence': 10 * (index + 1)}
                for index, name in enumerate(names)
                if name not in present
            ]
        )
        return {'created': created.ids, 'items': self.section_ids.sorted().ids}
