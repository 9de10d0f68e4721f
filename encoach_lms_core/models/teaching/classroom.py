from odoo import fields, models

from ...door import public
from ...exceptions import Conflict


class EncoachClassroom(models.Model):
    """The class teachers of a classroom, one a term."""

    _inherit = 'encoach.classroom'

    class_teacher_ids = fields.One2many(
        'encoach.class.teacher', 'classroom_id', string="Class teachers"
    )

    def _is_used(self):
        notes = self.env['encoach.lesson.note'].sudo().with_context(active_test=False)
        return super()._is_used() or bool(notes.search_count([('classroom_id', '=', self.id)]))

    @public
    def assign_class_teacher(self, teacher_id, term_key, replace=False):
        """Make a teacher the class teacher of this classroom in a term.

        The same teacher again changes nothing.

        :param int teacher_id: a teacher of this entity
        :param str term_key: the key of a term of this entity, which must exist
        :param bool replace: whether to put him in the place of another one
        :return: ``{'class_teacher_id', 'created', 'replaced_teacher_id'}``
        :raise Conflict: when there is another one and ``replace`` is not asked for
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise ConcurrencyError: when one is being assigned right now; Odoo then runs again
        """
        self.ensure_one()
        self.check_access('write')
        teacher = self.env['encoach.teacher']._browse_in_entity(
            [teacher_id], self.entity_id, 'teacher_id'
        )
        term = self.env['encoach.term']._find_by_key(self.entity_id, term_key)
        assignment = self._find_class_teacher(term)
        present = assignment.teacher_id
        if not assignment:
            values = {'classroom_id': self.id, 'term_id': term.id, 'teacher_id': teacher.id}
            assignment = assignment._create_or_retry(values)
        elif present != teacher:
            self._check_replace(replace, present, term)
            assignment.teacher_id = teacher
        return {
            'class_teacher_id': assignment.id,
            'created': not present,
            'replaced_teacher_id': present.id if present != teacher else False,
        }

    @public
    def remove_class_teacher(self, term_key):
        """Leave this classroom without class teacher in a term; nothing to do when it has none.

        :return: whether there was one
        :raise InvalidInput: for a term that does not exist
        """
        self.ensure_one()
        self.check_access('write')
        term = self.env['encoach.term']._find_by_key(self.entity_id, term_key)
        assignment = self._find_class_teacher(term)
        return bool(assignment) and assignment.unlink()

    def _check_replace(self, replace, present, term):
        if not replace:
            message = self.env._(
                "%(classroom)s has a class teacher in %(term)s already: %(teacher)s."
                " Ask to replace him if that is meant.",
                classroom=self.name,
                term=term.key,
                teacher=present.name,
            )
            raise Conflict(message, ('term_key', 'replace'), reason='taken')

    def _find_class_teacher(self, term):
        return self.env['encoach.class.teacher'].search(
            [('classroom_id', '=', self.id), ('term_id', '=', term.id)]
        )
