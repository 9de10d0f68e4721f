from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import ActiveForeignKey

ORIGINS = [('cascade', "Classroom roster"), ('manual', "By hand")]


class EncoachBatchEnrollment(models.Model):
    """The placement of a student in a batch.

    Taking him out ends the placement and keeps the row: it is the remembered override which a
    re-run of the cascade respects. Entity administrators manage placements, teachers read them, a
    student reads his own.
    """

    _name = 'encoach.batch.enrollment'
    _description = "Batch enrollment"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'student_id'
    _order = 'batch_id, student_id, id'
    _entity_parent = 'batch_id'
    _immutable_fields = ('student_id',)

    # the link
    batch_id = fields.Many2one(
        'encoach.batch', required=True, index=True, ondelete='cascade', check_entity=True
    )
    student_id = fields.Many2one(
        'encoach.student', required=True, index=True, ondelete='restrict', check_entity=True
    )
    course_id = fields.Many2one(
        related='batch_id.course_id',
        store=True,
        precompute=True,
        required=True,
        ondelete='restrict',
        check_entity=True,
    )

    # state
    active = fields.Boolean(
        required=True, default=True, help="Whether the student is in the batch now."
    )
    origin = fields.Selection(ORIGINS, required=True, default='manual', readonly=True)
    enrolled_at = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    ended_at = fields.Datetime(readonly=True)

    _batch_student_uniq = models.Constraint(
        'UNIQUE (batch_id, student_id)', "This student has a line in this batch already."
    )
    _batch_course_fk = models.Constraint(
        'FOREIGN KEY (batch_id, course_id) REFERENCES encoach_batch(id, course_id)'
        ' ON DELETE cascade',
        "The batch is one of another course.",
    )
    # and the enrollment wants its student active
    _enrollment_active_fk = ActiveForeignKey(
        ['course_id', 'student_id'],
        'encoach_course_enrollment',
        in_use='active',
        end="active = FALSE, ended_at = now() AT TIME ZONE 'UTC'",
    )

    # CRUD

    @api.model
    def _create(self, data_list):
        """Whoever is placed in a batch takes its course."""
        pairs = {}
        for row in (data['stored'] for data in data_list):
            if row.get('active') and row.get('student_id'):
                pair = row['course_id'], row['student_id']
                pairs.setdefault(row['entity_id'], []).append(pair)
        for entity in self.env['encoach.entity'].browse(pairs):
            self.env['encoach.course.enrollment']._ensure_active_pairs(entity, pairs[entity.id])
        return super()._create(data_list)

    def write(self, vals):
        if 'active' not in vals:
            return super().write(vals)
        now = fields.Datetime.now()
        if not vals['active']:
            return super().write({**vals, 'ended_at': now})
        self._ensure_course_enrollments()
        return super().write({**vals, 'enrolled_at': now, 'ended_at': False})

    def _ensure_course_enrollments(self):
        for entity, placements in self.grouped('entity_id').items():
            pairs = [(line.course_id.id, line.student_id.id) for line in placements]
            self.env['encoach.course.enrollment']._ensure_active_pairs(entity, pairs)

    # BUSINESS: access is the caller's business, the public method on the batch has checked it

    def _get_lines(self, batch):
        """Return ``{student id: active}`` of every line of a batch, ended ones too."""
        self.flush_model()
        return dict(
            self.env.execute_query(
                SQL(
                    'SELECT student_id, active FROM encoach_batch_enrollment WHERE batch_id = %s',
                    batch.id,
                )
            )
        )

    def _place(self, batch, student_ids, origin):
        """Put students into a batch, or back into it: two statements, whatever their number."""
        if not student_ids:
            return
        course_id = batch.course_id.id
        pairs = [(course_id, student_id) for student_id in student_ids]
        self.env['encoach.course.enrollment']._ensure_active_pairs(batch.entity_id, pairs)
        self.flush_model()
        self._insert_rows(
            {'student_id': sorted(student_ids)},
            {
                'batch_id': batch.id,
                'course_id': course_id,
                'entity_id': batch.entity_id.id,
                'active': True,
                'origin': origin,
                'enrolled_at': self.env.cr.now(),
                'ended_at': None,
            },
            self._or_revive(['batch_id', 'student_id'], 'origin', 'enrolled_at', 'ended_at'),
        )
        self._invalidate(batch)

    def _remove(self, batch, student_ids):
        """End placements and keep the rows: one statement, whatever their number."""
        if not student_ids:
            return
        self.flush_model()
        self._update_rows(
            {'active': False, 'ended_at': self.env.cr.now()},
            SQL('batch_id = %s AND student_id = ANY(%s) AND active', batch.id, list(student_ids)),
        )
        self._invalidate(batch)

    def _invalidate(self, batch):
        self.invalidate_model()
        batch.invalidate_model(['enrollment_ids', 'student_count', 'over_capacity'])
