from odoo import api, fields, models
from odoo.fields import Domain

from ...door import public
from ...exceptions import Forbidden, InvalidInput
from ...tools import PRESENT


class EncoachBatch(models.Model):
    """A batch as a coaching centre has it: with a name of its own, a level and weekly lessons."""

    _inherit = 'encoach.batch'

    own_name = fields.Char(help="Instead of the name made of classroom, course and section.")
    academic_level = fields.Char(
        compute='_compute_academic_level',
        store=True,
        readonly=False,
        precompute=True,
        help="Such as Grade 10, or Foundation.",
    )
    slot_ids = fields.One2many('encoach.schedule.slot', 'batch_id', string="Weekly lessons")
    session_ids = fields.One2many('encoach.session', 'batch_id', string="Sessions")
    schedule = fields.Json(compute='_compute_schedule')
    is_taught = fields.Boolean(
        compute='_compute_is_taught',
        search='_search_is_taught',
        help="Whether the caller teaches it now.",
    )

    @api.depends('own_name')
    def _compute_name(self):
        super()._compute_name()
        for batch in self:
            batch.name = batch.own_name or batch.name

    @api.depends('own_name')
    def _compute_short_name(self):
        super()._compute_short_name()
        for batch in self:
            batch.short_name = batch.own_name or batch.short_name

    @api.depends('classroom_id')
    def _compute_academic_level(self):
        for batch in self:
            batch.academic_level = batch.academic_level or batch.classroom_id.grade

    @api.depends('slot_ids.active', 'slot_ids.weekday', 'slot_ids.start_minutes')
    def _compute_schedule(self):
        slots = self.env['encoach.schedule.slot'].search([('batch_id', 'in', self.ids)])
        of_batch = slots.grouped('batch_id')
        for batch in self:
            batch.schedule = [slot._describe() for slot in of_batch.get(batch._origin, ())]

    @api.depends('teacher_line_ids.until')
    @api.depends_context('uid')
    def _compute_is_taught(self):
        taught = self.search([('id', 'in', self.ids), ('is_taught', '=', True)])
        for batch in self:
            batch.is_taught = batch._origin in taught

    def _search_is_taught(self, operator, value):
        if operator != 'in':
            return NotImplemented
        teacher = Domain('teacher_id.user_id', '=', self.env.uid)
        taught = Domain('teacher_line_ids', 'any', teacher & PRESENT)
        return taught if True in value else ~taught

    def write(self, vals):
        res = super().write(vals)
        if not {'active', 'term_id'}.isdisjoint(vals):
            slots = self.env['encoach.schedule.slot'].search([('batch_id', 'in', self.ids)])
            self.env['encoach.timetable']._fill_strictly(slots)
        return res

    # BUSINESS

    @api.model
    def _obtain(self, entity, **values):
        """Return the batch of a key, or of a name and subject, and whether it is new.

        As a coaching centre names it, the course called ``subject`` and the classroom called
        ``name`` are found or made. Nobody is enrolled.

        :param entity: the school; of a classroom, it is the classroom's
        :param values: ``classroom_id``, ``course_id``, perhaps ``section_id`` and ``term_key``; or
            ``name``, ``subject``, perhaps ``academic_level``
        :raise InvalidInput: when it is neither way, or both
        :raise EntityMismatch, RecordNotFound: see `_browse_in_entity`
        """
        self.check_access('create')
        ways = (
            ({'classroom_id', 'course_id'}, {'section_id', 'term_key'}),
            ({'name', 'subject'}, {'academic_level'}),
        )
        if not any(needed <= values.keys() <= needed | more for needed, more in ways):
            message = self.env._("Give a classroom and a course, or a name and a subject.")
            raise InvalidInput(message, ('classroom_id', 'name'), reason='one_of')
        if 'subject' in values:
            return self._coach(entity, **values)
        classroom = self.env['encoach.classroom']._browse_in_scope(
            [values.pop('classroom_id')], 'classroom_id'
        )
        course = self.env['encoach.course']._browse_in_entity(
            [values.pop('course_id')], classroom.entity_id, 'course_id'
        )
        return self._find_or_create(classroom, course, **values)

    @api.model
    def _coach(self, entity, name, subject, academic_level=None):
        level = {'grade': academic_level} if academic_level else {}
        course = self._get_named('encoach.course', entity, subject)
        classroom = self._get_named('encoach.classroom', entity, name, **level)
        batch, is_new = self._find_or_create(classroom, course)
        if is_new:
            batch.own_name = name
        return batch, is_new

    @api.model
    def _find_or_create(self, classroom, course, section_id=None, term_key=None):
        """Return the one batch of a classroom, course, section and term, and whether it is new.

        :raise ConcurrencyError: when another transaction is creating it; Odoo then runs again
        """
        entity = classroom.entity_id
        section = self.env['encoach.course.section']
        if section_id:
            section = section._browse_in_entity([section_id], entity, 'section_id')
        term = self.env['encoach.term']
        if term_key:
            term = term._get_or_create(entity, term_key)
        key = {
            'classroom_id': classroom.id,
            'course_id': course.id,
            'section_id': section.id,
            'term_id': term.id,
        }
        domain = [(name, '=', value) for name, value in key.items()]
        if batch := self.with_context(active_test=False).search(domain):
            batch.filtered(lambda each: not each.active).write({'active': True})
            return batch, False
        return self._create_or_retry(key), True

    @api.model
    def _get_named(self, model, entity, name, **values):
        """Return the first record of a name with these values, which is made when there is none."""
        values = {'entity_id': entity.id, 'name': name, **values}
        domain = [(field, '=', value) for field, value in values.items()]
        return self.env[model].search(domain, limit=1) or self.env[model].create(values)

    @public
    def resolve_session(self, date, slot_id=None):
        """Return the id of the session of a day, which is made when it is not there (S1-29).

        :param date: a day on which the batch has a weekly lesson
        :param slot_id: which of them, when there are several
        :raise InvalidInput: when there is none, or several and none is named
        :raise Clash: when the room or teacher is taken
        """
        self.ensure_one()
        self._check_taught()
        return self.env['encoach.timetable']._resolve(self, fields.Date.to_date(date), slot_id).id

    def _check_taught(self):
        """Let administrators in, and the teachers of the batch."""
        self.check_access('read')
        user = self.env.user
        is_admin = self.env.su or user._has_group('encoach_lms_core.group_entity_admin')
        if not (is_admin or self.is_taught):
            raise Forbidden(self.env._("This batch is taught by somebody else."))
