"""``scripts/check_guards`` knows every guard there is, and tells when one is not missed.

The complete command takes minutes; here, one guard of each kind goes.
"""

import pytest

from odoo.tests import TransactionCase, tagged

from ..proof.guards import catalog, proofs


@tagged('post_install', '-at_install', 'encoach')
class TestCatalog(TransactionCase):
    """The catalog against the database and the whole registry."""

    def assertComplete(self, names, *kinds):
        found = [guard.name for guard in catalog.guards(self.env) if guard.kind in kinds]
        self.assertEqual(sorted(found), sorted(names))
        self.assertTrue(found)

    def names(self, statement):
        self.env.cr.execute(statement)
        return [name for (name,) in self.env.cr.fetchall()]

    def test_every_record_rule_of_ours(self):
        names = self.names(
            'SELECT ir_model_data.name FROM ir_model_data JOIN ir_rule ON ir_rule.id = res_id'
            " WHERE model = 'ir.rule' AND module LIKE 'encoach%'"
        )
        derived = self.env['encoach.entity.mixin']._get_tenant_models()
        self.assertComplete([*names, *derived], 'entity rule', 'role rule')

    def test_every_field_with_check_entity(self):
        names = [
            str(field)
            for model in self.env.registry.values()
            if not model._abstract
            for field in model._fields.values()
            if getattr(field, 'check_entity', False) and field.store
        ]
        self.assertComplete(names, 'link')

    def test_every_composite_key(self):
        names = self.names(
            # those say whose a row is; one of four columns says when its session is
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) > 1"
            " AND cardinality(conkey) < 4"
        )
        self.assertComplete(names, 'key', 'active key')

    def test_every_trigger(self):
        names = self.names(
            """
            SELECT CASE WHEN tgname ~ '^encoach_[12]_' THEN tgrelid::regclass || '.' ELSE '' END
                   || tgname
              FROM pg_trigger WHERE NOT tgisinternal
            """
        )
        self.assertComplete(names, 'trigger', 'history', 'stamp', 'wall link')

    def test_every_policy_that_is_not_open_to_all(self):
        names = self.names(
            "SELECT tablename || '.' || policyname FROM pg_policies"
            " WHERE (qual, with_check) IS DISTINCT FROM ('true', NULL)"
            " AND (qual, with_check) IS DISTINCT FROM (NULL, 'true')"
        )
        self.assertComplete(names, 'policy')

    def test_every_table(self):
        names = self.names(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p')"
        )
        self.assertComplete(names, 'grant')


@pytest.mark.parametrize('kind', catalog.KINDS)
def test_a_guard_that_is_gone_is_missed(kind):
    with proofs.prepared(kind) as proof:
        guard = next(guard for guard in catalog.guards(proof.env) if guard.kind == kind)
        assert proof.run(guard).failures
        assert not proof.run(guard, missing=False).failures, "it is back"
