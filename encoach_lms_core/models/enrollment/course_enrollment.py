from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import ActiveForeignKey


class EncoachCourseEnrollment(models.Model):
    """The only answer to the question whether a student takes a course.

    Every active placement has an active course enrollment. Entity administrators manage
    enrollments, teachers read them, a student reads his own.
    """

    _name = 'encoach.course.enrollment'
    _description = "Course enrollment"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'student_id'
    _order = 'course_id, id'
    _entity_parent = 'course_id'
    _immutable_fields = ('student_id',)

    course_id = fields.Many2one(
        'encoach.course', required=True, index=True, ondelete='restrict', check_entity=True
    )
    student_id = fields.Many2one(
        'encoach.student', required=True, index=True, ondelete='restrict', check_entity=True
    )
    active = fields.Boolean(required=True, default=True)

    _course_student_uniq = models.Constraint(
        'UNIQUE (course_id, student_id)', "This student has an enrollment in this course already."
    )
    _student_active_fk = ActiveForeignKey(
        ['student_id'], 'encoach_student', in_use='active', end='active = FALSE'
    )
    # the target of the placements' key that wants the enrollment active
    _course_student_active_uniq = models.Constraint('UNIQUE (course_id, student_id, active)')

    def write(self, vals):
        """Whoever stops taking a course leaves its batches."""
        if 'active' in vals and not vals['active']:
            self._get_placements().write({'active': False})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_placed(self):
        if self._get_placements():
            raise UserError(self.env._("Take the student out of the batches of this course first."))

    def _get_placements(self):
        """Return the active placements in batches of the enrollments' courses."""
        self.env['encoach.batch.enrollment'].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT placement.id
                  FROM encoach_course_enrollment AS enrollment
                  JOIN encoach_batch_enrollment AS placement USING (student_id, course_id)
                 WHERE enrollment.id = ANY(%s) AND placement.active
                """,
                self.ids,
            )
        )
        return self.env['encoach.batch.enrollment'].browse(id_ for (id_,) in rows)

    def _ensure_active_pairs(self, entity, pairs):
        """Make students takers of courses: one statement, whatever their number.

        The update locks each enrollment, so that nobody ends it at the same time.

        :param pairs: ``(course id, student id)``, all of ``entity``; a duplicate counts once
        """
        pairs = list(set(pairs))
        self.flush_model()
        self._insert_rows(
            {
                'course_id': [course_id for course_id, _student_id in pairs],
                'student_id': [student_id for _course_id, student_id in pairs],
            },
            {'entity_id': entity.id, 'active': True},
            SQL('ORDER BY student_id, course_id %s', self._or_revive(['course_id', 'student_id'])),
        )
        self.invalidate_model()
