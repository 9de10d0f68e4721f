from odoo import api, fields, models

from ...tools import ActiveForeignKey


class EncoachClassTeacher(models.Model):
    """The class teacher of a classroom in a term: one person, beside any number of others.

    He may write and read lesson notes of every course of the classroom in that term, see
    `encoach.lesson.authority`. He is neither a homeroom teacher nor a teacher of a batch by it.
    Entity administrators assign class teachers, teachers read who it is. Every change is logged on
    the classroom, with who made it and when.
    """

    _name = 'encoach.class.teacher'
    _description = "Class teacher"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'teacher_id'
    _order = 'term_id, classroom_id, id'
    _entity_parent = 'classroom_id'
    _immutable_fields = ('term_id',)

    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, index=True, ondelete='cascade', check_entity=True
    )
    term_id = fields.Many2one(
        'encoach.term', required=True, index=True, ondelete='restrict', check_entity=True
    )
    teacher_id = fields.Many2one(
        'encoach.teacher', required=True, index=True, ondelete='restrict', check_entity=True
    )

    _classroom_term_uniq = models.UniqueIndex(
        '(classroom_id, term_id)',
        "This classroom has a class teacher in this term already: replace him instead.",
    )
    _teacher_active_fk = ActiveForeignKey(['teacher_id'], 'encoach_teacher')

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        for assignment in assignments:
            assignment._log(assignment.teacher_id, self.env['encoach.teacher'])
        return assignments

    def write(self, vals):
        before = {assignment: assignment.teacher_id for assignment in self}
        res = super().write(vals)
        for assignment, teacher in before.items():
            if assignment.teacher_id != teacher:
                assignment._log(assignment.teacher_id, teacher)
        return res

    def unlink(self):
        for assignment in self:
            assignment._log(self.env['encoach.teacher'], assignment.teacher_id)
        return super().unlink()

    def _log(self, teacher, predecessor):
        """Write on the classroom who is class teacher from now on; the note tells by whom."""
        names = {
            'term': self.term_id.key,
            'teacher': teacher.name,
            'predecessor': predecessor.name,
        }
        if not predecessor:
            message = self.env._("Class teacher in %(term)s: %(teacher)s.", **names)
        elif not teacher:
            message = self.env._("No class teacher in %(term)s: was %(predecessor)s.", **names)
        else:
            message = self.env._(
                "Class teacher in %(term)s: %(teacher)s instead of %(predecessor)s.", **names
            )
        self.classroom_id._message_log(body=message)
