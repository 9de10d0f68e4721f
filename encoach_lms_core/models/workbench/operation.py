import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import InvalidInput, StalePlan, UsedPlan
from .lines import ACTIONS, compare, count, make_digest, parse, wants_confirmation

KINDS = [
    ('assign', "Courses assigned"),
    ('split', "Classroom split"),
    ('roster', "Roster"),
    ('faculty', "Homeroom teachers"),
    ('batch_students', "Students of batches"),
    ('batch_teachers', "Teachers of batches"),
    ('detach', "Course taken off"),
    ('archive', "Archived"),
    ('keep', "Difference kept"),
    ('rollover', "Rollover"),
    ('transfer', "Transfer"),
    ('undo', "Undone"),
]
#: whose ids a parameter holds
MODELS = {
    'classroom_ids': 'encoach.classroom',
    'to_classroom_id': 'encoach.classroom',
    'batch_ids': 'encoach.batch',
    'course_ids': 'encoach.course',
    'section_id': 'encoach.course.section',
    'section_ids': 'encoach.course.section',
    'student_ids': 'encoach.student',
    'teacher_ids': 'encoach.teacher',
}
#: how long a plan is kept that nobody uses
PLAN_DAYS = 7
STATES = [('planned', "Planned"), ('applied', "Done"), ('undone', "Undone")]


class EncoachOperation(models.Model):
    """A change of many rows: planned, done, or undone.

    A plan tells beforehand what becomes of each row, and is applied once, as it was told or not at
    all. What is done without a plan is recorded as an operation, too. Entity administrators read
    operations; nobody writes them but the methods below, so that the history is what happened.
    """

    _name = 'encoach.operation'
    _description = "Operation"
    _inherit = ['encoach.entity.mixin']
    _rec_name = 'subject'
    _order = 'id desc'
    _immutable_fields = ('undo_of_id',)

    # what
    kind = fields.Selection(KINDS, required=True, readonly=True)
    subject = fields.Char(readonly=True, help="What it is about, such as a classroom.")
    params = fields.Json(readonly=True, help="What was asked for.")
    lines = fields.Json(readonly=True, help="What becomes of each row.")
    digest = fields.Char(readonly=True, help="Stands for all that was read and is to be done.")

    # how far
    state = fields.Selection(STATES, required=True, default='planned', readonly=True, index=True)
    applied_at = fields.Datetime(readonly=True)
    applied_uid = fields.Many2one(
        'res.users', string="Done by", ondelete='restrict', readonly=True, check_entity=True
    )
    undo_of_id = fields.Many2one(
        'encoach.operation',
        string="Undoes",
        ondelete='restrict',
        readonly=True,
        check_entity=True,
        index='btree_not_null',
    )

    # how much
    added = fields.Integer(default=0, readonly=True)
    kept = fields.Integer(default=0, readonly=True)
    skipped = fields.Integer(default=0, readonly=True)
    removed = fields.Integer(default=0, readonly=True)

    # PLANS

    @public
    @api.model
    def plan(self, kind, params, entity_id=None):
        """Store what a change would do, and change nothing.

        :param str kind: see `PARAMS`, where the parameters of each are
        :param dict params: what is asked for; what is None counts as left out
        :param int entity_id: needed only where no record among the parameters tells the school
        :return: the plan, as `describe` has it
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        """
        self.env['encoach.batch'].check_access('write')
        entity, params = self._read_params(kind, params, entity_id)
        draft = self._draft(kind, entity, params)
        subject = self._get_subject(entity, params)
        return self._store(kind, entity, params, draft.lines, subject).describe()

    @public
    def apply(self, digest, confirm_removals=None):
        """Do what a plan says, or nothing.

        :param str digest: the plan's, as it was told
        :param int confirm_removals: how many people leave, where that has to be confirmed
        :return: the operation, as `describe` has it
        :raise UsedPlan: for a plan that was applied already
        :raise StalePlan: when something it was made of has changed; it tells what differs
        :raise InvalidInput: when many would leave and their number was not given
        """
        self.ensure_one()
        self.env['encoach.batch'].check_access('write')
        self.check_access('read')
        self._carry_out_plan(digest, confirm_removals)
        return self.describe()

    def _carry_out_plan(self, digest, confirm_removals):
        entity, kind, params, lines, planned = self._use_up()
        self._claim_owners(params)
        draft = self._draft(kind, entity, params)
        fresh = make_digest(kind, params, draft.lines)
        if not planned == digest == fresh:
            raise StalePlan(
                self.env._("Something has changed since this was planned: look at it again."),
                self._tell_difference(*compare(lines, draft.lines)),
            )
        self._check_lines(lines)
        removals = 0 if kind == 'undo' else wants_confirmation(lines)
        if removals and (type(confirm_removals) is not int or confirm_removals != removals):
            message = self.env._(
                "confirm_removals: %s people would be removed; give their number to go on.",
                removals,
            )
            raise InvalidInput(message, 'confirm_removals', reason='unconfirmed')
        done = {'state': 'applied', 'applied_at': self.env.cr.now(), 'applied_uid': self.env.uid}
        # batches have got their ids
        done['lines'] = json.dumps(self._write_draft(entity, draft))
        self._update_rows(done, SQL('id = %s', self.id))
        if kind == 'undo':
            self._update_rows({'state': 'undone'}, SQL('id = %s', params['operation_id']))
        self.env.invalidate_all()

    def _use_up(self):
        """Take a plan for oneself: of several at once, one gets it, and Odoo runs the others again.

        :return: its school, kind, parameters, lines and digest
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                SELECT state, entity_id, kind, params, lines, digest
                  FROM encoach_operation WHERE id = %s FOR UPDATE
                """,
                self.id,
            ),
            log_exceptions=False,
        )
        state, entity_id, kind, params, lines, digest = self.env.cr.fetchone()
        if state != 'planned':
            raise UsedPlan(self.env._("This plan was used already: make a new one."))
        entity = self.env['encoach.entity'].browse(entity_id)
        return entity, kind, params, parse(lines), digest

    @api.model
    def _claim_owners(self, params):
        """Have plans about the same classrooms or batches go one after the other, see `_claim`."""
        for name in ('classroom_ids', 'batch_ids'):
            if params.get(name):
                self.env[MODELS[name]].browse(params[name])._claim()

    def _store(self, kind, entity, params, lines, subject, state='planned'):
        """Store a plan, or what was done."""
        now, done = self.env.cr.now(), state == 'applied'
        values = {
            'entity_id': entity.id,
            'kind': kind,
            'subject': subject,
            'params': json.dumps(params),
            'lines': json.dumps(lines),
            'digest': make_digest(kind, params, lines),
            'state': state,
            'applied_at': now if done else None,
            'applied_uid': self.env.uid if done else None,
            'undo_of_id': params.get('operation_id'),
            **count(lines),
        }
        tail = SQL('RETURNING id')
        rows = self._insert_rows({name: [value] for name, value in values.items()}, {}, tail)
        return self.browse(rows[0])

    # WITHOUT A PLAN

    def _carry_out(self, kind, entity, params, draft):
        """Do at once what a draft says, and record it; return its lines, with the ids of batches.

        Whatever changes nothing is not recorded. Access is the caller's business.
        """
        subject = self._get_subject(entity, params)  # read before the cache is emptied
        lines = self._write_draft(entity, draft)
        if any(line.changes for line in lines):
            self._store(kind, entity, params, lines, subject, 'applied')
        return lines

    # TELLING

    @public
    def describe(self):
        """Return an operation with its lines, for programs and dialogs.

        :return: ``{'id', 'kind', 'state', 'subject', 'digest', 'added', 'kept', 'skipped',
            'removed', 'confirm_removals', 'lines'}``; the lines as `_tell_lines` has them
        """
        self.ensure_one()
        self.check_access('read')
        lines = parse(self.lines or [])
        return {
            **{name: self[name] or None for name in ('id', 'kind', 'state', 'subject', 'digest')},
            **{name: self[name] for name in ACTIONS},
            'confirm_removals': 0 if self.kind == 'undo' else wants_confirmation(lines),
            'lines': self._tell_lines(lines),
        }

    @api.autovacuum
    def _drop_old_plans(self):
        """Forget plans that nobody has used for days."""
        old = fields.Datetime.subtract(fields.Datetime.now(), days=PLAN_DAYS)
        self.search([('state', '=', 'planned'), ('create_date', '<', old)]).unlink()

    # ACTIONS

    def action_undo(self):
        """Undo it (a button of the history); show what stayed, if anything did."""
        self.ensure_one()
        told = self.undo()
        if not any(line['action'] == 'kept' for line in told['lines']):
            return True
        return self.browse(told['id']).action_show()

    def action_show(self):
        """Open an operation with its lines."""
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'encoach_operation',
            'name': self.subject or '',
            'params': {'operation_id': self.id},
        }
