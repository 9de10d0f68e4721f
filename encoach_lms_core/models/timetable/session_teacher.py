from odoo import api, fields, models

from .session import NO_TWO


class EncoachSessionTeacher(models.Model):
    """A teacher who holds a session; he is in no two of them at once.

    The times are the session's, and follow it in the database: so whatever way a session is
    written, PostgreSQL sees that nobody is in two places. Entity administrators manage these lines,
    a teacher reads those of his own sessions.
    """

    _name = 'encoach.session.teacher'
    _description = "Teacher of a session"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'teacher_id'
    _order = 'session_id, id'
    _entity_parent = 'session_id'
    _immutable_fields = ('teacher_id',)

    session_id = fields.Many2one(
        'encoach.session', required=True, index=True, ondelete='cascade', check_entity=True
    )
    teacher_id = fields.Many2one(
        'encoach.teacher', required=True, index=True, ondelete='restrict', check_entity=True
    )
    start = fields.Datetime(compute='_compute_times', store=True, precompute=True, required=True)
    stop = fields.Datetime(compute='_compute_times', store=True, precompute=True, required=True)
    occupies = fields.Boolean(compute='_compute_times', store=True, precompute=True, required=True)

    _session_teacher_uniq = models.UniqueIndex(
        '(session_id, teacher_id)', "This teacher holds the session already."
    )
    _session_times_fk = models.Constraint(
        'FOREIGN KEY (start, stop, occupies, session_id)'
        ' REFERENCES encoach_session(start, stop, occupies, id)'
        ' ON UPDATE CASCADE ON DELETE CASCADE',
        "The times are those of the session.",
    )
    _teacher_free = models.Constraint(
        NO_TWO.format(column='teacher_id'), "This teacher has another lesson at that time."
    )

    # only when the line is made: afterwards the database keeps them with the session's
    @api.depends('session_id')
    def _compute_times(self):
        for line in self:
            line.start = line.session_id.start
            line.stop = line.session_id.stop
            line.occupies = line.session_id.occupies
