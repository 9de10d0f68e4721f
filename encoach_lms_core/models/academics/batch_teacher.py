from odoo import fields, models

from ...tools import PRESENT_SQL, ActiveForeignKey
from .membership_mixin import WHILE_PRESENT


class EncoachBatchTeacher(models.Model):
    """A teacher of a batch, since then, until then.

    Entity administrators manage these lines, teachers read them.
    """

    _name = 'encoach.batch.teacher'
    _description = "Batch teacher"
    _inherit = ['encoach.membership.mixin']
    _rec_name = 'teacher_id'
    _entity_parent = 'batch_id'
    _immutable_fields = ('teacher_id',)
    _owner_field = 'batch_id'
    _member_field = 'teacher_id'

    batch_id = fields.Many2one(
        'encoach.batch', required=True, ondelete='cascade', check_entity=True, index=True
    )
    teacher_id = fields.Many2one(
        'encoach.teacher', required=True, ondelete='restrict', check_entity=True, index=True
    )

    _teacher_active_fk = ActiveForeignKey(['teacher_id'], 'encoach_teacher', **WHILE_PRESENT)
    _present_uniq = models.UniqueIndex(
        f'(batch_id, teacher_id) WHERE {PRESENT_SQL}', "This teacher teaches the batch already."
    )
