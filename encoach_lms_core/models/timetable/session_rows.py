from odoo import api, models
from odoo.tools import SQL

from .lesson import Lesson

#: what of a lesson follows its slot
FOLLOWING = [name for name in Lesson._fields if name not in ('slot_id', 'slot_date', 'batch_id')]


class EncoachTimetable(models.AbstractModel):
    """Writes what is dated: one statement each, and one for the teachers."""

    _inherit = 'encoach.timetable'

    @api.model
    def _remove(self, session_ids):
        if session_ids:
            self.env.cr.execute(
                SQL('DELETE FROM encoach_session WHERE id = ANY(%s)', list(session_ids))
            )

    @api.model
    def _change(self, pairs):
        """Give sessions the values of lessons.

        :param pairs: ``(session id, lesson)``
        """
        if not pairs:
            return
        Session = self.env['encoach.session']
        ids = [session_id for session_id, _lesson in pairs]
        columns = {name: [getattr(lesson, name) for _id, lesson in pairs] for name in FOLLOWING}
        self.env.cr.execute(
            SQL('DELETE FROM encoach_session_teacher WHERE session_id = ANY(%s)', ids)
        )
        arrays = [
            SQL('%s::%s[]', values, SQL.identifier(Session._fields[name].column_type[0]))
            for name, values in columns.items()
        ]
        self.env.cr.execute(
            SQL(
                'UPDATE encoach_session AS session SET %s, write_uid = %s, write_date = %s'
                ' FROM unnest(%s::int[], %s) AS given(id, %s) WHERE session.id = given.id',
                SQL(', ').join(SQL('%s = given.%s', *[SQL.identifier(n)] * 2) for n in FOLLOWING),
                self.env.uid,
                self.env.cr.now(),
                ids,
                SQL(', ').join(arrays),
                SQL(', ').join(map(SQL.identifier, FOLLOWING)),
            )
        )
        self._insert_teachers(ids)

    @api.model
    def _insert(self, entity, lessons):
        """Add the sessions of lessons; those that somebody else is adding are left to him."""
        if not lessons:
            return
        Session = self.env['encoach.session']
        lessons = sorted(lessons, key=lambda lesson: (lesson.planned_teacher_id or 0, lesson.start))
        columns = dict(zip(Lesson._fields, map(list, zip(*lessons, strict=True)), strict=True))
        same = {
            'entity_id': entity.id,
            'stage': 'planned',
            'occupies': True,
            'is_adjusted': False,
        }
        tail = SQL('ON CONFLICT (slot_id, slot_date) DO NOTHING RETURNING id')
        rows = Session._insert_rows(columns, same, tail)
        self._insert_teachers([session_id for (session_id,) in rows])

    @api.model
    def _insert_teachers(self, session_ids):
        """Have the planned teachers hold sessions."""
        log = self.env['encoach.session']._get_log_columns()
        self.env.cr.execute(
            SQL(
                'INSERT INTO encoach_session_teacher (%s, session_id, teacher_id, start, stop,'
                '   occupies, entity_id)'
                ' SELECT %s, id, planned_teacher_id, start, stop, occupies, entity_id'
                '   FROM encoach_session WHERE id = ANY(%s) AND planned_teacher_id IS NOT NULL'
                '  ORDER BY planned_teacher_id, start',
                SQL(', ').join(map(SQL.identifier, log)),
                SQL(', ').join(SQL('%s', value) for value in log.values()),
                session_ids,
            )
        )
