from odoo import api, fields, models

from ...door import public
from ...exceptions import Conflict, Forbidden, InvalidInput
from .lesson_note import EDITABLE


class EncoachLessonNote(models.Model):
    """How a lesson note is submitted, approved and returned, and why a teacher may read it."""

    _inherit = 'encoach.lesson.note'

    # PROGRAMS' WAY OF WRITING

    @api.model
    def _create_from_keys(self, values):
        """Create a note from what a program sends: ids of the caller's scope, and a term's key.

        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_scope`
        """
        values = dict(values)
        classroom = self.env['encoach.classroom']._browse_in_scope(
            [values['classroom_id']], 'classroom_id'
        )
        self.check_access('create')
        self._resolve(values, classroom)
        if 'teacher_id' not in values and not self.env['encoach.teacher']._get_own(
            classroom.entity_id
        ):
            message = self.env._("teacher_id: say who is the author.")
            raise InvalidInput(message, 'teacher_id', reason='required')
        return self.create(values)

    def _write_from_keys(self, values):
        """Change a note by what a program sends, see `_create_from_keys`."""
        self.ensure_one()
        self.check_access('read')
        values = dict(values)
        self._resolve(values, self.classroom_id)
        return self.write(values)

    def _resolve(self, values, classroom):
        """Check the ids in ``values`` against the classroom's entity, and look the term up."""
        entity = classroom.entity_id
        for fname, archived in (('course_id', True), ('teacher_id', False)):
            if fname in values:
                model = self.env[self._fields[fname].comodel_name]
                model._browse_in_entity([values[fname]], entity, fname, archived=archived)
        if 'term_key' in values:
            key = values.pop('term_key')
            values['term_id'] = self.env['encoach.term']._find_by_key(entity, key).id

    # ACTIONS

    def action_submit(self):
        """Hand the note in for review, the first time or again; needs the author's authority."""
        self.check_access('read')
        self._check_author()
        self._check_teacher_authority()
        return self._move('submitted', EDITABLE, submitted_at=fields.Datetime.now())

    def action_approve(self, remark=None):
        """Accept a submitted note, perhaps with a remark; for entity administrators."""
        self._check_reviewer()
        values = {} if remark is None else {'remark': remark}
        return self._move('approved', ('submitted',), reviewed_at=fields.Datetime.now(), **values)

    def action_return(self, remark=None):
        """Give a submitted note back to its author; for entity administrators.

        :param str remark: what he is to change; left out, the one written on the note
        :raise InvalidInput: without a remark
        """
        self._check_reviewer()
        for note in self:
            text = (note.remark if remark is None else remark) or ''
            if not text.strip():
                message = self.env._("remark: say what is to be changed.")
                raise InvalidInput(message, 'remark', reason='required')
            note._move(
                'returned', ('submitted',), reviewed_at=fields.Datetime.now(), remark=text.strip()
            )
        return True

    def _move(self, target, sources, **values):
        """Change the state; a note that is there already stays as it is.

        As superuser, because nobody may write states: the caller has been checked.

        :raise Conflict: for a note that is in another state than ``sources``
        """
        pending = self.filtered(lambda note: note.state != target)
        for note in pending:
            if note.state not in sources:
                states = dict(self._fields['state']._description_selection(self.env))
                message = self.env._(
                    "A lesson note that is %(state)s cannot become %(target)s.",
                    state=states[note.state].lower(),
                    target=states[target].lower(),
                )
                raise Conflict(message, 'state', reason='wrong_state')
        pending.sudo().write({'state': target, **values})
        return True

    def _check_reviewer(self):
        self.check_access('write')
        if not self._is_reviewer():
            raise Forbidden(self.env._("Lesson notes are reviewed by a school administrator."))

    # ACCESS

    @public
    def explain_access(self, teacher_id=None):
        """Tell why a teacher has authority over this note, or has none.

        :param int teacher_id: a teacher of this entity; left out, the caller himself
        :return: ``{'teacher_id', 'allowed', 'rule', 'explanation', 'may_read'}``; the rule is
            ``class_teacher``, ``subject_teacher`` or ``none``
        :raise Forbidden: for somebody else, unless the caller is an administrator
        """
        self.ensure_one()
        self.check_access('read')
        Teacher = self.env['encoach.teacher']
        if teacher_id is None:
            teacher = Teacher._get_own(self.entity_id)
            if not teacher:
                message = self.env._("teacher_id: say which teacher.")
                raise InvalidInput(message, 'teacher_id', reason='required')
        else:
            teacher = Teacher._browse_in_entity(
                [teacher_id], self.entity_id, 'teacher_id', archived=True
            )
        if not self._is_reviewer() and teacher.user_id != self.env.user:
            message = self.env._("Ask about yourself, or ask an administrator.")
            raise Forbidden(message, 'teacher_id', reason='not_yours')
        return self._describe_access(teacher)

    def _describe_access(self, teacher):
        rule, explanation = self._explain(teacher)
        role = teacher.user_id._get_encoach_role() if teacher.user_id else False
        is_administrator = role in ('entity_admin', 'platform_admin')
        if teacher == self.teacher_id:
            explanation += " " + self.env._("He is the author, who reads his own note always.")
        if is_administrator:
            explanation += " " + self.env._("As an administrator, he reads every note.")
        return {
            'teacher_id': teacher.id,
            'allowed': bool(rule),
            'rule': rule or 'none',
            'explanation': explanation,
            'may_read': bool(rule) or is_administrator or teacher == self.teacher_id,
        }
