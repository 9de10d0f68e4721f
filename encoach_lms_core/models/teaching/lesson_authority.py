from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...tools import is_present

# Each condition tells whether one of `teachers` has authority over (classroom, course, term).
# The subqueries do not depend on the row at hand, so that they run once for a whole list.
CLASS_TEACHER = """
    (%(classroom)s, %(term)s) IN (
        SELECT classroom_id, term_id FROM encoach_class_teacher
         WHERE teacher_id = ANY(%(teachers)s))
"""
SUBJECT_TEACHER = """
    ((%(classroom)s, %(course)s, %(term)s) IN (
        SELECT batch.classroom_id, batch.course_id, batch.term_id
          FROM encoach_batch_teacher AS line JOIN encoach_batch AS batch ON batch.id = line.batch_id
         WHERE line.teacher_id = ANY(%(teachers)s) AND %(present)s AND batch.active)
     OR (%(classroom)s, %(course)s) IN (
        SELECT batch.classroom_id, batch.course_id
          FROM encoach_batch_teacher AS line JOIN encoach_batch AS batch ON batch.id = line.batch_id
         WHERE line.teacher_id = ANY(%(teachers)s) AND %(present)s AND batch.active
           AND batch.term_id IS NULL))
"""

#: in the order in which they are asked; where none holds, the answer is no
RULES = (('class_teacher', CLASS_TEACHER), ('subject_teacher', SUBJECT_TEACHER))


class Key(NamedTuple):
    """What authority is asked about, as ids."""

    teacher: int
    classroom: int
    course: int
    term: int


class EncoachLessonAuthority(models.AbstractModel):
    """The one place that decides who has authority over the lesson notes of a classroom.

    In this order: the class teacher of the classroom in that term, for any course; else a present
    teacher of a batch of that classroom and course in that term (a batch without term counts for
    every term), for that course; else nobody. Homeroom teachers have none by being so.
    """

    _name = 'encoach.lesson.authority'
    _description = "Authority over lesson notes"

    @api.model
    def _decide(self, keys):
        """Return ``{key: rule or None}``: one statement, whatever the number of keys."""
        keys = list(dict.fromkeys(keys))
        if not keys:
            return {}
        names = {
            'classroom': SQL('key.classroom'),
            'course': SQL('key.course'),
            'term': SQL('key.term'),
            'teachers': SQL('ARRAY[key.teacher]'),
            'present': is_present('line'),
        }
        cases = SQL(' ').join(
            SQL('WHEN %s THEN %s', SQL(condition, **names), rule) for rule, condition in RULES
        )
        columns = [list(column) for column in zip(*keys, strict=True)]
        self._flush_sources()
        rows = self.env.execute_query(
            SQL(
                'SELECT key.*, CASE %s END'
                ' FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[])'
                ' AS key(teacher, classroom, course, term)',
                cases,
                *columns,
            )
        )
        return {Key(*row[:4]): row[4] for row in rows}

    @api.model
    def _get_readable_notes(self):
        """Return the SQL of the ids of the notes over which the caller has authority.

        He has it in the schools in which he is a teacher; notes of others are not even looked at.
        """
        names = {
            'classroom': SQL('note.classroom_id'),
            'course': SQL('note.course_id'),
            'term': SQL('note.term_id'),
            'teachers': self._get_own_teachers('id'),
            'present': is_present('line'),
        }
        conditions = SQL(' OR ').join(SQL(condition, **names) for _rule, condition in RULES)
        self._flush_sources()
        return SQL(
            '(SELECT note.id FROM encoach_lesson_note AS note'
            ' WHERE note.entity_id = ANY(%s) AND (%s))',
            self._get_own_teachers('entity_id'),
            conditions,
        )

    def _get_own_teachers(self, column):
        """Return the SQL of a column of the teachers that the caller is, one a school."""
        return SQL(
            '(ARRAY(SELECT %s FROM encoach_teacher WHERE user_id = %s AND active))',
            SQL.identifier(column),
            self.env.uid,
        )

    def _flush_sources(self):
        for name in ('class.teacher', 'batch.teacher', 'batch', 'teacher', 'lesson.note'):
            self.env[f'encoach.{name}'].flush_model()

    @api.model
    def _explain(self, teacher, classroom, course, term):
        """Return ``(rule or None, a sentence)``: what decides about this teacher, and why."""
        key = Key(teacher.id, classroom.id, course.id, term.id)
        rule = self._decide([key])[key]
        names = {
            'teacher': teacher.name,
            'classroom': classroom.name,
            'course': course.name,
            'term': term.key,
        }
        if rule == 'class_teacher':
            reason = self.env._(
                "%(teacher)s is the class teacher of %(classroom)s in %(term)s, which covers every"
                " course of the classroom.",
                **names,
            )
        elif rule:
            reason = self.env._(
                "%(teacher)s teaches a batch of %(course)s in %(classroom)s, which covers this"
                " course in %(term)s.",
                **names,
            )
        else:
            reason = self.env._(
                "%(teacher)s is not the class teacher of %(classroom)s in %(term)s and teaches no"
                " batch of %(course)s there in that term. Being a homeroom teacher does not count.",
                **names,
            )
        return rule, reason
