from odoo import api, fields, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import Forbidden, InvalidInput
from ...tools import PRESENT_SQL
from .wanted import Place


class EncoachTeacher(models.Model):
    """Who takes over when a teacher is away; the plan stays the plan."""

    _inherit = 'encoach.teacher'

    @public
    def find_substitutes(self, date_from, date_to):
        """Return the lessons of this teacher between two days, and who is free for each.

        Those who teach the course come first, then those who hold the fewest lessons meanwhile.

        :return: ``[{'session_id', 'batch_id', 'start', 'stop', 'free': [{'teacher_id', 'name',
            'same_course', 'load'}]}]``
        """
        self.ensure_one()
        sessions = self._find_lessons(date_from, date_to)
        free = self._find_free(sessions)
        return [
            {
                'session_id': session.id,
                'batch_id': session.batch_id.id,
                'start': f'{session.start.isoformat()}Z',
                'stop': f'{session.stop.isoformat()}Z',
                'free': free[session.id],
            }
            for session in sessions
        ]

    @public
    def cover(self, date_from, date_to, teacher_id=None, session_ids=None):
        """Have this teacher's lessons between two days held by others.

        :param teacher_id: who holds them; by default, for each the first who is free
        :param session_ids: which of them; all by default
        :return: ``{'covered': [{'session_id', 'teacher_id'}], 'uncovered': [ids]}``
        :raise Clash: when the teacher named is not free
        """
        self.ensure_one()
        sessions = self._find_lessons(date_from, date_to)
        if session_ids is not None:
            chosen = sessions._browse_in_entity(session_ids, self.entity_id, 'session_ids')
            if chosen - sessions:
                message = self.env._("session_ids: some are not lessons of his in these days.")
                ids = (chosen - sessions).ids
                raise InvalidInput(message, 'session_ids', ids, reason='of_another_target')
            sessions &= chosen
        if teacher_id is None:
            pairs = self._choose(sessions)
        else:
            other = self._browse_in_entity([teacher_id], self.entity_id, 'teacher_id')
            pairs = {session.id: other.id for session in sessions}
            places = [
                Place(each.id, each.start, each.stop, None, (other.id,), True, each.batch_id.id)
                for each in sessions
            ]
            sessions._check_taken(self, places, sessions.ids)
        self._hand_over(pairs)
        return {
            'covered': [
                {'session_id': session_id, 'teacher_id': other_id}
                for session_id, other_id in pairs.items()
            ],
            'uncovered': [session.id for session in sessions if session.id not in pairs],
        }

    def _find_lessons(self, date_from, date_to):
        """Return the lessons still to come that this teacher holds between two days."""
        Session = self.env['encoach.session']
        Session.check_access('write')
        if not Session._is_planned_by_caller():
            raise Forbidden(self.env._("Substitutes are chosen by the administrators."))
        return Session.search(
            [
                ('teacher_line_ids.teacher_id', '=', self.id),
                ('date', '>=', fields.Date.to_date(date_from)),
                ('date', '<=', fields.Date.to_date(date_to)),
                ('state', 'in', ('scheduled', 'open')),
            ]
        )

    def _find_free(self, sessions):
        """Return who is free for each session, the best first: three statements."""
        if not sessions:
            return {}
        first, last = min(sessions.mapped('start')), max(sessions.mapped('stop'))
        busy = self._read_busy(first, last)
        of_course = self._read_course_teachers(sessions.batch_id.course_id.ids)
        others = self.search([('entity_id', '=', self.entity_id.id), ('id', '!=', self.id)])
        found = {}
        for session in sessions:
            same = of_course.get(session.batch_id.course_id.id, ())
            free = [
                {
                    'teacher_id': other.id,
                    'name': other.name,
                    'same_course': other.id in same,
                    'load': len(busy.get(other.id, ())),
                }
                for other in others
                if not any(
                    start < session.stop and stop > session.start
                    for start, stop in busy.get(other.id, ())
                )
            ]
            free.sort(key=lambda each: (not each['same_course'], each['load'], each['name']))
            found[session.id] = free
        return found

    @api.model
    def _read_busy(self, first, last):
        """Return ``{teacher id: [(start, stop)]}`` of the lessons between two moments."""
        self.env['encoach.session.teacher'].flush_model()
        rows = self.env.execute_query(
            SQL(
                'SELECT teacher_id, start, stop FROM encoach_session_teacher'
                ' WHERE entity_id = %s AND occupies AND start < %s AND stop > %s',
                self.entity_id.id,
                last,
                first,
            )
        )
        busy = {}
        for teacher_id, start, stop in rows:
            busy.setdefault(teacher_id, []).append((start, stop))
        return busy

    @api.model
    def _read_course_teachers(self, course_ids):
        """Return ``{course id: ids of those who teach a batch of it}``."""
        rows = self.env.execute_query(
            SQL(
                'SELECT batch.course_id, array_agg(line.teacher_id)'
                '  FROM encoach_batch_teacher AS line'
                '  JOIN encoach_batch AS batch ON batch.id = line.batch_id AND batch.active'
                ' WHERE batch.course_id = ANY(%s) AND line.%s GROUP BY batch.course_id',
                list(course_ids),
                SQL(PRESENT_SQL),
            )
        )
        return dict(rows)

    def _choose(self, sessions):
        """Return ``{session id: teacher id}``: the best who is free, nobody twice at once."""
        free, given, pairs = self._find_free(sessions), {}, {}
        for session in sessions:
            for other in sorted(
                free[session.id],
                key=lambda each: (
                    not each['same_course'],
                    each['load'] + len(given.get(each['teacher_id'], ())),
                ),
            ):
                taken = given.setdefault(other['teacher_id'], [])
                if not any(one.start < session.stop and one.stop > session.start for one in taken):
                    taken.append(session)
                    pairs[session.id] = other['teacher_id']
                    break
        return pairs

    def _hand_over(self, pairs):
        """Have others hold sessions instead of this teacher: three statements."""
        if not pairs:
            return
        Session, Line = self.env['encoach.session'], self.env['encoach.session.teacher']
        ids, others = list(pairs), list(pairs.values())
        self.env.cr.execute(
            SQL(
                'DELETE FROM encoach_session_teacher'
                ' WHERE teacher_id = %s AND session_id = ANY(%s)',
                self.id,
                ids,
            )
        )
        log = Line._get_log_columns()
        self.env.cr.execute(
            SQL(
                'INSERT INTO encoach_session_teacher (%s, session_id, teacher_id, start, stop,'
                '   occupies, entity_id)'
                ' SELECT %s, session.id, given.teacher, start, stop, occupies, entity_id'
                '   FROM unnest(%s::int[], %s::int[]) AS given(session, teacher)'
                '   JOIN encoach_session AS session ON session.id = given.session'
                '  ORDER BY given.teacher, start ON CONFLICT (session_id, teacher_id) DO NOTHING',
                SQL(', ').join(map(SQL.identifier, log)),
                SQL(', ').join(SQL('%s', value) for value in log.values()),
                ids,
                others,
            )
        )
        values = {
            'is_adjusted': True,
            'planned_teacher_id': SQL('COALESCE(planned_teacher_id, %s)', self.id),
        }
        Session._update_rows(values, SQL('id = ANY(%s)', ids))
        for model in (Session, Line):
            model.invalidate_model()
