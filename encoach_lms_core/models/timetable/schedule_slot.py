from odoo import api, fields, models

from ...exceptions import InvalidInput
from ...tools import PRESENT, clock

WEEKDAYS = [
    ('0', "Monday"),
    ('1', "Tuesday"),
    ('2', "Wednesday"),
    ('3', "Thursday"),
    ('4', "Friday"),
    ('5', "Saturday"),
    ('6', "Sunday"),
]
LONGEST = 720


class EncoachScheduleSlot(models.Model):
    """A weekly lesson of a batch: on this weekday, from then on the clock, for so many minutes.

    Sessions are dated from it (timetable.py). It may pass midnight. Without days of its own it runs
    for the batch's term. A slot that is taken off the schedule is archived, because what has taken
    place refers to it. Entity administrators manage slots, teachers read them.
    """

    _name = 'encoach.schedule.slot'
    _description = "Weekly lesson"
    _inherit = ['encoach.entity.mixin']
    _order = 'batch_id, weekday, start_minutes, id'
    _entity_parent = 'batch_id'

    batch_id = fields.Many2one(
        'encoach.batch', required=True, index=True, ondelete='cascade', check_entity=True
    )
    active = fields.Boolean(required=True, default=True)

    # when
    weekday = fields.Selection(WEEKDAYS, required=True)
    weekday_number = fields.Integer(compute='_compute_weekday_number')
    start_minutes = fields.Integer(
        string="Minutes after midnight",
        required=True,
        default=8 * 60,
        help="By the school's clocks.",
    )
    start_hour = fields.Float(
        string="Start", compute='_compute_start', inverse='_inverse_start_hour'
    )
    start_time = fields.Char(compute='_compute_start')
    duration_minutes = fields.Integer(string="Minutes", required=True, default=60)
    valid_from = fields.Date(string="From", help="The first day; empty for the term's.")
    valid_until = fields.Date(string="Until", help="The last day; empty for the term's.")

    # where and who
    room_id = fields.Many2one(
        'encoach.room', index='btree_not_null', ondelete='restrict', check_entity=True
    )
    teacher_id = fields.Many2one(
        'encoach.teacher',
        index='btree_not_null',
        ondelete='restrict',
        check_entity=True,
        compute='_compute_teacher_id',
        store=True,
        readonly=False,
        precompute=True,
        help="The batch's teacher, when it has one only, unless another one is said.",
    )

    clashes = fields.Json(compute='_compute_clashes')

    # the target of the sessions' key that keeps their batch with the slot's
    _id_batch_uniq = models.Constraint('UNIQUE (id, batch_id)')
    _start_of_day = models.Constraint(
        'CHECK (start_minutes BETWEEN 0 AND 1439)', "A lesson starts between 00:00 and 23:59."
    )
    _duration_range = models.Constraint(
        f'CHECK (duration_minutes BETWEEN 1 AND {LONGEST})',
        "A lesson takes from 1 to 720 minutes.",
    )
    _validity = models.Constraint(
        'CHECK (valid_until >= valid_from)', "The last day cannot be before the first one."
    )

    @api.depends('weekday')
    def _compute_weekday_number(self):
        for slot in self:
            slot.weekday_number = int(slot.weekday or 0)

    @api.depends('start_minutes')
    def _compute_start(self):
        for slot in self:
            slot.start_hour = slot.start_minutes / 60
            slot.start_time = clock(slot.start_minutes)

    def _inverse_start_hour(self):
        for slot in self:
            slot.start_minutes = round(slot.start_hour * 60)

    @api.depends('batch_id')
    def _compute_teacher_id(self):
        lines = self.env['encoach.batch.teacher']._read_group(
            [('batch_id', 'in', self.batch_id._origin.ids), *PRESENT],
            ['batch_id'],
            ['teacher_id:recordset'],
        )
        teachers = dict(lines)
        for slot in self:
            of_batch = teachers.get(slot.batch_id._origin, self.env['encoach.teacher'])
            slot.teacher_id = slot.teacher_id or (of_batch if len(of_batch) == 1 else False)

    @api.depends('batch_id', 'weekday', 'start_minutes', 'duration_minutes')
    def _compute_clashes(self):
        """The students who are in two places at once, from now on."""
        sessions = self.env['encoach.session'].search_fetch(
            [('slot_id', 'in', self.ids), ('stop', '>', fields.Datetime.now())], ['slot_id']
        )
        slot_of = {session.id: session.slot_id.id for session in sessions}
        found = {slot.id: [] for slot in self._origin}
        for entity, slots in self._origin.grouped('entity_id').items():
            for clash in self.env['encoach.clashes']._list_from_now(entity, slots.batch_id):
                for slot_id in {slot_of.get(each) for each in clash['session_ids']}:
                    found.get(slot_id, []).append(clash)
        for slot in self:
            slot.clashes = found.get(slot._origin.id, [])

    @api.depends('batch_id.name', 'weekday', 'start_minutes')
    def _compute_display_name(self):
        weekdays = dict(self._fields['weekday']._description_selection(self.env))
        for slot in self:
            day = weekdays.get(slot.weekday, '')
            slot.display_name = f'{slot.batch_id.name}, {day} {clock(slot.start_minutes)}'
        self._hide_foreign_names()

    @api.constrains('room_id', 'teacher_id')
    def _check_active(self):
        for slot in self:
            for name in ('room_id', 'teacher_id'):
                # past the rules: another school's is refused for being foreign
                if slot[name] and not slot[name].sudo().active:
                    message = self.env._("An archived room or teacher has no lessons.")
                    raise InvalidInput(message, name, reason='archived')

    def _describe(self):
        """Return the slot as the API has it in a batch."""
        return {
            'id': self.id,
            'weekday': int(self.weekday),
            'start_time': self.start_time,
            'duration_minutes': self.duration_minutes,
            'room_id': self.room_id.id or None,
            'teacher_id': self.teacher_id.id or None,
            'valid_from': self.valid_from and self.valid_from.isoformat() or None,
            'valid_until': self.valid_until and self.valid_until.isoformat() or None,
        }

    @api.model
    def _preview(self, vals):
        """Return a new slot as the API describes it, clashes and all, and leave nothing behind.

        :raise Clash: when a room or a teacher is taken
        """
        with self.env.cr.savepoint() as savepoint:
            slot = self.create(vals)
            sessions = self.env['encoach.session'].search([('slot_id', '=', slot.id)])
            preview = {**slot._describe(), 'id': None, 'batch_id': slot.batch_id.id}
            preview['clashes'] = [
                {**clash, 'session_ids': sorted({*clash['session_ids']} - {*sessions.ids})}
                for clash in slot.clashes or ()
            ]
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        return preview

    # CRUD: the sessions follow

    @api.model_create_multi
    def create(self, vals_list):
        slots = super().create(vals_list)
        self.env['encoach.timetable']._fill_strictly(slots)
        return slots

    def write(self, vals):
        res = super().write(vals)
        self.env['encoach.timetable']._fill_strictly(self)
        return res
