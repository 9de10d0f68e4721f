from odoo import api, fields, models

from ...tools import PRESENT_SQL, ActiveForeignKey
from .membership_mixin import WHILE_PRESENT


class EncoachClassroomStudent(models.Model):
    """A line of a classroom's roster: this student, since then, until then.

    Entity administrators manage the roster, teachers read it, a student reads his own lines.
    """

    _name = 'encoach.classroom.student'
    _description = "Roster line"
    _inherit = ['encoach.membership.mixin']
    _rec_name = 'student_id'
    _order = 'student_id, id'
    _entity_parent = 'classroom_id'
    _immutable_fields = ('student_id',)
    _owner_field = 'classroom_id'
    _member_field = 'student_id'

    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, ondelete='cascade', check_entity=True, index=True
    )
    student_id = fields.Many2one(
        'encoach.student', required=True, ondelete='restrict', check_entity=True, index=True
    )
    student_code = fields.Char(related='student_id.student_code')

    _student_active_fk = ActiveForeignKey(['student_id'], 'encoach_student', **WHILE_PRESENT)
    _present_uniq = models.UniqueIndex(
        f'(classroom_id, student_id) WHERE {PRESENT_SQL}',
        "This student is on the roster already.",
    )

    @api.model
    def get_import_templates(self):
        """Offer the template in the import dialog."""
        return [
            {
                'label': self.env._("Import Template for Rosters"),
                'template': '/encoach_lms_core/static/xls/rosters.csv',
            }
        ]
