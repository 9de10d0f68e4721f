from odoo import models

from ...door import public


class EncoachBatch(models.Model):
    """What the Manage dialog of a batch shows and saves."""

    _inherit = 'encoach.batch'

    def action_manage(self):
        """Open the dialog with the batch's students and teachers."""
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'encoach_manage_batch',
            'name': self.name,
            'params': {'batch_id': self.id},
        }

    @public
    def get_manager(self):
        """Return what the dialog shows.

        :return: ``{'capacity', 'term_key', 'students': picker, 'teachers': picker}``, where a
            picker is ``{'items': [{'id', 'name', 'detail', 'note', 'secondary'}], 'selected',
            'default'}``; secondary items are neither on the roster nor in the batch, and found by
            searching; the default is what the classroom has
        """
        self.ensure_one()
        self.check_access('read')
        return {
            'capacity': self.capacity,
            'term_key': self.term_key,
            'students': self._get_students_picker(),
            'teachers': self._get_teachers_picker(),
        }

    def _get_students_picker(self):
        roster = self.env['encoach.classroom.student']._get_present(self.classroom_id)
        on_roster = set(roster)
        lines = self.env['encoach.batch.enrollment']._get_lines(self)
        items = self.env['encoach.student']._get_picker_items(self.entity_id)
        for item in items:
            student_id = item['id']
            if lines.get(student_id) is False:
                item['note'] = self.env._("taken out")
            elif student_id not in on_roster:
                item['note'] = self.env._("not on the roster")
            item['secondary'] = student_id not in on_roster and student_id not in lines
        selected = [student_id for student_id, active in lines.items() if active]
        return {'items': items, 'selected': selected, 'default': roster}

    def _get_teachers_picker(self):
        homeroom = self.classroom_id.teacher_ids.ids
        items = self.env['encoach.teacher']._get_picker_items(self.entity_id)
        for item in items:
            if item['id'] in homeroom:
                item['note'] = self.env._("homeroom teacher")
        selected = self.env['encoach.batch.teacher']._get_present(self)
        return {'items': items, 'selected': selected, 'default': homeroom}

    @public
    def update_people(self, students=None, teachers=None):
        """Set students and teachers in one transaction, as the dialog does on Save.

        :param students: ``{'ids', 'expected_ids'}`` of `update_students`, or None to leave them
        :param teachers: the same of `update_teachers`
        :return: the answers, ``{'students', 'teachers'}``
        """
        answers = {'students': None, 'teachers': None}
        for name, update, change in (
            ('students', self.update_students, students),
            ('teachers', self.update_teachers, teachers),
        ):
            if change is not None:
                answers[name] = update(change['ids'], 'set', change.get('expected_ids'))
        return answers
