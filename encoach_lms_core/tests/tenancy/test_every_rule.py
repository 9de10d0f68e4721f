from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ..samples import SamplesCase

OPERATIONS = ('read', 'write', 'create', 'unlink')
#: what is visible inside its school beside the tenant models
SHARED = ('encoach.entity', 'res.partner', 'res.users')


@tagged('encoach', 'post_install', '-at_install')
class TestEveryRule(SamplesCase):
    """Each global rule keeps a user inside his school by itself (S0-36)."""

    def test_nothing_foreign_is_found_or_touched(self):
        """Only the rule decides: the user may do everything with the model otherwise."""
        count = 0
        for model in [*self._get_tenant_models(), *(self.env[name] for name in SHARED)]:
            with self.subTest(model=model._name), self.env.cr.savepoint() as savepoint:
                count += 1
                self.grant(model)
                self.drop_rules_of_parents(model)
                own, foreign = (s.samples[model._name] for s in (self.a, self.b))
                if model._transient:
                    self.open_as_admin(own | foreign)
                found = self.as_admin(model).with_context(active_test=False).search([])
                self.assertIn(own, found)
                self.assertNotIn(foreign, found)
                for operation in OPERATIONS:
                    self.assertTrue(self.as_admin(own).has_access(operation), operation)
                    with self.assertRaises(AccessError, msg=operation):
                        self.as_admin(foreign).check_access(operation)
                with self.assertRaises(AccessError):
                    self.as_admin(foreign).read(['create_date'])
                savepoint.rollback()
                self.env.registry.clear_cache()
        self.assertGreater(count, 22)

    def drop_rules_of_parents(self, model):
        """Remove the global rules that hide a record because of its contact."""
        parents = [('model_id.model', 'in', list(model._inherits)), ('groups', '=', False)]
        self.env['ir.rule'].search(parents).unlink()

    def open_as_admin(self, dialogs):
        """Make dialogs the administrator's own, or another rule would decide."""
        names = map(SQL.identifier, (dialogs._table, 'create_uid'))
        self.env.cr.execute(
            SQL('UPDATE %s SET %s = %s WHERE id = ANY(%s)', *names, self.a.admin.id, dialogs.ids)
        )
        dialogs.invalidate_recordset()

    def as_admin(self, records):
        return records.with_user(self.a.admin)

    def grant(self, model):
        """Let school administrators do everything with a model."""
        self.env['ir.model.access'].create(
            {
                'name': "everything",
                'model_id': self.env['ir.model']._get_id(model._name),
                'group_id': self.env.ref('encoach_lms_core.group_entity_admin').id,
                **{f'perm_{operation}': True for operation in OPERATIONS},
            }
        )
