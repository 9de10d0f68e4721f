from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...tools import PRESENT_SQL, is_present

#: reasons of roster lines that say that a student has been rolled over
ROLLED_OVER = ('promoted', 'stays', 'leaves')

BATCHES = """
SELECT batch.id, batch.classroom_id, batch.course_id, batch.section_id,
       room.name, course.name, section.name, course.active AND room.active,
       ARRAY(SELECT line.teacher_id FROM encoach_batch_teacher AS line
              WHERE line.batch_id = batch.id AND line.%(until)s ORDER BY line.teacher_id),
       ARRAY(SELECT placement.student_id FROM encoach_batch_enrollment AS placement
              WHERE placement.batch_id = batch.id AND placement.active
              ORDER BY placement.student_id),
       ARRAY(SELECT placement.student_id FROM encoach_batch_enrollment AS placement
              WHERE placement.batch_id = batch.id AND NOT placement.active)
  FROM encoach_batch AS batch
  JOIN encoach_classroom AS room ON room.id = batch.classroom_id
  JOIN encoach_course AS course ON course.id = batch.course_id
  LEFT JOIN encoach_course_section AS section ON section.id = batch.section_id
  LEFT JOIN encoach_term AS term ON term.id = batch.term_id
 WHERE batch.classroom_id = ANY(%(rooms)s) AND batch.active
   AND term.key IS NOT DISTINCT FROM %(term)s
 ORDER BY batch.id
"""

NEXT = """
SELECT batch.id, batch.classroom_id, batch.course_id, batch.section_id, batch.active,
       ARRAY(SELECT ARRAY[placement.student_id, placement.active::int]
               FROM encoach_batch_enrollment AS placement WHERE placement.batch_id = batch.id)
  FROM encoach_batch AS batch
  JOIN encoach_term AS term ON term.id = batch.term_id
 WHERE batch.classroom_id = ANY(%(rooms)s) AND term.key = %(term)s
 ORDER BY batch.id
"""

ROOMS = """
SELECT room.id,
       (SELECT term.id FROM encoach_term AS term
         WHERE term.entity_id = room.entity_id AND term.key = %(term)s),
       room.name,
       ARRAY(SELECT link.course_id FROM encoach_classroom_course_rel AS link
              WHERE link.classroom_id = room.id),
       ARRAY(SELECT teacher.id FROM encoach_classroom_teacher_rel AS homeroom
               JOIN encoach_teacher AS teacher ON teacher.id = homeroom.teacher_id
              WHERE homeroom.classroom_id = room.id AND teacher.active ORDER BY teacher.id),
       ARRAY(SELECT line.student_id FROM encoach_classroom_student AS line
              WHERE line.classroom_id = room.id AND %(present)s ORDER BY line.student_id)
  FROM encoach_classroom AS room
 WHERE room.id = ANY(%(rooms)s) AND room.entity_id = %(entity)s AND room.active
 ORDER BY room.id
"""

# Who was rolled over into a term is told by the operations that stand.
DONE = """
SELECT DISTINCT (line->>2)::int
  FROM encoach_operation AS operation
 CROSS JOIN LATERAL jsonb_array_elements(operation.lines) AS line
 WHERE operation.entity_id = %(entity)s AND operation.kind = 'rollover'
   AND operation.state = 'applied' AND operation.params->>'term_key' = %(term)s
   AND line->>0 = 'roster' AND line->>4 = ANY(%(reasons)s)
"""


class Room(NamedTuple):
    """A classroom: its name, and the ids of its courses, homeroom teachers and students."""

    name: str
    course_ids: list
    teacher_ids: list
    student_ids: list


class Source(NamedTuple):
    """A batch of the term that ends.

    :param bool is_usable: whether neither its course nor its classroom is archived
    :param list former_ids: of the students who were taken out of it
    """

    id: int
    classroom_id: int
    course_id: int
    section_id: int
    classroom: str
    course: str
    section: str
    is_usable: bool
    teacher_ids: list
    student_ids: list
    former_ids: list


class EncoachOperation(models.Model):
    """What a rollover reads: a statement for each kind of row, whatever their number."""

    _inherit = 'encoach.operation'

    @api.model
    def _read_rooms(self, entity, classroom_ids, term_key):
        """Return `Room` by the id of a classroom, and the id of the school's term of this key.

        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        statement = SQL(
            ROOMS,
            term=term_key,
            rooms=list(classroom_ids),
            entity=entity.id,
            present=is_present('line'),
        )
        rows = self.env.execute_query(statement)
        if len(rows) < len(classroom_ids):
            Classroom = self.env['encoach.classroom']
            Classroom._browse_in_entity(classroom_ids, entity, 'classroom_ids')
        return {id_: Room(*row) for id_, _term, *row in rows}, rows[0][1]

    @api.model
    def _read_sources(self, classroom_ids, term_key):
        """Return the `Source` batches of classrooms in a term, or of those without a term."""
        statement = SQL(
            BATCHES, rooms=list(classroom_ids), term=term_key or None, until=SQL(PRESENT_SQL)
        )
        return [Source(*row) for row in self.env.execute_query(statement)]

    @api.model
    def _read_next(self, classroom_ids, term_key):
        """Return what there is of batches of classrooms in a term.

        :return: ``{(classroom, course, section or None): (id, active, {student: in it now})}``
        """
        statement = SQL(NEXT, rooms=list(classroom_ids), term=term_key)
        return {
            tuple(key): (id_, is_active, {student: bool(is_in) for student, is_in in placed})
            for id_, *key, is_active, placed in self.env.execute_query(statement)
        }

    @api.model
    def _read_rolled_over(self, entity, term_key):
        """Return the ids of the students who were rolled over into a term already."""
        statement = SQL(DONE, entity=entity.id, term=term_key, reasons=list(ROLLED_OVER))
        return {id_ for (id_,) in self.env.execute_query(statement)}

    @api.model
    def _read_taken(self, course_ids, student_ids):
        """Return ``{(course, student): whether he takes it}`` of those who do or did."""
        statement = SQL(
            'SELECT course_id, student_id, active FROM encoach_course_enrollment'
            ' WHERE course_id = ANY(%s) AND student_id = ANY(%s)',
            list(course_ids),
            list(student_ids),
        )
        rows = self.env.execute_query(statement)
        return {(course, student): is_taken for course, student, is_taken in rows}
