from odoo import api, models
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import is_present
from .lines import Line
from .operation import MODELS
from .operation_kinds import Draft

#: by model: the kind of its rows in lines, and the parameter that names its records
ARCHIVED = {
    'encoach.student': ('student', 'student_ids'),
    'encoach.teacher': ('teacher', 'teacher_ids'),
    'encoach.classroom': ('classroom', 'classroom_ids'),
    'encoach.course': ('course_record', 'course_ids'),
    'encoach.batch': ('batch', 'batch_ids'),
}

# What people leave with their archiving.
LEFT = {
    'student': """
        SELECT 'roster', classroom_id, student_id FROM encoach_classroom_student AS line
         WHERE student_id = ANY(%(ids)s) AND %(present)s
         UNION ALL
        SELECT 'placement', batch_id, student_id FROM encoach_batch_enrollment
         WHERE student_id = ANY(%(ids)s) AND active
         UNION ALL
        SELECT 'enrollment', course_id, student_id FROM encoach_course_enrollment
         WHERE student_id = ANY(%(ids)s) AND active
         ORDER BY 1, 2, 3
    """,
    'teacher': """
        SELECT 'homeroom', classroom_id, teacher_id FROM encoach_classroom_teacher_rel
         WHERE teacher_id = ANY(%(ids)s)
         UNION ALL
        SELECT 'batch_teacher', batch_id, teacher_id FROM encoach_batch_teacher AS line
         WHERE teacher_id = ANY(%(ids)s) AND %(present)s
         ORDER BY 1, 2, 3
    """,
}


class EncoachOperation(models.Model):
    """Archiving people, classrooms, courses and batches, with all that people leave by it."""

    _inherit = 'encoach.operation'

    @api.model
    def _draft_archive(self, entity, params):
        given = [name for _what, name in ARCHIVED.values() if params.get(name)]
        if len(given) != 1:
            message = self.env._("Name the students, teachers, classrooms, courses or batches.")
            raise InvalidInput(message, tuple(MODELS), reason='one_of')
        model = self.env[MODELS[given[0]]].with_context(active_test=False)
        records = model._browse_in_entity(params[given[0]], entity, given[0], archived=True)
        return Draft(self._draft_leaving(records.filtered('active')), {})

    @api.model
    def _draft_leaving(self, records):
        """Return the lines of archiving active records of one model."""
        what, _name = ARCHIVED[records._name]
        lines = [Line(what, id_, None, 'removed', 'archiving', True) for id_ in records.ids]
        if what in LEFT and records:
            self.env.flush_all()
            statement = SQL(LEFT[what], ids=records.ids, present=is_present('line'))
            lines += [
                Line(*key, 'removed', 'archiving', True)
                for key in self.env.execute_query(statement)
            ]
        return lines

    @api.model
    def _archive(self, lines):
        """Archive the records of lines: people leave all they are in by that."""
        for model, (what, _name) in ARCHIVED.items():
            ids = [line.owner for line in lines if line.what == what and line.action == 'removed']
            if ids:
                self.env[model].browse(ids).write({'active': False})


class EncoachEntityMixin(models.AbstractModel):
    """Archiving from a list, a form or the API is an operation, which can be undone."""

    _inherit = 'encoach.entity.mixin'

    def action_archive(self):
        if self._name not in ARCHIVED:
            return super().action_archive()
        Operation = self.env['encoach.operation']
        by_entity = self.filtered('active').grouped('entity_id')
        lines = {entity: Operation._draft_leaving(own) for entity, own in by_entity.items()}
        res = super().action_archive()
        _what, name = ARCHIVED[self._name]
        for entity, own in by_entity.items():
            params = {name: own.ids}
            subject = ', '.join(own[:3].mapped('display_name'))
            Operation._store('archive', entity, params, lines[entity], subject, 'applied')
        return res
