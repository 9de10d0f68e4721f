from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import ActiveForeignKey

ORIGINS = [('cascade', "Classroom roster"), ('manual', "By hand")]

#: what comes back when a placement that was revived ends again, as SQL of a row ``line``
FORMER = """jsonb_build_object(
    'origin', line.origin, 'enrolled_at', line.enrolled_at, 'ended_at', line.ended_at)"""


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

    def _read_states(self, batch, student_ids):
        """Return what there is of everybody who is or was in a batch, and of others: one statement.

        :return: ``{student id: (whether he is in it, what an ended placement says, whether he takes
            the course)}``; None for who never was or did
        """
        self.env.flush_all()
        statement = SQL(
            """
            SELECT somebody.student_id, line.active, CASE WHEN NOT line.active THEN %s END,
                   enrollment.active
              FROM (SELECT student_id FROM encoach_batch_enrollment WHERE batch_id = %s
                     UNION SELECT unnest(%s::int[])) AS somebody
              LEFT JOIN encoach_batch_enrollment AS line
                ON line.batch_id = %s AND line.student_id = somebody.student_id
              LEFT JOIN encoach_course_enrollment AS enrollment
                ON enrollment.course_id = %s AND enrollment.student_id = somebody.student_id
            """,
            *(SQL(FORMER), batch.id, list(student_ids), batch.id, batch.course_id.id),
        )
        return {row[0]: row[1:] for row in self.env.execute_query(statement)}

    def _place_all(self, entity, places, origin):
        """Put students into batches of a school, or back: two statements, whatever their number.

        :param places: ``(batch id, its course's id, student id)``
        """
        if not places:
            return
        pairs = [(course_id, student_id) for _batch, course_id, student_id in places]
        self.env['encoach.course.enrollment']._ensure_active_pairs(entity, pairs)
        self.flush_model()
        batch_ids, course_ids, student_ids = map(list, zip(*sorted(places), strict=True))
        self._insert_rows(
            {'batch_id': batch_ids, 'course_id': course_ids, 'student_id': student_ids},
            {
                'entity_id': entity.id,
                'active': True,
                'origin': origin,
                'enrolled_at': self.env.cr.now(),
                'ended_at': None,
            },
            self._or_revive(['batch_id', 'student_id'], 'origin', 'enrolled_at', 'ended_at'),
        )
        self._invalidate(self.batch_id.browse(set(batch_ids)))

    def _remove_all(self, pairs):
        """End placements and keep the rows: one statement, whatever their number.

        :param pairs: ``(batch id, student id)``
        """
        if not pairs:
            return
        self.flush_model()
        batch_ids, student_ids = map(list, zip(*pairs, strict=True))
        self._update_rows(
            {'active': False, 'ended_at': self.env.cr.now()},
            SQL(
                'active AND (batch_id, student_id) IN (SELECT * FROM unnest(%s::int[], %s::int[]))',
                batch_ids,
                student_ids,
            ),
        )
        self._invalidate(self.batch_id.browse(set(batch_ids)))

    def _invalidate(self, batches):
        self.invalidate_model()
        batches.invalidate_model(['enrollment_ids', 'student_count', 'over_capacity'])
