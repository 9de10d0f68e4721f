from odoo import api, fields, models

from ...door import public
from ...exceptions import Conflict, Forbidden, InvalidInput
from .wanted import Place

#: what makes a session differ from the weekly schedule
PLAN = {'start', 'duration_minutes', 'room_id', 'teacher_ids'}
#: what a teacher writes of his own sessions
OF_TEACHER = {'topic'}
#: what only the methods here and of the attendance write
PROTECTED = {
    *('slot_id', 'slot_date', 'stage', 'is_adjusted', 'moved_from', 'entered_at', 'closes_at'),
    *('planned_teacher_id', 'cancel_reason', 'stop', 'date', 'day_end', 'occupies'),
    *('submitted_at', 'submitted_by_id', 'submit_digest', 'reopened_at', 'reopen_reason'),
    *('attendance_ids', 'late_sheet_ids'),
}
PLANNED = ('scheduled', 'open')


class EncoachSession(models.Model):
    """Extra lessons, and what is done to a planned one: moved, swapped, cancelled."""

    _inherit = 'encoach.session'

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        """Add extra lessons; one that has begun already is open as soon as it is entered."""
        self._check_writable(*vals_list)
        now = fields.Datetime.now()
        vals_list = [self._complete_extra(vals, now) for vals in vals_list]
        places = [self._make_place(index, vals) for index, vals in enumerate(vals_list)]
        self._check_taken(self._get_batches(vals_list), places)
        sessions = super().create(vals_list)
        if not self.env.su and any(each.stage != 'planned' or each.slot_id for each in sessions):
            message = self.env._("A new lesson is an extra one, and planned.")
            raise InvalidInput(message, 'stage', reason='unchangeable')
        if not sessions._is_planned_by_caller():
            sessions._hold_by_planned()
        return sessions

    def write(self, vals):
        self._check_writable(vals)
        if not PLAN & vals.keys():
            return super().write(vals)
        for session in self:
            session._check_planned()
        self._check_taken(
            self.batch_id, [session._make_place(session.id, vals) for session in self], self.ids
        )
        if 'start' in vals:
            for session in self.filtered(lambda session: not session.moved_from):
                session._put({'moved_from': session.start})
        res = super().write({**vals, 'is_adjusted': True})
        self._follow()
        return res

    def _put(self, vals):
        """Write what only methods write; the caller has checked who asks."""
        res = super().write(vals)
        self._follow()
        return res

    def _follow(self):
        """Write at once, and read anew what the database changes with it."""
        self.flush_recordset()
        lines = self.env['encoach.session.teacher']
        lines.invalidate_model(['start', 'stop', 'occupies'])

    # CHECKS

    def _is_planned_by_caller(self):
        return self.env.su or self.env.user._has_group('encoach_lms_core.group_entity_admin')

    def _check_writable(self, *vals_list):
        """Leave times and states to the methods, and the plan to administrators."""
        if self.env.su:
            return
        names = {name for vals in vals_list for name in vals}
        if names & PROTECTED:
            message = self.env._("It follows from what is done with the lesson.")
            raise InvalidInput(message, sorted(names & PROTECTED), reason='unchangeable')
        if self and not self._is_planned_by_caller() and names - OF_TEACHER:
            message = self.env._("Lessons are planned by the administrators.")
            raise Forbidden(message, sorted(names - OF_TEACHER), reason='not_yours')

    def _check_planned(self):
        """Refuse to change the plan of what has taken place, or has been called off."""
        if self.state not in PLANNED:
            message = self.env._("Only a lesson that is scheduled or open can be changed.")
            raise Conflict(message, 'state', reason='wrong_state')

    @api.model
    def _get_batches(self, vals_list):
        """Return the batches of new lessons; an archived one has none."""
        batches = self.env['encoach.batch'].browse(
            [vals['batch_id'] for vals in vals_list if vals.get('batch_id')]
        )
        if not all(batches.mapped('active')):
            message = self.env._("An archived batch has no lessons.")
            raise InvalidInput(message, 'batch_id', reason='archived')
        return batches

    @api.model
    def _check_taken(self, batches, places, ignored=()):
        """Raise Clash when a room or a teacher is taken; what is incomplete is refused later."""
        Clashes = self.env['encoach.clashes']
        places = [place for place in places if place.start]
        for entity in batches.entity_id:
            taken = Clashes._find_taken(entity, places, ignored)
            Clashes._refuse_taken(entity, taken)

    def _make_place(self, key, vals):
        """Return the `Place` of a session with new values, or of a new one."""

        def get(name):
            value = vals[name] if name in vals else self[name]
            return self._fields[name].convert_to_cache(value, self)

        start, minutes, room = get('start'), get('duration_minutes'), get('room_id')
        stop = start and fields.Datetime.add(start, minutes=minutes or 60)
        if 'teacher_ids' in vals:
            ids = self._fields['teacher_ids'].convert_to_cache(vals['teacher_ids'], self.browse())
        else:
            ids = self.teacher_ids.ids
        batch = self.batch_id.id or vals.get('batch_id')
        return Place(key, start, stop, room or None, tuple(ids), True, batch)

    # EXTRA LESSONS

    def _complete_extra(self, vals, now):
        """Return the values of an extra lesson; a teacher's are held by himself."""
        start = self._fields['start'].convert_to_cache(vals.get('start'), self)
        if start and start < now:
            vals = {**vals, 'entered_at': now}
        if self._is_planned_by_caller():
            return vals
        batch = self.env['encoach.batch'].browse(vals.get('batch_id'))
        own = self.env['encoach.teacher']._get_own(batch.entity_id)
        given = self._fields['teacher_ids'].convert_to_cache(
            vals.get('teacher_ids') or [], self.browse()
        )
        if set(given) - set(own.ids):
            message = self.env._("Administrators say who else holds a lesson.")
            raise Forbidden(message, 'teacher_ids', reason='not_yours')
        others = {name: value for name, value in vals.items() if name != 'teacher_ids'}
        return {**others, 'planned_teacher_id': own.id}

    def _hold_by_planned(self):
        """Have the teachers who added lessons hold them; they may not write the lines."""
        self.flush_recordset()
        self.env['encoach.timetable']._insert_teachers(self.ids)
        self.invalidate_recordset(['teacher_line_ids', 'teacher_ids'])

    # BUSINESS

    @public
    def cancel(self, reason):
        """Call the lesson off; room and teachers are free again.

        :raise InvalidInput: without a reason
        :raise Conflict: when it has taken place, or is called off already
        """
        self.ensure_one()
        self._check_planner()
        reason = self._check_reason(reason)
        self._check_planned()
        self._put({'stage': 'cancelled', 'cancel_reason': reason, 'is_adjusted': True})
        return True

    def _swap_with(self, session_id):
        """Have two lessons take place at each other's times, both or neither."""
        self.ensure_one()
        self._check_planner()
        other = self._browse_in_entity([session_id], self.entity_id, 'session_id')
        both = self | other
        for session in both:
            session._check_planned()
        values = {
            self.id: {'start': other.start, 'duration_minutes': other.duration_minutes},
            other.id: {'start': self.start, 'duration_minutes': self.duration_minutes},
        }
        places = [session._make_place(session.id, values[session.id]) for session in both]
        self._check_taken(both.batch_id, places, both.ids)
        for session in both:
            moved_from = session.moved_from or session.start
            values[session.id].update(moved_from=moved_from, is_adjusted=True)
        both._write_each(values)
        both._follow()
        return True

    def _check_planner(self):
        """Let administrators plan, who may write all sessions; not the teachers of one."""
        self.check_access('write')
        if not self._is_planned_by_caller():
            raise Forbidden(self.env._("Lessons are planned by the administrators."))

    @api.model
    def _check_reason(self, reason):
        reason = reason.strip() if isinstance(reason, str) else ''
        if not reason:
            raise InvalidInput(self.env._("reason: say why."), 'reason', reason='required')
        return reason
