from odoo import api, models
from odoo.tools import SQL

from ...door import public
from ...tools import is_present

# A row for each course in each classroom of a school, of the batches of one term.
CELLS = """
SELECT room.id, course.id, bool_or(batch.id IS NOT NULL),
       bool_or(batch.id IS NOT NULL AND EXISTS (
           SELECT FROM encoach_classroom_student AS line
            WHERE line.classroom_id = room.id AND {present} AND NOT EXISTS (
                  SELECT FROM encoach_batch_enrollment AS placement
                    JOIN encoach_batch AS other ON other.id = placement.batch_id
                   WHERE placement.student_id = line.student_id AND other.course_id = course.id
                     AND other.classroom_id = room.id AND placement.active)))
  FROM encoach_classroom AS room
  JOIN encoach_course AS course ON course.entity_id = room.entity_id AND course.active
  LEFT JOIN encoach_batch AS batch
    ON batch.classroom_id = room.id AND batch.course_id = course.id AND batch.active
   AND (batch.term_id = %s OR %s IS NULL AND batch.term_id IS NULL)
 WHERE room.entity_id = %s AND room.active
 GROUP BY room.id, course.id
"""


class EncoachOperation(models.Model):
    """The grid of classrooms and courses: what is assigned in a term, and what is not yet."""

    _inherit = 'encoach.operation'

    @public
    @api.model
    def get_grid(self, term_key=None, entity_id=None):
        """Return which courses each classroom has in a term.

        :param str term_key: a term that exists; None is the term of today, or none
        :return: ``{'entity_id', 'term_key', 'terms': [keys], 'classrooms': [{'id', 'name'}],
            'courses': [{'id', 'name'}], 'cells': [[classroom id, course id, state]]}``, where the
            state is ``present``, ``missing`` or, when somebody of the roster is in no batch,
            ``drifted``
        """
        self.env['encoach.batch'].check_access('write')
        Entity = self.env['encoach.entity']
        entity = Entity.browse(Entity._choose(entity_id))
        Term = self.env['encoach.term']
        term = Term._find_by_key(entity, term_key) if term_key else Term._get_of_today(entity)
        own = [('entity_id', '=', entity.id)]
        self.env.flush_all()
        statement = SQL(
            CELLS.replace('{present}', '%s'),
            *(is_present('line'), term.id or None, term.id or None, entity.id),
        )
        return {
            'entity_id': entity.id,
            'term_key': term.key or None,
            'terms': Term.search(own).mapped('key'),
            'classrooms': self._list_names('encoach.classroom', own),
            'courses': self._list_names('encoach.course', own),
            'cells': [
                [room, course, 'drifted' if drifted else 'present' if there else 'missing']
                for room, course, there, drifted in self.env.execute_query(statement)
            ],
        }

    @api.model
    def _list_names(self, model, domain):
        records = self.env[model].search_fetch(domain, ['name'])
        return [{'id': record.id, 'name': record.name} for record in records]
