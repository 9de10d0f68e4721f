from odoo import models

from ...door import public
from ...tools import PRESENT


class EncoachClassroom(models.Model):
    """What the dialogs of the Classrooms page show; they save through the business methods."""

    _inherit = 'encoach.classroom'

    # ACTIONS

    def action_manage_roster(self):
        """Open the picker of the roster."""
        return self._pick_members('roster', self.env._("Roster of %s", self.name))

    def action_manage_faculty(self):
        """Open the picker of the homeroom teachers."""
        return self._pick_members('faculty', self.env._("Homeroom teachers of %s", self.name))

    def _pick_members(self, kind, title):
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'encoach_pick_members',
            'name': title,
            'params': {'kind': kind, 'classroom_id': self.id},
        }

    # PICKERS

    @public
    def get_roster_picker(self):
        """Return ``{'items': [{'id', 'name', 'detail'}], 'selected': [ids]}`` of the roster.

        The items are the school's students; the detail tells their code and other classrooms.
        """
        self.ensure_one()
        self.check_access('read')
        elsewhere = dict(
            self.env['encoach.classroom.student']._read_group(
                [
                    ('entity_id', '=', self.entity_id.id),
                    ('classroom_id', '!=', self.id),
                    *PRESENT,
                ],
                ['student_id'],
                ['classroom_id:recordset'],
            )
        )
        students = self.env['encoach.student']._get_picker_items(self.entity_id)
        for item in students:
            student = self.env['encoach.student'].browse(item['id'])
            names = elsewhere.get(student, self.browse()).mapped('name')
            item['detail'] = ' · '.join(filter(None, [item['detail'], *names]))
        selected = self.env['encoach.classroom.student']._get_present(self)
        return {'items': students, 'selected': selected}

    @public
    def get_faculty_picker(self):
        """Return the same of the homeroom teachers; the detail tells their e-mail."""
        self.ensure_one()
        self.check_access('read')
        teachers = self.env['encoach.teacher']._get_picker_items(self.entity_id)
        return {'items': teachers, 'selected': self.teacher_ids.ids}
