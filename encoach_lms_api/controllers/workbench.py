from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS
from ..schemas.access import AccessExplanation, AccessQuery
from ..schemas.common import Page
from ..schemas.workbench import (
    DifferenceList,
    DifferenceQuery,
    DifferencesSettled,
    DifferencesToSettle,
    OperationPlan,
    OperationQuery,
    PlanToApply,
    PlanToMake,
    RecordedOperation,
    UndoRequest,
)
from .resource import find, show, show_page


class WorkbenchController(Controller):
    """Changes of many rows, which are told beforehand and can be taken back."""

    @api_route(
        '/plans',
        methods=['POST'],
        body=PlanToMake,
        answer=OperationPlan,
        status=201,
        roles=ADMINISTRATORS,
    )
    def create_plan(self, body):
        """Tell what a change would do, to whom and why; nothing is changed."""
        params = body.values()
        kind, entity_id = params.pop('kind'), params.pop('entity_id', None)
        return self._show(self.env['encoach.operation'].plan(kind, params, entity_id))

    @api_route('/plans/<record_id:plan_id>', answer=OperationPlan, roles=ADMINISTRATORS)
    def show_plan(self, plan_id):
        """Show a plan with its lines."""
        return self._show(find(self.env['encoach.operation'], plan_id).describe())

    @api_route(
        '/plans/<record_id:plan_id>/apply',
        methods=['POST'],
        body=PlanToApply,
        answer=OperationPlan,
        roles=ADMINISTRATORS,
    )
    def apply_plan(self, plan_id, body):
        """Do what a plan says, once.

        409 `stale_plan` when something it was made of has changed, with what differs in `errors`
        (`no_longer` and `new` lines); 409 `used_plan` when it was applied already.
        """
        plan = find(self.env['encoach.operation'], plan_id)
        return self._show(plan.apply(body.hash, body.confirm_removals))

    @api_route(
        '/operations',
        query=OperationQuery,
        answer=Page[RecordedOperation],
        roles=ADMINISTRATORS,
    )
    def list_operations(self, query):
        """List what was done, the last first, also without a plan."""
        done = [('state', '!=', 'planned')]
        model = self.env['encoach.operation']
        return show_page(model, query, RecordedOperation, done, 'applied_at DESC, id DESC')

    @api_route('/operations/<record_id:operation_id>', answer=OperationPlan, roles=ADMINISTRATORS)
    def show_operation(self, operation_id):
        """Show what was done, with its lines."""
        return self._show(find(self.env['encoach.operation'], operation_id).describe())

    @api_route(
        '/operations/<record_id:operation_id>/undo',
        methods=['POST'],
        body=UndoRequest,
        answer=OperationPlan,
        status=201,
        roles=ADMINISTRATORS,
    )
    def undo_operation(self, operation_id, body):
        """Take back what was done; whatever somebody touched since stays, and is named.

        409 `conflict` for what is undone already, and for an undo itself.
        """
        operation = find(self.env['encoach.operation'], operation_id)
        return self._show(operation.undo(body.dry_run))

    @api_route('/drift', query=DifferenceQuery, answer=DifferenceList, roles=ADMINISTRATORS)
    def list_drift(self, query):
        """List where batches differ from the rosters and homeroom teachers, and why."""
        items = self.env['encoach.operation'].get_drift(**query.model_dump())
        return {'items': items, 'total': len(items)}

    @api_route(
        '/drift/settle',
        methods=['POST'],
        body=DifferencesToSettle,
        answer=DifferencesSettled,
        roles=ADMINISTRATORS,
    )
    def settle_drift(self, body):
        """Settle differences; what is put in or taken out can be undone."""
        items = [
            {'batch_id': body.batch_id, name: id_}
            for name, ids in (('student_id', body.student_ids), ('teacher_id', body.teacher_ids))
            for id_ in ids
        ]
        return {'settled': self.env['encoach.operation'].settle_drift(body.action, items)}

    @api_route('/access', query=AccessQuery, answer=AccessExplanation, roles=ADMINISTRATORS)
    def explain_access(self, query):
        """Tell which rule lets somebody read or change a record, in words."""
        return self.env['encoach.access']._explain_one(query.records(), query.user_id)

    def _show(self, told):
        """Return an operation that was told, as its schema has it."""
        record = self.env['encoach.operation'].browse(told['id'])
        own = ('confirm_removals', 'lines')
        return {
            **show(record, RecordedOperation),
            'hash': told['digest'],
            **{name: told[name] for name in own},
        }
