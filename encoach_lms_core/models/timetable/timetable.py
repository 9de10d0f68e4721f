from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import day_end, get_parameter, to_utc
from .lesson import Lesson

HORIZON_DAYS = 180


class EncoachTimetable(models.AbstractModel):
    """Dates sessions from weekly slots, by a handful of statements whatever their number.

    What is written in the end is what the slots say for each day that is neither past nor closed,
    whatever was there before: so it can be done again and again. It moves and removes only
    sessions of the future that are planned and were not changed by hand. A daily job keeps the
    horizon (system parameter ``encoach.session_horizon_days``, 180) filled.
    """

    _name = 'encoach.timetable'
    _description = "Sessions from the weekly schedule"

    @api.model
    def _fill_horizons(self):
        """Date the sessions of every school as far as the horizon (the daily job)."""
        entities = self.env['encoach.entity'].search([])
        for index, entity in enumerate(entities):
            self._fill(entity)
            self.env['ir.cron']._commit_progress(1, remaining=len(entities) - index - 1)

    @api.model
    def _refill(self, entities):
        """Have what was planned follow a change that is about all slots of schools."""
        for entity in entities:
            self._fill(entity)

    @api.model
    def _fill_strictly(self, slots):
        """Have the sessions of slots follow them.

        :raise Clash: when a room or a teacher is taken
        """
        for entity, of_entity in slots.grouped('entity_id').items():
            self._fill(entity, of_entity, strict=True)

    @api.model
    def _fill(self, entity, slots=None, until=None, strict=False):
        """Date the sessions of a school.

        :param slots: some of its slots; all of them by default
        :param until: the last day, instead of the horizon
        :param bool strict: whether a room or teacher that is taken is refused; else the session is
            made without, so that no lesson is lost and somebody sees what is missing
        :return: ``{'created', 'changed', 'removed'}``, numbers
        :raise Clash: see above
        """
        self._flush_sources()
        now = fields.Datetime.now()
        today = entity._today()
        if until is None:
            horizon = get_parameter(self.env, 'encoach.session_horizon_days', HORIZON_DAYS)
            until = today + timedelta(days=horizon)
        lessons = {
            (lesson.slot_id, lesson.slot_date): lesson
            for lesson in self._expand(entity, slots, today - timedelta(days=1), until)
            if lesson.stop > now
        }
        rows = self._read_rows(entity, slots, today - timedelta(days=2))
        free = {key: row for key, row in rows.items() if row[7]}
        new = {key: lesson for key, lesson in lessons.items() if key not in rows}
        kept = {key: lessons[key] for key in free.keys() & lessons.keys()}
        changed = {key: lesson for key, lesson in kept.items() if not lesson.is_as(free[key])}
        removed = [row[0] for key, row in free.items() if key not in lessons and key[1] <= until]
        moving = [free[key][0] for key in changed]
        self._settle(entity, new, changed, [*removed, *moving], strict)
        self._remove(removed)
        self._change([(free[key][0], lesson) for key, lesson in changed.items()])
        self._insert(entity, list(new.values()))
        if new or changed or removed:
            for name in ('encoach.session', 'encoach.session.teacher'):
                self.env[name].invalidate_model()
        return {'created': len(new), 'changed': len(changed), 'removed': len(removed)}

    def _flush_sources(self):
        for name in ('schedule.slot', 'closure', 'session', 'session.teacher', 'batch', 'term'):
            self.env[f'encoach.{name}'].flush_model()

    @api.model
    def _expand(self, entity, slots, first_day, last_day):
        """Yield the `Lesson`s that slots say for the days that are not closed: two statements."""
        grace = self.env['encoach.session']._get_grace()
        closed = self._read_closed_days(entity, first_day, last_day)
        moments = {}
        for (
            slot_id,
            batch_id,
            weekday,
            minutes,
            duration,
            room,
            teacher,
            begin,
            end,
        ) in self._read_slots(entity, slots):
            day = max(first_day, begin or first_day)
            day += timedelta(days=(int(weekday) - day.weekday()) % 7)
            last = min(last_day, end or last_day)
            while day <= last:
                if day not in closed:
                    if (day, minutes) not in moments:
                        utc = to_utc(day, minutes, entity.tz)
                        moments[day, minutes] = utc, day_end(day, entity.tz)
                    start, end_of_day = moments[day, minutes]
                    stop = start + timedelta(minutes=duration)
                    times = start, duration, stop, day, end_of_day, stop + grace
                    yield Lesson(slot_id, day, batch_id, *times, room, teacher)
                day += timedelta(days=7)

    @api.model
    def _read_slots(self, entity, slots):
        """Return the rows of the slots that are on: of what is archived nothing takes place."""
        only = SQL('AND slot.id = ANY(%s)', slots.ids) if slots is not None else SQL()
        return self.env.execute_query(
            SQL(
                """
                SELECT slot.id, slot.batch_id, slot.weekday, slot.start_minutes,
                       slot.duration_minutes, room.id, teacher.id,
                       COALESCE(slot.valid_from, term.date_start),
                       COALESCE(slot.valid_until, term.date_end)
                  FROM encoach_schedule_slot AS slot
                  JOIN encoach_batch AS batch ON batch.id = slot.batch_id AND batch.active
                  LEFT JOIN encoach_term AS term ON term.id = batch.term_id
                  LEFT JOIN encoach_room AS room ON room.id = slot.room_id AND room.active
                  LEFT JOIN encoach_teacher AS teacher
                    ON teacher.id = slot.teacher_id AND teacher.active
                 WHERE slot.entity_id = %s AND slot.active %s
                 ORDER BY slot.id
                """,
                entity.id,
                only,
            )
        )

    @api.model
    def _read_closed_days(self, entity, first_day, last_day):
        rows = self.env.execute_query(
            SQL(
                'SELECT GREATEST(date_from, %s::date), LEAST(date_to, %s::date)'
                ' FROM encoach_closure'
                ' WHERE entity_id = %s AND date_from <= %s AND date_to >= %s',
                first_day,
                last_day,
                entity.id,
                last_day,
                first_day,
            )
        )
        return {
            begin + timedelta(days=number)
            for begin, end in rows
            for number in range((end - begin).days + 1)
        }

    @api.model
    def _read_rows(self, entity, slots, first_day):
        """Return the sessions dated from slots: ``{(slot id, day): row}``.

        A row ends with whether it may still follow: planned, of the future, not changed by hand.
        """
        of_slots = SQL('slot_id = ANY(%s)', slots.ids) if slots is not None else SQL('TRUE')
        rows = self.env.execute_query(
            SQL(
                """
                SELECT session.id, slot_id, slot_date, start, duration_minutes, room_id,
                       ARRAY(SELECT teacher_id FROM encoach_session_teacher AS line
                              WHERE line.session_id = session.id ORDER BY teacher_id),
                       stage = 'planned' AND NOT is_adjusted AND start > %s
                  FROM encoach_session AS session
                 WHERE entity_id = %s AND slot_id IS NOT NULL AND slot_date >= %s AND %s
                """,
                fields.Datetime.now(),
                entity.id,
                first_day,
                of_slots,
            )
        )
        return {(row[1], row[2]): row for row in rows}

    @api.model
    def _settle(self, entity, new, changed, ignored, strict):
        """Refuse what needs a room or teacher that is taken, or have it go without."""
        lessons = {**new, **changed}
        wanted = [lesson.to_place() for lesson in lessons.values()]
        Clashes = self.env['encoach.clashes']
        taken = Clashes._find_taken(entity, wanted, ignored)
        if strict:
            Clashes._refuse_taken(entity, taken)
        without = {'room_id': {'room_id': None}, 'teacher_id': {'planned_teacher_id': None}}
        for each in taken:
            for group in (new, changed):
                if each.place.key in group:
                    group[each.place.key] = group[each.place.key]._replace(**without[each.field])

    @api.model
    def _resolve(self, batch, day, slot_id):
        """Return the session of a batch's weekly lesson on a day; see `resolve_session`."""
        self._flush_sources()
        entity = batch.entity_id
        slots = batch.slot_ids
        if slot_id is not None:
            slots = slots._browse_in_entity([slot_id], entity, 'schedule_id') & slots
        lessons = [each for each in self._expand(entity, slots, day, day) if each.date == day]
        if len(lessons) != 1:
            self._refuse_day(lessons)
        [lesson] = lessons
        Session = self.env['encoach.session']
        domain = [('slot_id', '=', lesson.slot_id), ('slot_date', '=', day)]
        session = Session.search(domain)
        if session:
            return session
        self._settle(entity, {(lesson.slot_id, day): lesson}, {}, [], strict=True)
        now = fields.Datetime.now()
        closes_at = max(lesson.closes_at, now + Session._get_grace())
        self._insert(entity, [lesson._replace(closes_at=closes_at)])
        return Session.search(domain)

    def _refuse_day(self, lessons):
        if not lessons:
            message = self.env._("date: nothing is scheduled that day.")
            raise InvalidInput(message, 'date', reason='not_scheduled')
        message = self.env._("schedule_id: several lessons are scheduled that day, say which.")
        error = InvalidInput(message, 'schedule_id', reason='several')
        error.errors[0]['ids'] = [lesson.slot_id for lesson in lessons]
        raise error
