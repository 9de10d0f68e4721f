from odoo import api, fields, models
from odoo.tools import SQL

from ...door import public
from ...tools import check_expected, check_mode, count_missing, is_present, plan_membership


class EncoachBatch(models.Model):
    """Who is placed in a batch, and whether the section has a seat for everybody."""

    _inherit = 'encoach.batch'

    enrollment_ids = fields.One2many(
        'encoach.batch.enrollment', 'batch_id', string="Batch enrollments"
    )
    student_count = fields.Integer(compute='_compute_student_count')
    capacity = fields.Integer(related='section_id.capacity')
    over_capacity = fields.Integer(
        compute='_compute_over_capacity',
        help="How many students more than seats; 0 when it fits or there is no limit.",
    )

    seats = fields.Char(
        compute='_compute_over_capacity', help="The section's seats, and how many are missing."
    )
    roster_share = fields.Char(
        string="Of the roster",
        compute='_compute_roster_share',
        help="How many of the classroom's present students are in the batch, such as 12 of 24.",
    )

    @api.depends('enrollment_ids.active')
    def _compute_student_count(self):
        self._set_counts('student_count', 'encoach.batch.enrollment', 'batch_id')

    @api.depends('student_count', 'capacity')
    def _compute_over_capacity(self):
        for batch in self:
            seats = batch.capacity
            batch.over_capacity = count_missing(batch.student_count, seats)
            if batch.over_capacity:
                batch.seats = self.env._(
                    "%(seats)s (%(excess)s too many)", seats=seats, excess=batch.over_capacity
                )
            else:
                batch.seats = str(seats or "")

    @api.depends('enrollment_ids.active', 'classroom_id.roster_line_ids.until')
    def _compute_roster_share(self):
        self.env['encoach.batch.enrollment'].flush_model()
        self.env['encoach.classroom.student'].flush_model()
        shares = {
            batch_id: (placed, total)
            for batch_id, placed, total in self.env.execute_query(
                SQL(
                    """
                    SELECT batch.id, count(placement.id), count(line.id)
                      FROM encoach_batch AS batch
                      JOIN encoach_classroom_student AS line
                        ON line.classroom_id = batch.classroom_id AND %s
                      LEFT JOIN encoach_batch_enrollment AS placement
                        ON placement.batch_id = batch.id
                       AND placement.student_id = line.student_id AND placement.active
                     WHERE batch.id = ANY(%s)
                     GROUP BY batch.id
                    """,
                    is_present('line'),
                    self._origin.ids,
                )
            )
        }
        for batch in self:
            # nothing for an empty roster, nor for a batch that is not there for the caller
            share = shares.get(batch._origin.id)
            batch.roster_share = share and self.env._(
                "%(placed)s of %(total)s", placed=share[0], total=share[1]
            )

    # BUSINESS

    @public
    def update_students(self, student_ids, mode='add', expected_ids=None):
        """Change who is in this batch; the classroom's roster stays as it is.

        :param student_ids: ids of students of this entity
        :param str mode: ``add`` (union, also puts back who was taken out), ``set`` (replace; an
            empty list clears) or ``remove``
        :param expected_ids: the students the caller saw, when he wants to be told of a change
        :return: ``{'batch_id', 'mode', 'added', 'removed', 'student_ids', 'total'}``
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise Conflict: when the students are not the expected ones
        """
        self.ensure_one()
        self.check_access('write')
        check_mode(self.env, mode)
        students = self.env['encoach.student']._browse_in_entity(
            student_ids, self.entity_id, 'student_ids', archived=mode == 'remove'
        )
        return self._apply_students(students.ids, mode, expected_ids=expected_ids)

    @public
    def reset_students(self):
        """Make the batch exactly the classroom's roster; the answer is `update_students`'."""
        self.ensure_one()
        self.check_access('write')
        roster = self.env['encoach.classroom.student']._get_present(self.classroom_id)
        return self._apply_students(roster, 'set', label='reset', origin='cascade')

    def _apply_students(self, student_ids, mode, label=None, origin='manual', expected_ids=None):
        states = self.env['encoach.batch.enrollment']._read_states(self, student_ids)
        present = [student_id for student_id, state in states.items() if state[0]]
        check_expected(self.env, present, expected_ids)
        plan = plan_membership(present, student_ids, mode)
        if mode == 'set' and plan.changes:
            self._claim()
        params = {'batch_ids': self.ids, 'student_ids': list(student_ids), 'mode': label or mode}
        Operation = self.env['encoach.operation']
        Operation._change_students(self, params, plan, states, label or 'named', origin)
        return plan.describe('batch_id', self, 'student_ids', label or mode)
