from odoo import api, fields, models

from ...exceptions import Conflict, Forbidden, InvalidInput
from .lesson_authority import Key

STATES = [
    ('draft', "Draft"),
    ('submitted', "Submitted"),
    ('approved', "Approved"),
    ('returned', "Returned"),
]
#: the states in which the author may change a note
EDITABLE = ('draft', 'returned')
#: what the author writes, and what only the methods of lesson_note_review.py do
CONTENT = {'course_id', 'term_id', 'date', 'title', 'objectives', 'body'}
#: what a teacher's authority is over
AUTHORITY = ('teacher_id', 'classroom_id', 'course_id', 'term_key')
REVIEW = {'state', 'submitted_at', 'reviewed_at'}


class EncoachLessonNote(models.Model):
    """A teacher's note of a lesson: draft, submitted, then approved or returned with a remark.

    Who may write one, and who reads which, is decided by `encoach.lesson.authority`: the author
    needs authority over the course in the classroom and term whenever he writes or submits; a
    teacher reads his own notes and those he has authority over. Entity administrators read all of
    them, review them, and may write on behalf of a teacher who has authority. Students see none.
    """

    _name = 'encoach.lesson.note'
    _description = "Lesson note"
    _inherit = ['encoach.entity.mixin', 'mail.thread']
    _rec_name = 'title'
    _order = 'date desc, id desc'
    _entity_parent = 'classroom_id'
    _immutable_fields = ('teacher_id',)
    _mail_post_access = 'read'

    # what it is about
    classroom_id = fields.Many2one(
        'encoach.classroom', required=True, index=True, ondelete='restrict', check_entity=True
    )
    course_id = fields.Many2one(
        'encoach.course', required=True, index=True, ondelete='restrict', check_entity=True
    )
    term_id = fields.Many2one(
        'encoach.term',
        required=True,
        index=True,
        ondelete='restrict',
        check_entity=True,
        compute='_compute_term_id',
        store=True,
        readonly=False,
        precompute=True,
    )
    teacher_id = fields.Many2one(
        'encoach.teacher',
        string="Author",
        required=True,
        index=True,
        ondelete='restrict',
        check_entity=True,
        compute='_compute_teacher_id',
        store=True,
        readonly=False,
        precompute=True,
    )
    date = fields.Date(
        compute='_compute_date',
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The day of the lesson, or the first day of its week.",
    )

    # content
    title = fields.Char(required=True)
    objectives = fields.Text()
    body = fields.Text(string="Lesson")
    attachment_ids = fields.One2many(
        'ir.attachment',
        'res_id',
        string="Attachments",
        domain=[('res_model', '=', 'encoach.lesson.note'), ('res_field', '=', False)],
    )

    # review
    state = fields.Selection(
        STATES, required=True, default='draft', readonly=True, copy=False, index=True, tracking=True
    )
    remark = fields.Text(copy=False, tracking=True, help="What the reviewer asks for.")
    submitted_at = fields.Datetime(readonly=True, copy=False)
    reviewed_at = fields.Datetime(readonly=True, copy=False)

    # what the caller may do
    is_covered = fields.Boolean(
        compute='_compute_is_covered',
        search='_search_is_covered',
        help="Whether the caller has authority over it as a teacher.",
    )
    may_edit = fields.Boolean(compute='_compute_may')
    may_review = fields.Boolean(compute='_compute_may')

    # COMPUTES

    @api.depends('classroom_id')
    def _compute_term_id(self):
        """Suggest the term of today."""
        for note in self.filtered('classroom_id'):
            entity = note.classroom_id.entity_id
            note.term_id = note.term_id or self.env['encoach.term']._get_of_today(entity)

    @api.depends('classroom_id')
    def _compute_teacher_id(self):
        """The author is the caller, as a teacher of the classroom's school."""
        for entity, notes in self.grouped(lambda note: note.classroom_id.entity_id).items():
            own = self.env['encoach.teacher']._get_own(entity) if entity else False
            for note in notes:
                note.teacher_id = note.teacher_id or own

    @api.depends('classroom_id')
    def _compute_date(self):
        for note in self:
            entity = note.classroom_id.entity_id
            note.date = note.date or (entity._today() if entity else False)

    @api.depends('classroom_id', 'course_id', 'term_id')
    @api.depends_context('uid')
    def _compute_is_covered(self):
        covered = self._search([('id', 'in', self.ids), ('is_covered', '=', True)])
        ids = set(covered.get_result_ids())
        for note in self:
            note.is_covered = note._origin.id in ids

    def _search_is_covered(self, operator, value):
        if operator != 'in':
            return NotImplemented
        covered = self.env['encoach.lesson.authority']._get_readable_notes()
        return [('id', 'in' if True in value else 'not in', covered)]

    @api.depends('state', 'teacher_id.user_id')
    @api.depends_context('uid')
    def _compute_may(self):
        is_reviewer = self._is_reviewer()
        for note in self:
            is_author = note.teacher_id.user_id == self.env.user
            note.may_edit = note.state in EDITABLE and (is_reviewer or is_author or not note.id)
            note.may_review = note.state == 'submitted' and is_reviewer

    # CHECKS

    @api.constrains('teacher_id', 'classroom_id', 'course_id', 'term_id')
    def _check_teacher_authority(self):
        """Deny unless the author has authority over the course in this classroom and term."""
        keys = {note: note._get_key() for note in self}
        decisions = self.env['encoach.lesson.authority']._decide(keys.values())
        for note, key in keys.items():
            if not decisions[key]:
                reason = note._explain(note.teacher_id)[1]
                raise Forbidden(reason, AUTHORITY, reason='no_authority')

    def _get_key(self):
        return Key(self.teacher_id.id, self.classroom_id.id, self.course_id.id, self.term_id.id)

    def _explain(self, teacher):
        """Return the rule that decides about a teacher and this note, and the reason in words."""
        Authority = self.env['encoach.lesson.authority']
        return Authority._explain(teacher, self.classroom_id, self.course_id, self.term_id)

    def _is_reviewer(self):
        return self.env.su or self.env.user._has_group('encoach_lms_core.group_entity_admin')

    def _check_author(self):
        """Let a teacher write in nobody else's name."""
        if not self._is_reviewer() and self.teacher_id.user_id != self.env.user:
            message = self.env._("A lesson note is written by its author.")
            raise Forbidden(message, 'teacher_id', reason='not_yours')

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        notes = super().create(vals_list)
        if not self.env.su and any(note.state != 'draft' for note in notes):
            message = self.env._("A new lesson note is a draft.")
            raise InvalidInput(message, 'state', reason='not_a_draft')
        notes._check_author()
        return notes

    def write(self, vals):
        self._check_writable(vals)
        res = super().write(vals)
        if CONTENT & vals.keys() and not self.env.su:
            self._check_teacher_authority()
        return res

    def _check_writable(self, vals):
        """Keep what is under review as it is; states change by the methods below only."""
        if self.env.su:
            return
        if REVIEW & vals.keys():
            message = self.env._("Submit, approve or return the lesson note instead.")
            raise InvalidInput(message, sorted(REVIEW & vals.keys()), reason='unchangeable')
        if CONTENT & vals.keys() and any(note.state not in EDITABLE for note in self):
            message = self.env._("A lesson note that is submitted or approved cannot be changed.")
            raise Conflict(message, sorted(CONTENT & vals.keys()), reason='under_review')
        is_reviewed = all(note.may_review for note in self)
        if 'remark' in vals and not is_reviewed:
            message = self.env._("Remarks are written by who reviews the lesson note.")
            raise Forbidden(message, 'remark', reason='not_yours')

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(note.state != 'draft' for note in self):
            message = self.env._("Only a draft can be deleted.")
            raise InvalidInput(message, 'state', reason='not_a_draft')
