from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ...door import public
from ...exceptions import InvalidInput, RecordNotFound
from ...tools import PRESENT_SQL, is_present
from ..tenancy.entity_mixin import MAX_ID

REMOVED = 'removed_from_batch'

# A row for each course wanted in a classroom, whatever there is: what is not the classroom's
# school's own, or archived, is not found.
STATE = """
SELECT room.id AS classroom_id, room.entity_id, room.name AS classroom, course.id AS course_id,
       section.id AS section_id, term.id AS term_id, section.capacity,
       batch.id AS batch_id, batch.active AS is_active, link.course_id IS NOT NULL AS is_linked,
       ARRAY[course.name, section.name] AS names,
       (SELECT tz FROM encoach_entity WHERE id = room.entity_id) AS tz,
       ARRAY(SELECT teacher.id
               FROM encoach_classroom_teacher_rel AS homeroom
               JOIN encoach_teacher AS teacher ON teacher.id = homeroom.teacher_id
              WHERE homeroom.classroom_id = room.id AND teacher.active
              ORDER BY teacher.id) AS teacher_ids,
       ARRAY(SELECT line.teacher_id FROM encoach_batch_teacher AS line
              WHERE line.batch_id = batch.id AND line.%(until)s
              ORDER BY line.teacher_id) AS teaching_ids,
       roster.student_ids, roster.placed, roster.taken, roster.origins
  FROM unnest(%(classrooms)s::int[], %(courses)s::int[], %(sections)s::int[])
       WITH ORDINALITY AS wanted(classroom_id, course_id, section_id, place)
  JOIN encoach_classroom AS room ON room.id = wanted.classroom_id
  LEFT JOIN encoach_course AS course
    ON course.id = wanted.course_id AND course.entity_id = room.entity_id AND course.active
  LEFT JOIN encoach_course_section AS section
    ON section.id = wanted.section_id AND section.course_id = course.id
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
           array_agg(placement.active ORDER BY line.student_id) AS placed,
           array_agg(enrollment.active ORDER BY line.student_id) AS taken,
           array_agg(placement.origin ORDER BY line.student_id) AS origins
      FROM encoach_classroom_student AS line
      LEFT JOIN encoach_batch_enrollment AS placement
        ON placement.batch_id = batch.id AND placement.student_id = line.student_id
      LEFT JOIN encoach_course_enrollment AS enrollment
        ON enrollment.course_id = course.id AND enrollment.student_id = line.student_id
     WHERE line.classroom_id = room.id AND %(present)s
  ) AS roster
 ORDER BY wanted.place
"""


class CascadeState(NamedTuple):
    """What a cascade finds; the ids are None for what does not exist or may not be used.

    :param str classroom: what the classroom is called
    :param capacity: seats of the section
    :param is_active: of the batch
    :param is_linked: whether the course is one of the classroom's
    :param list names: of the course and the section
    :param str tz: the school's time zone
    :param list teacher_ids: the homeroom teachers
    :param list teaching_ids: the batch's teachers
    :param student_ids: the roster, or None when it is empty
    :param placed: of each of them, whether he is in the batch; None if he never was
    :param taken: of each of them, whether he takes the course; None if he never did
    :param origins: of each of them, how he came into the batch
    """

    classroom_id: int
    entity_id: int
    classroom: str
    course_id: int
    section_id: int
    term_id: int
    capacity: int
    batch_id: int
    is_active: bool
    is_linked: bool
    names: list
    tz: str
    teacher_ids: list
    teaching_ids: list
    student_ids: list
    placed: list
    taken: list
    origins: list

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
        (state,) = self._get_cascade_states([(course_id, section_id)], term_key)
        if teacher_ids is not None:
            teacher_ids = (
                self.env['encoach.teacher']
                ._browse_in_entity(teacher_ids, self.entity_id, 'teacher_ids')
                .ids
            )
        Operation = self.env['encoach.operation']
        draft = Operation._draft_assignments([state], term_key, teacher_ids)
        params = {
            'classroom_ids': self.ids,
            'course_ids': [state.course_id],
            'section_id': state.section_id,
            'term_key': term_key or None,
            'teacher_ids': teacher_ids,
        }
        lines = Operation._carry_out('assign', self.entity_id, params, draft)
        (batch_id,) = {line.owner for line in lines if line.what == 'batch'}
        return {
            'batch_id': batch_id,
            'created': not state.batch_id,
            'enrolled': state.enrolled,
            'kept': len(state.kept),
            'skipped': [
                {'student_id': student_id, 'reason': REMOVED} for student_id in state.skipped
            ],
            'teacher_ids': sorted(line.member for line in lines if line.what == 'batch_teacher'),
        }

    def _get_cascade_states(self, wanted, term_key):
        """Return what there is of courses in these classrooms: one statement.

        :param wanted: ``(course id, section id or None)``, each for every classroom
        :return: a `CascadeState` for each course in each classroom
        :raise EntityMismatch, InvalidInput: see `_browse_in_entity`
        :raise RecordNotFound: also for a classroom that is gone
        """
        given = [id_ for pair in wanted for id_ in pair if id_]
        if all(type(id_) is int and 0 < id_ <= MAX_ID for id_ in given):
            states = self._read_cascade_states(wanted, term_key)
            if all(
                state.course_id and bool(state.section_id) == bool(section_id)
                for state, (_course, section_id) in zip(
                    states, list(wanted) * len(self), strict=True
                )
            ):
                return states
        for course_id, section_id in wanted:
            self._check_course(course_id, section_id)
        return self._read_cascade_states(wanted, term_key)

    def _read_cascade_states(self, wanted, term_key):
        self.env.flush_all()
        tuples = [(id_, *pair) for id_ in self.ids for pair in wanted]
        statement = SQL(
            STATE,
            classrooms=[classroom_id for classroom_id, _course, _section in tuples],
            courses=[course_id for _classroom, course_id, _section in tuples],
            sections=[section_id or None for _classroom, _course, section_id in tuples],
            term=term_key or None,
            present=is_present('line'),
            until=SQL(PRESENT_SQL),
        )
        rows = self.env.execute_query(statement)
        if len(rows) < len(tuples):
            raise RecordNotFound(self.env._("This classroom does not exist any more."))
        states = [CascadeState(*row) for row in rows]
        for state in states[:1]:  # spares a reading of the row
            entity = self.env['encoach.entity'].browse(state.entity_id)
            entity._fields['tz']._update_cache(entity, state.tz)
        return states

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
