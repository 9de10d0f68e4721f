from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import PRESENT, day_end, get_parameter, to_local
from .schedule_slot import LONGEST

#: what is written; what follows from it by the clock is the field ``state``
STAGES = [
    ('planned', "Planned"),
    ('submitted', "Submitted"),
    ('closed', "Closed"),
    ('missed', "Missed"),
    ('cancelled', "Cancelled"),
]
STATES = [('scheduled', "Scheduled"), ('open', "Open"), *STAGES[1:]]
DEFAULT_GRACE = 10

#: btree_gist is not everywhere: a range of one number stands for the number
NO_TWO = (
    "EXCLUDE USING gist (int4range({column}, {column}, '[]') WITH =, tsrange(start, stop) WITH &&)"
    ' WHERE ({column} IS NOT NULL AND occupies) DEFERRABLE INITIALLY IMMEDIATE'
)


class EncoachSession(models.Model):
    """A dated lesson of a batch: from a weekly slot, or an extra one.

    Entity administrators plan sessions. A teacher sees those that are his own (he holds them, or
    teaches the batch) and those of classrooms whose class teacher he is; of his own he writes the
    topic and the attendance. Nobody deletes a session: it is cancelled.
    """

    _name = 'encoach.session'
    _description = "Session"
    _inherit = ['encoach.entity.mixin']
    _order = 'start, id'
    _entity_parent = 'batch_id'
    _immutable_fields = ('slot_id',)

    # what
    batch_id = fields.Many2one(
        'encoach.batch', required=True, index=True, ondelete='restrict', check_entity=True
    )
    slot_id = fields.Many2one(
        'encoach.schedule.slot', readonly=True, ondelete='restrict', check_entity=True, copy=False
    )
    slot_date = fields.Date(
        readonly=True, copy=False, help="The day of the weekly lesson, also when it was moved."
    )
    topic = fields.Char()

    # when
    start = fields.Datetime(required=True, index=True)
    duration_minutes = fields.Integer(string="Minutes", required=True, default=60)
    duration_hours = fields.Float(
        string="Hours", compute='_compute_duration_hours', inverse='_inverse_duration_hours'
    )
    stop = fields.Datetime(compute='_compute_times', store=True, precompute=True, required=True)
    date = fields.Date(
        compute='_compute_times',
        store=True,
        precompute=True,
        required=True,
        help="The day on which it starts, in the school's time zone.",
    )
    day_end = fields.Datetime(compute='_compute_times', store=True, precompute=True, required=True)
    moved_from = fields.Datetime(readonly=True, copy=False)

    # where and who
    room_id = fields.Many2one(
        'encoach.room', index='btree_not_null', ondelete='restrict', check_entity=True
    )
    planned_teacher_id = fields.Many2one(
        'encoach.teacher',
        string="Planned teacher",
        index='btree_not_null',
        ondelete='restrict',
        check_entity=True,
        readonly=True,
    )
    teacher_line_ids = fields.One2many('encoach.session.teacher', 'session_id')
    teacher_ids = fields.Many2many(
        'encoach.teacher',
        string="Teachers",
        compute='_compute_teacher_ids',
        inverse='_inverse_teacher_ids',
        search='_search_teacher_ids',
        help="Who holds it; without anybody, whoever teaches the batch.",
    )

    # state
    stage = fields.Selection(
        STAGES, required=True, default='planned', readonly=True, copy=False, index=True
    )
    state = fields.Selection(STATES, compute='_compute_state', search='_search_state')
    occupies = fields.Boolean(
        compute='_compute_occupies', store=True, precompute=True, required=True
    )
    is_adjusted = fields.Boolean(
        required=True,
        default=False,
        readonly=True,
        copy=False,
        help="Changed by hand: the weekly schedule leaves it alone.",
    )
    entered_at = fields.Datetime(readonly=True, copy=False, help="When an extra lesson was added.")
    closes_at = fields.Datetime(
        compute='_compute_closes_at', store=True, precompute=True, required=True
    )
    cancel_reason = fields.Char(readonly=True, copy=False)

    # whose
    is_own = fields.Boolean(compute='_compute_is_own', search='_search_is_own')

    _slot_date_uniq = models.Constraint(
        'UNIQUE (slot_id, slot_date)', "This lesson of that day is there already."
    )
    _slot_batch_fk = models.Constraint(
        'FOREIGN KEY (slot_id, batch_id) REFERENCES encoach_schedule_slot(id, batch_id)'
        ' ON DELETE restrict',
        "The weekly lesson is one of another batch.",
    )
    _times_uniq = models.Constraint('UNIQUE (start, stop, occupies, id)')
    _room_free = models.Constraint(
        NO_TWO.format(column='room_id'), "This room is taken at that time."
    )
    _duration_range = models.Constraint(
        f'CHECK (duration_minutes BETWEEN 1 AND {LONGEST})',
        "A lesson takes from 1 to 720 minutes.",
    )
    _times_agree = models.Constraint(
        "CHECK (stop = start + duration_minutes * interval '1 minute')",
        "The end of a lesson follows from its start and its minutes.",
    )
    _occupies_agree = models.Constraint(
        "CHECK (occupies = (stage <> 'cancelled'))", "Only a cancelled lesson takes no place."
    )
    _closing_index = models.Index("(closes_at) WHERE stage IN ('planned', 'submitted')")
    _batch_start_index = models.Index('(batch_id, start)')

    # COMPUTES

    @api.depends('start', 'duration_minutes', 'entity_id')
    def _compute_times(self):
        for session in self:
            tz = session.entity_id.tz or 'UTC'
            start = session.start or fields.Datetime.now()
            session.stop = start + timedelta(minutes=session.duration_minutes)
            session.date = to_local(start, tz).date()
            session.day_end = day_end(session.date, tz)

    @api.depends('duration_minutes')
    def _compute_duration_hours(self):
        for session in self:
            session.duration_hours = session.duration_minutes / 60

    def _inverse_duration_hours(self):
        for session in self:
            session.duration_minutes = round(session.duration_hours * 60)

    @api.depends('stage')
    def _compute_occupies(self):
        for session in self:
            session.occupies = session.stage != 'cancelled'

    @api.depends('stop', 'entered_at')
    def _compute_closes_at(self):
        grace = self._get_grace()
        for session in self:
            session.closes_at = max(filter(None, (session.stop, session.entered_at))) + grace

    @api.model
    def _get_grace(self):
        """Return for how long after its end the attendance of a session may be submitted."""
        minutes = get_parameter(
            self.env, 'encoach.attendance_auto_close_grace_minutes', DEFAULT_GRACE
        )
        return timedelta(minutes=minutes)

    @api.depends('stage', 'start', 'closes_at')
    def _compute_state(self):
        now = fields.Datetime.now()
        for session in self:
            session.state = session._get_state(now)

    def _get_state(self, now):
        """Return the state at a moment: what was written, and what the clock makes of it."""
        if self.stage == 'planned':
            if now < self.start:
                return 'scheduled'
            return 'open' if now < self.closes_at else 'missed'
        is_over = self.stage == 'submitted' and now >= self.closes_at
        return 'closed' if is_over else self.stage

    @api.model
    def _search_state(self, operator, value):
        if operator != 'in':
            return NotImplemented
        now = fields.Datetime.now()
        planned = Domain('stage', '=', 'planned')
        submitted = Domain('stage', '=', 'submitted')
        domains = {
            'scheduled': planned & Domain('start', '>', now),
            'open': planned & Domain('start', '<=', now) & Domain('closes_at', '>', now),
            'submitted': submitted & Domain('closes_at', '>', now),
            'closed': Domain('stage', '=', 'closed') | submitted & Domain('closes_at', '<=', now),
            'missed': Domain('stage', '=', 'missed') | planned & Domain('closes_at', '<=', now),
            'cancelled': Domain('stage', '=', 'cancelled'),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends('teacher_line_ids.teacher_id')
    def _compute_teacher_ids(self):
        for session in self:
            session.teacher_ids = session.teacher_line_ids.teacher_id

    def _inverse_teacher_ids(self):
        self.flush_recordset()  # the times of the lines are those that are written
        for session in self:
            lines = session.teacher_line_ids
            gone = lines.filtered(lambda line, now=session.teacher_ids: line.teacher_id not in now)
            new = session.teacher_ids - lines.teacher_id
            gone.unlink()
            lines.create([{'session_id': session.id, 'teacher_id': each.id} for each in new])

    @api.model
    def _search_teacher_ids(self, operator, value):
        """Those who hold a session; of one that nobody holds, those who teach the batch."""
        if operator != 'in':
            return NotImplemented
        return self._make_teacher_domain(Domain('teacher_id', 'in', value))

    @api.model
    def _make_teacher_domain(self, teacher):
        """Return the domain of sessions that are a teacher's to hold.

        :param Domain teacher: of a line, on its ``teacher_id``
        """
        unheld = Domain('teacher_line_ids', '=', False)
        of_batch = Domain('batch_id', 'any', [('teacher_line_ids', 'any', teacher & PRESENT)])
        return Domain('teacher_line_ids', 'any', teacher) | unheld & of_batch

    @api.depends('teacher_line_ids', 'batch_id.teacher_line_ids.until')
    @api.depends_context('uid')
    def _compute_is_own(self):
        own = self.search([('id', 'in', self.ids), ('is_own', '=', True)])
        for session in self:
            session.is_own = session._origin in own

    @api.model
    def _search_is_own(self, operator, value):
        if operator != 'in':
            return NotImplemented
        # one who is archived has left, whatever he was to hold
        himself = [('user_id', '=', self.env.uid), ('active', '=', True)]
        teacher = Domain('teacher_id', 'any', himself)
        of_batch = Domain('batch_id', 'any', [('teacher_line_ids', 'any', teacher & PRESENT)])
        own = Domain('teacher_line_ids', 'any', teacher) | of_batch
        return own if True in value else ~own

    @api.depends('batch_id.name', 'start', 'entity_id.tz')
    def _compute_display_name(self):
        for session in self:
            local = session.start and to_local(session.start, session.entity_id.tz or 'UTC')
            when = local.strftime('%Y-%m-%d %H:%M') if local else ''
            session.display_name = f'{session.batch_id.name}, {when}'
        self._hide_foreign_names()
