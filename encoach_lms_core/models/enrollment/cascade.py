from typing import NamedTuple

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ...door import public
from ...exceptions import InvalidInput, RecordNotFound
from ...tools import is_present
from ..people.person_mixin import NO_CHATTER
from ..tenancy.entity_mixin import MAX_ID

REMOVED = 'removed_from_batch'

# One row, whatever there is: what is not the classroom's school's own, or archived, is not found.
STATE = """
SELECT course.id AS course_id, section.id AS section_id, term.id AS term_id,
       batch.id AS batch_id, batch.active AS is_active, link.course_id IS NOT NULL AS is_linked,
       ARRAY[course.name, section.name] AS names,
       (SELECT tz FROM encoach_entity WHERE id = room.entity_id) AS tz,
       ARRAY(SELECT teacher.id
               FROM encoach_classroom_teacher_rel AS homeroom
               JOIN encoach_teacher AS teacher ON teacher.id = homeroom.teacher_id
              WHERE homeroom.classroom_id = room.id AND teacher.active
              ORDER BY teacher.id) AS teacher_ids,
       roster.student_ids, roster.placed
  FROM encoach_classroom AS room
  LEFT JOIN encoach_course AS course
    ON course.id = %(course)s AND course.entity_id = room.entity_id AND course.active
  LEFT JOIN encoach_course_section AS section
    ON section.id = %(section)s AND section.course_id = course.id
  LEFT JOIN encoach_term AS term ON term.entity_id = room.entity_id AND term.key = %(term)s
  LEFT JOIN encoach_classroom_course_rel AS link
    ON link.classroom_id = room.id AND link.course_id = course.id
  LEFT JOIN encoach_batch AS batch
    ON batch.classroom_id = room.id AND batch.course_id = course.id
   AND COALESCE(batch.section_id, 0) = COALESCE(section.id, 0)
   AND COALESCE(batch.term_id, 0) = COALESCE(term.id, 0)
   AND (term.id IS NOT NULL OR %(term)s IS NULL)
 CROSS JOIN LATERAL (
    SELECT array_agg(line.student_id ORDER BY line.student_id) AS student_ids,
           array_agg(placement.active ORDER BY line.student_id) AS placed
      FROM encoach_classroom_student AS line
      LEFT JOIN encoach_batch_enrollment AS placement
        ON placement.batch_id = batch.id AND placement.student_id = line.student_id
     WHERE line.classroom_id = room.id AND %(present)s
  ) AS roster
 WHERE room.id = %(classroom)s
"""


class CascadeState(NamedTuple):
    """What a cascade finds; the ids are None for what does not exist or may not be used.

    :param is_active: of the batch
    :param is_linked: whether the course is one of the classroom's
    :param list names: of the course and the section
    :param str tz: the school's time zone
    :param list teacher_ids: the homeroom teachers
    :param student_ids: the roster, or None when it is empty
    :param placed: of each of them, whether he is in the batch; None if he never was
    """

    course_id: int
    section_id: int
    term_id: int
    batch_id: int
    is_active: bool
    is_linked: bool
    names: list
    tz: str
    teacher_ids: list
    student_ids: list
    placed: list

    def _select(self, placed):
        pairs = zip(self.student_ids or (), self.placed or (), strict=True)
        return [student_id for student_id, is_placed in pairs if is_placed is placed]

    @property
    def enrolled(self):
        """Return the ids of those who will join."""
        return self._select(None)

    @property
    def kept(self):
        """Return the ids of those who are in the batch already."""
        return self._select(True)

    @property
    def skipped(self):
        """Return the ids of those who were taken out, and stay out."""
        return self._select(False)


class EncoachClassroom(models.Model):
    """The cascade: what binds a course to a classroom and fills the batch."""

    _inherit = 'encoach.classroom'

    @public
    def assign_course(self, course_id, section_id=None, term_key=None, teacher_ids=None):
        """Bind a course to this classroom and fill the batch from its roster.

        Finds or creates the one batch of (classroom, course, section or none, term or none),
        enrols every roster student without a line in it, and attaches the teachers: the homeroom
        teachers when the batch is new and ``teacher_ids`` is left out. A student who was once
        taken out of the batch stays out; teachers set per batch stay.

        :param int course_id: a course of this entity
        :param int section_id: a section of that course; none means the whole course
        :param str term_key: such as ``2026-T1``; an unknown key creates the term
        :param teacher_ids: ids of the batch's teachers instead of the homeroom teachers
        :return: ``{'batch_id', 'created', 'enrolled': [ids], 'kept': count,
            'skipped': [{'student_id', 'reason'}], 'teacher_ids': [ids]}``
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise ConcurrencyError: when the same batch is being created; Odoo then runs again
        """
        self.ensure_one()
        self.check_access('write')
        state = self._get_cascade_state(course_id, section_id, term_key)
        if teacher_ids is not None:
            teacher_ids = (
                self.env['encoach.teacher']
                ._browse_in_entity(teacher_ids, self.entity_id, 'teacher_ids')
                .ids
            )
        elif not state.batch_id:
            teacher_ids = state.teacher_ids
        if term_key and not state.term_id:
            term = self.env['encoach.term']._get_or_create(self.entity_id, term_key)
            state = state._replace(term_id=term.id)
        batch, enrolled = self._provide_batch(state), state.enrolled
        self.env['encoach.batch.enrollment']._place(batch, enrolled, 'cascade')
        present = None if state.batch_id else []
        teachers = batch._apply_teachers(teacher_ids or [], 'add', present=present)
        return {
            'batch_id': batch.id,
            'created': not state.batch_id,
            'enrolled': enrolled,
            'kept': len(state.kept),
            'skipped': [
                {'student_id': student_id, 'reason': REMOVED} for student_id in state.skipped
            ],
            'teacher_ids': teachers['teacher_ids'],
        }

    def _get_cascade_state(self, course_id, section_id, term_key):
        """Return what there is of a course in this classroom: one statement.

        :raise EntityMismatch, InvalidInput: see `_browse_in_entity`
        :raise RecordNotFound: also for a classroom that is gone
        """
        given = [id_ for id_ in (course_id, section_id) if id_]
        if all(type(id_) is int and 0 < id_ <= MAX_ID for id_ in given):
            state = self._read_cascade_state(course_id, section_id, term_key)
            if state.course_id and bool(state.section_id) == bool(section_id):
                return state
        self._check_course(course_id, section_id)
        return self._read_cascade_state(course_id, section_id, term_key)

    def _read_cascade_state(self, course_id, section_id, term_key):
        self.env.flush_all()
        statement = SQL(
            STATE,
            classroom=self.id,
            course=course_id,
            section=section_id or None,
            term=term_key or None,
            present=is_present('line'),
        )
        rows = self.env.execute_query(statement)
        if not rows:
            raise RecordNotFound(self.env._("This classroom does not exist any more."))
        state = CascadeState(*rows[0])
        _remember(self.entity_id, tz=state.tz)
        return state

    def _check_course(self, course_id, section_id):
        """Raise what is wrong with these ids."""
        course = self.env['encoach.course']._browse_in_entity(
            [course_id], self.entity_id, 'course_id'
        )
        if section_id:
            section = self.env['encoach.course.section']._browse_in_entity(
                [section_id], self.entity_id, 'section_id'
            )
            if section.course_id != course:
                message = self.env._("section_id: the section belongs to another course.")
                raise InvalidInput(message, 'section_id', section.ids, reason='of_another_course')

    def _provide_batch(self, state):
        """Return the batch, which is created, or comes back from the archive."""
        if not state.is_linked:
            self._add_links('course_ids', [state.course_id])
        if not state.batch_id:
            return self._create_batch(state)
        batch = self.env['encoach.batch'].browse(state.batch_id)
        if not state.is_active:
            batch.with_context(**NO_CHATTER).active = True
        return batch

    def _create_batch(self, state):
        """Return a new batch. It has no "created" line: the placements tell what happened.

        :raise ConcurrencyError: when somebody else was faster; Odoo then runs again
        """
        Batch = self.env['encoach.batch']
        given = {
            'name': Batch._join_names(self.name, *state.names),
            'active': True,
            'classroom_id': self.id,
            'course_id': state.course_id,
            'section_id': state.section_id,
            'term_id': state.term_id,
        }
        rows = Batch._insert_rows(
            {name: [value] for name, value in given.items()},
            Batch._get_same_columns(self.entity_id),
            SQL('ON CONFLICT DO NOTHING RETURNING id'),
        )
        if not rows:
            raise ConcurrencyError("encoach.batch was created concurrently")
        self.invalidate_recordset(['batch_ids', 'batch_count'])
        batch = Batch.browse(rows[0])
        _remember(batch, entity_id=self.entity_id.id, course_id=state.course_id)
        return batch


def _remember(record, **values):
    """Spare a record the reading of what its row is known to hold, in the cache's format."""
    for name, value in values.items():
        record._fields[name]._update_cache(record, value)
