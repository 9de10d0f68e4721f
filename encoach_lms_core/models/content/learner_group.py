from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import is_present

KINDS = [('group', "Group"), ('adhoc', "Single students")]


class EncoachLearnerGroup(models.Model):
    """Some students of a classroom's roster: a named group, or a hidden one of single students.

    Whoever has left the roster is reached no more, though he is still named here. Entity
    administrators and the classroom's own teachers manage groups; students see none.
    """

    _name = 'encoach.learner.group'
    _description = "Learner group"
    _inherit = ['encoach.entity.mixin']
    _order = 'name, id'
    _entity_parent = 'classroom_id'

    name = fields.Char(required=True)
    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, index=True, ondelete='cascade', check_entity=True
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default='group',
        readonly=True,
        help="Single students have a hidden group for each course, which is gone without them.",
    )
    student_ids = fields.Many2many(
        'encoach.student',
        'encoach_learner_group_student_rel',
        'group_id',
        'student_id',
        string="Students",
        check_entity=True,
        domain="[('roster_line_ids', 'any',"
        " [('classroom_id', '=', classroom_id), ('is_present', '=', True)])]",
    )
    student_count = fields.Integer(compute='_compute_student_count')

    # the target of the assignment's key that keeps a group with its classroom
    _id_classroom_uniq = models.Constraint('UNIQUE (id, classroom_id)')
    _name_uniq = models.UniqueIndex(
        '(classroom_id, kind, name)', "This classroom has a group of this name already."
    )

    @api.depends('student_ids')
    def _compute_student_count(self):
        for group in self:
            group.student_count = len(group.student_ids)

    @api.constrains('student_ids', 'classroom_id')
    def _check_roster(self):
        """Refuse students who are not on the classroom's roster now; one statement for all."""
        self.env['encoach.classroom.student'].flush_model()
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT member.student_id
                  FROM encoach_learner_group_student_rel AS member
                  JOIN encoach_learner_group AS learner_group ON learner_group.id = member.group_id
                 WHERE learner_group.id = ANY(%s) AND NOT EXISTS (
                       SELECT FROM encoach_classroom_student AS line
                        WHERE line.classroom_id = learner_group.classroom_id
                          AND line.student_id = member.student_id AND %s)
                 ORDER BY member.student_id
                """,
                self.ids,
                is_present('line'),
            )
        )
        if rows:
            message = self.env._(
                "student_ids: %s student(s) are not on the classroom's roster.", len(rows)
            )
            ids = [student_id for (student_id,) in rows]
            raise InvalidInput(message, 'student_ids', ids, reason='not_on_roster')

    def write(self, vals):
        """A group of single students is gone without them, and so are its assignments."""
        if 'kind' in vals and any(group.kind != vals['kind'] for group in self):
            message = self.env._("The kind of a group never changes.")
            raise InvalidInput(message, 'kind', reason='unchangeable')
        res = super().write(vals)
        if 'student_ids' in vals:
            self.filtered(lambda group: group.kind == 'adhoc' and not group.student_ids).unlink()
        return res

    # PROGRAMS' WAY OF WRITING

    @api.model
    def _create_group(self, classroom, name, student_ids):
        """Make a named group of students on a classroom's roster.

        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        students = self._parse_students(student_ids, classroom)
        return self.create(
            {
                'classroom_id': classroom.id,
                'name': name,
                'student_ids': [Command.set(students.ids)],
            }
        )

    def _change(self, values):
        """Rename a group, or replace its students.

        :param values: ``name``, ``student_ids``; what is left out stays
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        self.ensure_one()
        self.check_access('write')
        values = dict(values)
        if 'student_ids' in values:
            students = self._parse_students(values['student_ids'], self.classroom_id)
            values['student_ids'] = [Command.set(students.ids)]
        return self.write(values)

    def _parse_students(self, student_ids, classroom):
        """Return the students of these ids, all of the classroom's school.

        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        return self.env['encoach.student']._browse_in_entity(
            student_ids, classroom.entity_id, 'student_ids'
        )
