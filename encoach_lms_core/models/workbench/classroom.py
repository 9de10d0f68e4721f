from odoo import models

from ...door import public


class EncoachClassroom(models.Model):
    """What the dialog that splits a classroom shows."""

    _inherit = 'encoach.classroom'

    def action_split(self):
        """Open the dialog that splits the classroom into sections of a course."""
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'encoach_split',
            'name': self.env._("Split %s into Sections", self.name),
            'params': {'classroom_id': self.id},
        }

    @public
    def get_split_choices(self):
        """Return what a split can be made with.

        :return: ``{'courses': [{'id', 'name', 'sections': [{'id', 'name', 'capacity'}]}],
            'teachers': [{'id', 'name'}], 'homeroom': [ids], 'terms': [keys], 'term_key'}``;
            the courses that the classroom studies come first
        """
        self.ensure_one()
        self.check_access('read')
        own = [('entity_id', '=', self.entity_id.id)]
        courses = self.env['encoach.course'].search_fetch(own, ['name'])
        sections = self.env['encoach.course.section'].search_fetch(
            [('course_id', 'in', courses.ids)], ['name', 'capacity', 'course_id']
        )
        by_course = sections.grouped('course_id')
        latest = self.batch_ids.sorted('id')[-1:].term_id
        term = latest or self.env['encoach.term']._get_of_today(self.entity_id)
        return {
            'courses': [
                {
                    'id': course.id,
                    'name': course.name,
                    'sections': [
                        {'id': section.id, 'name': section.name, 'capacity': section.capacity}
                        for section in by_course.get(course, ())
                    ],
                }
                for course in courses.sorted(lambda c: c not in self.course_ids)
            ],
            'teachers': self.env['encoach.teacher']._get_picker_items(self.entity_id),
            'homeroom': self.teacher_ids.ids,
            'terms': self.env['encoach.term'].search(own).mapped('key'),
            'term_key': term.key or None,
        }
