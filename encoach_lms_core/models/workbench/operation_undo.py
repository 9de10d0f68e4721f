from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...door import public
from ...exceptions import Conflict
from . import rows
from .lines import Line, parse
from .operation_kinds import Draft

#: what has to be active for a row to come back, by the kind of the row
MEMBERS = {
    'roster': 'encoach_student',
    'placement': 'encoach_student',
    'homeroom': 'encoach_teacher',
    'batch_teacher': 'encoach_teacher',
}

#: what is written for many reasons that leave it as it was, such as another name
RECORDS = frozenset({'batch', 'term', 'student', 'teacher', 'classroom', 'course_record'})


class EncoachOperation(models.Model):
    """Undoing is an operation of its own: rows that are as the operation left them go back.

    Whatever somebody touched since stays, and is named.
    """

    _inherit = 'encoach.operation'

    @public
    def undo(self, dry_run=False):
        """Take back what an operation did.

        :param bool dry_run: only plan it
        :return: the operation that undoes it, as `describe` has it
        :raise Conflict: for what was not done, or was undone already, or is an undo itself
        """
        self.ensure_one()
        self.env['encoach.batch'].check_access('write')
        self.check_access('read')
        entity, params = self.entity_id, {'operation_id': self.id}
        draft = self._draft('undo', entity, params)
        plan = self._store('undo', entity, params, draft.lines, self.subject)
        return plan.describe() if dry_run else plan.apply(plan.digest)

    @api.model
    def _draft_undo(self, entity, params):
        operation = self.browse(params['operation_id'])
        if operation.kind == 'undo':
            message = self.env._("What was undone is done again by doing it again.")
            raise Conflict(message)
        if operation.state != 'applied':
            message = self.env._("There is nothing to undo: it was not done, or is undone already.")
            raise Conflict(message)
        changed = [line for line in parse(operation.lines) if line.changes]
        reasons = operation._find_obstacles(changed)
        return Draft(
            [self._reverse(line, reasons.get(line.key)) for line in changed], {}, back=True
        )

    @api.model
    def _reverse(self, line, obstacle):
        """Return the line that takes a line back, or leaves it because of an obstacle."""
        action = 'removed' if line.action == 'added' else 'added'
        return Line(
            *line.key,
            'kept' if obstacle else action,
            obstacle or 'undone',
            line.after,
            {'before': line.before, 'detail': line.detail},
        )

    # WHAT STAYS

    def _find_obstacles(self, lines):
        """Return ``{key: reason}`` of the rows of this operation that cannot go back."""
        self.env.flush_all()
        states = rows.read(self.env, [line.key for line in lines])
        touched, written = self._read_journal({line.key for line in lines})
        reasons = {}
        for line in lines:
            state, when = states[line.key]
            mine = written.get(line.key, self.applied_at)
            rewritten = line.what not in RECORDS and when and when != mine
            if bool(state) != bool(line.after) or touched[line.key] or rewritten:
                reasons[line.key] = 'changed_since'
        for find in (self._find_archived, self._find_enrollments, self._find_used):
            going = [line for line in lines if line.key not in reasons]
            reasons |= find(going)
        return reasons

    def _read_journal(self, keys):
        """Return what other operations did to rows since.

        Whoever undid one of those has put its rows back to what they were before it.

        :return: ``{key: ids of operations}`` and ``{key: when an undo wrote it}``
        """
        touched, written = defaultdict(set), {}
        later = self.search_fetch(
            [
                ('id', '!=', self.id),
                ('entity_id', '=', self.entity_id.id),
                ('applied_at', '>=', self.applied_at.replace(microsecond=0)),
                ('state', '!=', 'planned'),
            ],
            ['lines', 'kind', 'undo_of_id', 'applied_at'],
            order='applied_at, id',
        )
        for operation in later.filtered(lambda other: other._comes_after(self)):
            for line in parse(operation.lines):
                if line.changes and line.key in keys:
                    if operation.kind == 'undo':
                        touched[line.key].discard(operation.undo_of_id.id)
                        written[line.key] = operation.applied_at
                    else:
                        touched[line.key].add(operation.id)
        return touched, written

    def _comes_after(self, other):
        """Return whether this was done after another, and is not what undoes that."""
        later = (self.applied_at, self.id) > (other.applied_at, other.id)
        return later and self.undo_of_id != other

    @api.model
    def _find_archived(self, lines):
        """Nobody who is archived comes back."""
        reasons = {}
        for table in sorted({*MEMBERS.values()}):
            back = [
                line
                for line in lines
                if line.action == 'removed' and MEMBERS.get(line.what) == table
            ]
            statement = SQL(
                'SELECT id FROM %s WHERE id = ANY(%s) AND active',
                SQL.identifier(table),
                [line.member for line in back],
            )
            active = {id_ for (id_,) in self.env.execute_query(statement)} if back else set()
            # and those who come back themselves
            active |= {line.owner for line in lines if rows.ROWS[line.what].table == table}
            reasons |= {line.key: 'archived' for line in back if line.member not in active}
        return reasons

    @api.model
    def _find_enrollments(self, lines):
        """Nobody stays in a batch of a course that he takes no more, nor comes back into one."""
        taken = {line.key for line in lines if line.what == 'enrollment'}
        if not taken and not any(line.what == 'placement' for line in lines):
            return {}
        places = [line for line in lines if line.what == 'placement']
        leaving = {line.key[1:] for line in places if line.action == 'added'}
        back = [line for line in places if line.action == 'removed']
        statement = SQL(
            """
            SELECT batch.id, batch.course_id, line.student_id, line.active, enrollment.active
              FROM encoach_batch_enrollment AS line
              JOIN encoach_batch AS batch ON batch.id = line.batch_id
              LEFT JOIN encoach_course_enrollment AS enrollment
                ON enrollment.course_id = batch.course_id
               AND enrollment.student_id = line.student_id
             WHERE line.student_id = ANY(%s)
            """,
            sorted({line.member for line in lines if line.what in ('placement', 'enrollment')}),
        )
        reasons = {}
        returning = {line.key[1:] for line in back}
        for batch_id, course_id, student_id, is_placed, is_taken in self.env.execute_query(
            statement
        ):
            enrollment = 'enrollment', course_id, student_id
            pair = batch_id, student_id
            if pair in returning and not is_taken and enrollment not in taken:
                reasons[('placement', *pair)] = 'not_enrolled'
            if is_placed and pair not in leaving and enrollment in taken:
                reasons[enrollment] = 'in_use'
        return reasons

    @api.model
    def _find_used(self, lines):
        """A batch or term that something else needs stays."""
        batches = [line.owner for line in lines if line.what == 'batch' and line.before is None]
        leaving = [line.key for line in lines if line.what in ('placement', 'batch_teacher')]
        reasons = dict.fromkeys(
            [('batch', id_, None) for id_ in self._find_users('encoach.batch', batches, leaving)],
            'in_use',
        )
        terms = [line.owner for line in lines if line.what == 'term']
        going = [('batch', id_, None) for id_ in batches if ('batch', id_, None) not in reasons]
        used = self._find_users('encoach.term', terms, going)
        return reasons | dict.fromkeys([('term', id_, None) for id_ in used], 'in_use')

    @api.model
    def _find_users(self, model, ids, leaving):
        """Return those of the ids that a row points at which is not leaving: one statement."""
        if not ids:
            return set()
        parts = [
            SQL("SELECT res_id FROM mail_message WHERE model = %s AND res_id = ANY(%s)", model, ids)
        ]
        for field in self._get_links(model):
            table, column = self.env[field.model_name]._table, SQL.identifier('line', field.name)
            gone = [key for key in leaving if rows.ROWS[key[0]].table == table]
            known = (
                SQL('NOT (%s)', rows.of_pairs(rows.ROWS[gone[0][0]], gone)) if gone else SQL('TRUE')
            )
            parts.append(
                SQL(
                    'SELECT %s FROM %s AS line WHERE %s = ANY(%s) AND %s',
                    *(column, SQL.identifier(table), column, ids, known),
                )
            )
        return {id_ for (id_,) in self.env.execute_query(SQL(' UNION ').join(parts))}

    @api.model
    def _get_links(self, model):
        """Return the stored many2one fields of lasting records that lead to a model."""
        return [
            field
            for name, other in sorted(self.env.registry.items())
            if not (other._abstract or other._transient) and other._auto
            for field in other._fields.values()
            if field.type == 'many2one' and field.store and field.comodel_name == model
            if field.model_name == name
        ]
