"""The registry keeps the rules of tenancy: a new model that breaks one fails the build."""

import inspect

from odoo import models
from odoo.tests import TransactionCase, tagged

from odoo.addons.encoach_lms_core.door.marks import PLATFORM_MARK
from odoo.addons.encoach_lms_core.tests.tenancy.keys import get_declared_keys

MIXIN = 'encoach.entity.mixin'

# Models of ours that belong to no entity: the entity itself, and what signing in needs.
WITHOUT_ENTITY = {
    'encoach.entity',
    'encoach.entity.setup',
    'encoach.api.answer',
    'encoach.api.token',
    'encoach.login.attempt',
    'encoach.login.place',
    'encoach.password.request',
}

# Models of Odoo that hold people of schools.
SHARED = {'res.users', 'res.partner'}


@tagged('post_install', '-at_install', 'encoach')
class TestTenancy(TransactionCase):
    def _our_models(self):
        """Yield the models of our addons that have a table, those of dialogs too."""
        for name, model in sorted(self.env.registry.items()):
            if name.startswith('encoach.') and not model._abstract:
                yield self.env[name]

    def _tenant_models(self):
        return [model for model in self._our_models() if model._name not in WITHOUT_ENTITY]

    def _links(self, model):
        """Yield the stored relational fields of ours that lead to records of schools."""
        targets = SHARED | {tenant._name for tenant in self._tenant_models()}
        for field in model._fields.values():
            if (
                field.type in ('many2one', 'many2many')
                and field.store
                and field.comodel_name in targets
                and field.name not in models.MAGIC_COLUMNS
            ):
                yield field

    def test_every_model_belongs_to_an_entity(self):
        names = {model._name for model in self._our_models()}
        self.assertGreater(len(names), 10)
        for model in self._tenant_models():
            with self.subTest(model._name):
                self.assertTrue(issubclass(type(model), self.env.registry[MIXIN]))
                field = model._fields['entity_id']
                self.assertTrue(field.store and field.required and field.index)

    def test_a_child_takes_the_entity_of_a_parent_that_never_changes(self):
        for model in self._tenant_models():
            with self.subTest(model._name):
                immutable = model._get_immutable_fnames()
                self.assertIn('entity_id', immutable)
                related = model._fields['entity_id'].related
                parent = model._entity_parent
                self.assertEqual(related, f'{parent}.entity_id' if parent else None)
                self.assertIn(parent or 'entity_id', immutable)
                links = [field.name for field in self._links(model) if field.required]
                self.assertTrue(
                    parent or not set(links) - set(model._inherits.values()),
                    f"{model._name}: write _entity_parent = one of {links}",
                )

    def test_every_model_has_one_global_rule(self):
        for model in self._tenant_models():
            with self.subTest(model._name):
                self.assertTrue(model._entity_rule, f"{model._name}: leave out _entity_rule")
                # a person and his contact are of one school: the contact's index is of use, too
                links = ['entity_id', *(f'{link}.entity_id' for link in model._inherits.values())]
                self.assertEqual(model._get_entity_rule_fnames(), links)
                # and nothing else is said to everybody
                rules = self.env['ir.rule'].search(
                    [('model_id.model', '=', model._name), ('groups', '=', False)]
                )
                self.assertFalse(rules, f"{model._name}: its global rule is derived")

    def test_every_link_inside_a_school_is_checked(self):
        count = 0
        for model in self._tenant_models():
            for field in self._links(model):
                with self.subTest(str(field)):
                    self.assertTrue(
                        getattr(field, 'check_entity', False), f"{field}: write check_entity=True"
                    )
                    count += 1
        self.assertGreaterEqual(count, 20)

    def test_every_many2one_inside_a_school_has_a_composite_key_in_the_database(self):
        for model in self._tenant_models():
            if model._transient:
                continue
            keys = {
                (key['column'], key['table'])
                for _name, key in get_declared_keys(model)
                if key['shared'] == key['target'] == 'entity_id'
            }
            for field in self._links(model):
                if field.type == 'many2one' and field.comodel_name != 'res.users':
                    table = self.env[field.comodel_name]._table
                    with self.subTest(str(field)):
                        self.assertIn((field.name, table), keys)

    def test_every_declared_constraint_and_index_exists(self):
        """Odoo only logs a warning when it cannot create one."""
        self.env.cr.execute(
            'SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes'
        )
        present = {name for (name,) in self.env.cr.fetchall()}
        for model in self._our_models():
            for obj in model._table_objects.values():
                with self.subTest(obj.full_name(model)):
                    self.assertIn(obj.full_name(model), present)

    def _own_methods(self, model):
        """Return ``(name, function)`` of the public methods that Odoo does not have."""
        ours = {}
        for cls in reversed(inspect.getmro(model)):
            is_ours = cls.__module__.startswith('odoo.addons.encoach_')
            for name, function in vars(cls).items():
                if inspect.isfunction(function) and not name.startswith('_'):
                    first, _last = ours.get(name, (is_ours, None))
                    ours[name] = first, function
        return [
            (name, function)
            for name, (is_ours, function) in ours.items()
            if is_ours and not getattr(function, '_api_private', False)
        ]

    def test_the_methods_callable_over_rpc_are_those_that_are_meant(self):
        listed = self.env['encoach.door']._get_list()
        count = 0
        for name, model in self.env.registry.items():
            for method, function in self._own_methods(model):
                with self.subTest(f'{name}.{method}'):
                    meant = method in listed.get(name, ())
                    self.assertTrue(
                        meant or getattr(function, PLATFORM_MARK, False),
                        f"{name}.{method}: begin its name with an underscore, or mark it @public"
                        " or @platform (encoach_lms_core/door)",
                    )
                    count += 1
        self.assertGreater(count, 30)
