from odoo import fields, models

from ...tools import ActiveForeignKey, EntityForeignKey

from .membership_mixin import PRESENT


class EncoachBatchTeacher(models.Model):
    """A teacher of a batch, since then, until then.

    Entity administrators manage these lines, teachers read them.
    """

    _name = 'encoach.batch.teacher'
    _description = "Batch teacher"
    _inherit = ['encoach.membership.mixin']
    _rec_name = 'teacher_id'
    _immutable_fields = ('entity_id', 'batch_id', 'teacher_id')
    _owner_field = 'batch_id'
    _member_field = 'teacher_id'

    batch_id = fields.Many2one(
        'encoach.batch', required=True, ondelete='cascade', check_entity=True, index=True
    )
    teacher_id = fields.Many2one(
        'encoach.teacher', required=True, ondelete='restrict', check_entity=True, index=True
    )
    entity_id = fields.Many2one(
        related='batch_id.entity_id', store=True, precompute=True, default=None
    )

    _batch_entity_fk = EntityForeignKey('batch_id', 'encoach_batch', 'cascade')
    _teacher_entity_fk = EntityForeignKey('teacher_id', 'encoach_teacher', 'restrict')
    _teacher_active_fk = ActiveForeignKey(['teacher_id'], 'encoach_teacher', **PRESENT)
    _present_uniq = models.UniqueIndex(
        '(batch_id, teacher_id) WHERE until IS NULL', "This teacher teaches the batch already."
    )
