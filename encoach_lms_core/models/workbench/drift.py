from odoo import api, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import InvalidInput
from ...tools import is_present
from .lines import Line

#: what differs, by the way back to what the classroom has: put in or take out
REASONS = {
    'not_enrolled': 'add',
    'taken_out': 'add',
    'guest': 'remove',
    'not_teaching': 'add',
    'batch_only': 'remove',
}
SETTLEMENTS = ('enrol', 'keep', 'reset')

# The batches of one course and term of a classroom are a whole: who is in one section of it is not
# missing in the others. Whoever is missing is to join the smallest, or the one he was taken out of.
DRIFT = """
WITH batch AS (
    SELECT batch.id, batch.entity_id, batch.classroom_id, batch.course_id,
           COALESCE(batch.term_id, 0) AS term_id,
           (SELECT count(*) FROM encoach_batch_enrollment AS line
             WHERE line.batch_id = batch.id AND line.active) AS size
      FROM encoach_batch AS batch JOIN encoach_classroom AS room ON room.id = batch.classroom_id
     WHERE batch.entity_id = %(entity)s AND batch.active AND room.active
       AND (%(classroom)s IS NULL OR batch.classroom_id = %(classroom)s)
       AND (%(term)s IS NULL OR batch.term_id = %(term)s)
), missing AS (
    SELECT DISTINCT ON (batch.classroom_id, batch.course_id, batch.term_id, line.student_id)
           'placement' AS what, batch.id, line.student_id AS member,
           CASE WHEN former.id IS NULL THEN 'not_enrolled' ELSE 'taken_out' END AS reason,
           former.write_uid, COALESCE(former.ended_at, line.create_date) AS moment
      FROM batch JOIN encoach_classroom_student AS line
        ON line.classroom_id = batch.classroom_id AND %(on_roster)s
      LEFT JOIN encoach_batch_enrollment AS former
        ON former.batch_id = batch.id AND former.student_id = line.student_id
     WHERE NOT EXISTS (
           SELECT FROM batch AS part JOIN encoach_batch_enrollment AS placed
               ON placed.batch_id = part.id AND placed.active
            WHERE part.classroom_id = batch.classroom_id AND part.course_id = batch.course_id
              AND part.term_id = batch.term_id AND placed.student_id = line.student_id)
     ORDER BY batch.classroom_id, batch.course_id, batch.term_id, line.student_id,
              former.ended_at DESC NULLS LAST, batch.size, batch.id
), guest AS (
    SELECT 'placement', batch.id, placed.student_id, 'guest', placed.write_uid, placed.enrolled_at
      FROM batch JOIN encoach_batch_enrollment AS placed
        ON placed.batch_id = batch.id AND placed.active
     WHERE NOT EXISTS (
           SELECT FROM encoach_classroom_student AS line
            WHERE line.classroom_id = batch.classroom_id
              AND line.student_id = placed.student_id AND %(on_roster)s)
), idle AS (
    SELECT DISTINCT ON (batch.classroom_id, batch.course_id, batch.term_id, link.teacher_id)
           'batch_teacher', batch.id, link.teacher_id, 'not_teaching',
           former.write_uid, former.write_date
      FROM batch JOIN encoach_classroom_teacher_rel AS link
        ON link.classroom_id = batch.classroom_id
      LEFT JOIN encoach_batch_teacher AS former
        ON former.batch_id = batch.id AND former.teacher_id = link.teacher_id
     WHERE NOT EXISTS (
           SELECT FROM batch AS part JOIN encoach_batch_teacher AS line
               ON line.batch_id = part.id AND %(teaching)s
            WHERE part.classroom_id = batch.classroom_id AND part.course_id = batch.course_id
              AND part.term_id = batch.term_id AND line.teacher_id = link.teacher_id)
     ORDER BY batch.classroom_id, batch.course_id, batch.term_id, link.teacher_id,
              former.write_date DESC NULLS LAST, batch.id
), own AS (
    SELECT 'batch_teacher', batch.id, line.teacher_id, 'batch_only',
           line.write_uid, line.create_date
      FROM batch JOIN encoach_batch_teacher AS line ON line.batch_id = batch.id AND %(teaching)s
     WHERE NOT EXISTS (
           SELECT FROM encoach_classroom_teacher_rel AS link
            WHERE link.classroom_id = batch.classroom_id AND link.teacher_id = line.teacher_id)
), drift AS (
    SELECT * FROM missing UNION ALL SELECT * FROM guest
     UNION ALL SELECT * FROM idle UNION ALL SELECT * FROM own
), settled AS (
    SELECT line->>0 AS what, (line->>1)::int AS id, (line->>2)::int AS member, line->>4 AS reason,
           max(operation.applied_at) AS moment
      FROM encoach_operation AS operation, jsonb_array_elements(operation.lines) AS line
     WHERE operation.entity_id = %(entity)s AND operation.kind = 'keep'
       AND operation.state = 'applied'
     GROUP BY 1, 2, 3, 4
)
SELECT drift.what, drift.id, drift.member, drift.reason, drift.write_uid, drift.moment
  FROM drift
  LEFT JOIN settled ON settled.what = drift.what AND settled.id = drift.id
   AND settled.member = drift.member AND settled.reason = drift.reason
 WHERE settled.moment IS NULL OR settled.moment < drift.moment
 ORDER BY drift.id, drift.what, drift.reason, drift.member
"""


class EncoachOperation(models.Model):
    """Where batches differ from what their classrooms have, why, and how each is settled."""

    _inherit = 'encoach.operation'

    @public
    @api.model
    def get_drift(self, classroom_id=None, term_key=None, entity_id=None):
        """Return where batches differ from the roster and the homeroom teachers.

        :param int classroom_id: only of this one
        :param str term_key: only batches of this term
        :return: ``[{'what', 'reason', 'explanation', 'batch_id', 'batch', 'classroom_id',
            'student_id', 'teacher_id', 'member', 'by', 'moment'}]``; by whom and when it came to
            be, as far as somebody did it
        """
        self.env['encoach.batch'].check_access('read')
        self.env['encoach.operation'].check_access('read')
        Entity = self.env['encoach.entity']
        if classroom_id:
            classroom = self.env['encoach.classroom']._browse_in_scope(
                [classroom_id], 'classroom_id'
            )
            entities = classroom.entity_id
        else:
            entities = Entity.browse(Entity._choose(entity_id)) if entity_id else Entity.search([])
        found = []
        for entity in entities:
            term_id = term_key and self.env['encoach.term']._find_by_key(entity, term_key).id
            found += self._read_drift(entity, classroom_id, term_id or None)
        return self._tell_drift(found)

    @api.model
    def _read_drift(self, entity, classroom_id, term_id):
        self.env.flush_all()
        statement = SQL(
            DRIFT,
            entity=entity.id,
            classroom=classroom_id,
            term=term_id,
            on_roster=is_present('line'),
            teaching=is_present('line'),
        )
        return self.env.execute_query(statement)

    @api.model
    def _tell_drift(self, found):
        batches = self.env['encoach.batch'].browse({row[1] for row in found})
        batches.fetch(['name', 'classroom_id'])
        names = {
            'placement': self._get_member_names('encoach.student', found, 'placement'),
            'batch_teacher': self._get_member_names('encoach.teacher', found, 'batch_teacher'),
        }
        users = self.env['res.users'].browse({row[4] for row in found if row[4]})
        known = {user.id: user.name for user in users._filtered_access('read')}
        told = []
        for what, batch_id, member, reason, user_id, moment in found:
            batch = batches.browse(batch_id)
            told.append(
                {
                    'what': what,
                    'reason': reason,
                    'explanation': self._explain_drift(reason),
                    'batch_id': batch_id,
                    'batch': batch.name,
                    'classroom_id': batch.classroom_id.id,
                    'student_id': member if what == 'placement' else None,
                    'teacher_id': member if what == 'batch_teacher' else None,
                    'member': names[what].get(member),
                    'by': known.get(user_id),
                    'moment': moment and f'{moment.isoformat(timespec="seconds")}Z',
                }
            )
        return told

    @api.model
    def _get_member_names(self, model, found, what):
        ids = {row[2] for row in found if row[0] == what}
        people = self.env[model].with_context(active_test=False)
        return {one.id: one.name for one in people.search_fetch([('id', 'in', ids)], ['name'])}

    @api.model
    def _explain_drift(self, reason):
        return {
            'not_enrolled': self.env._("On the roster since the course was assigned."),
            'taken_out': self.env._("Was taken out of the batch."),
            'guest': self.env._("In the batch, and not on the roster."),
            'not_teaching': self.env._("A homeroom teacher who does not teach the batch."),
            'batch_only': self.env._("Teaches the batch, and is no homeroom teacher."),
        }[reason]

    # SETTLING

    @public
    @api.model
    def settle_drift(self, action, items):
        """Settle differences, each in its own batch, as operations that can be undone.

        :param str action: ``enrol`` (put in who is missing), ``keep`` (it is meant, and is not
            listed any more unless it changes) or ``reset`` (make it what the classroom has)
        :param items: ``[{'batch_id', 'student_id' or 'teacher_id'}]`` of `get_drift`
        :return: how many were settled; what does not differ, or not in such a way, is left alone
        """
        self.env['encoach.batch'].check_access('write')
        if action not in SETTLEMENTS:
            message = self.env._("action: expected one of %s.", ', '.join(SETTLEMENTS))
            raise InvalidInput(message, 'action', reason='unknown_value')
        wanted = self._read_items(items)
        batches = self.env['encoach.batch'].browse({batch_id for _what, batch_id, _m in wanted})
        found = {}
        for entity in batches.entity_id:
            for row in self._read_drift(entity, None, None):
                found[row[:3]] = row[3]
        lines = [
            Line(*key, 'kept', found[key])
            for key in wanted
            if key in found and (action != 'enrol' or REASONS[found[key]] == 'add')
        ]
        if action == 'keep':
            self._keep_drift(batches, lines)
        else:
            self._reset_drift(batches, lines)
        return len(lines)

    @api.model
    def _read_items(self, items):
        """Return ``(what, batch id, member id)`` of items, whose ids are the caller's."""
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            message = self.env._("items: a list of objects is expected.")
            raise InvalidInput(message, 'items', reason='wrong_type')
        keys = []
        for item in items:
            if (item.get('student_id') is None) == (item.get('teacher_id') is None):
                message = self.env._("items: each names a student or a teacher.")
                raise InvalidInput(message, 'items', reason='one_of')
            what = 'placement' if item.get('student_id') is not None else 'batch_teacher'
            member = item.get('student_id') or item.get('teacher_id')
            keys.append((what, item.get('batch_id'), member))
        for model, ids in (
            ('encoach.batch', [batch_id for _what, batch_id, _member in keys]),
            ('encoach.student', [key[2] for key in keys if key[0] == 'placement']),
            ('encoach.teacher', [key[2] for key in keys if key[0] == 'batch_teacher']),
        ):
            self.env[model]._browse_in_scope(ids, 'items')
        return list(dict.fromkeys(keys))

    @api.model
    def _keep_drift(self, batches, lines):
        """Remember that differences are meant."""
        for batch in batches:
            own = [line for line in lines if line.owner == batch.id]
            if not own:
                continue
            params = {'batch_ids': batch.ids}
            self._store('keep', batch.entity_id, params, own, batch.name, 'applied')

    @api.model
    def _reset_drift(self, batches, lines):
        """Put people in or take them out, as the reasons say."""
        for batch in batches:
            for what, update in (
                ('placement', batch.update_students),
                ('batch_teacher', batch.update_teachers),
            ):
                for mode in ('add', 'remove'):
                    ids = [
                        line.member
                        for line in lines
                        if line.key[:2] == (what, batch.id) and REASONS[line.reason] == mode
                    ]
                    if ids:
                        update(ids, mode)
