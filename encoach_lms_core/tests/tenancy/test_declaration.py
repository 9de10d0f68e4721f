from unittest.mock import patch

from odoo.tests import TransactionCase, tagged


@tagged('encoach', 'post_install', '-at_install')
class TestDeclaration(TransactionCase):
    """What nothing can follow from is refused, with the model's name and what to write."""

    def assertRefused(self, model, *texts):
        with self.assertRaises(TypeError) as caught:
            self.env[model]._check_declaration()
        for text in (model, *texts):
            self.assertIn(text, str(caught.exception))

    def test_a_parent_that_is_none(self):
        for parent in ('nothing', 'section_id'):
            with patch.object(self.env.registry['encoach.batch'], '_entity_parent', parent):
                self.assertRefused('encoach.batch', parent, 'required=True, check_entity=True')

    def test_a_link_whose_entity_would_be_set_to_nothing(self):
        field = self.env['encoach.batch']._fields['term_id']
        with patch.object(field, 'ondelete', 'set null'):
            self.assertRefused('encoach.batch', 'term_id', "ondelete='restrict'")

    def test_every_table_of_a_school_has_its_entity(self):
        names = self.env['encoach.entity.mixin']._get_tenant_models()
        self.assertNotIn('res.partner', names)
        self.env.cr.execute(
            """
            SELECT table_name FROM information_schema.columns
             WHERE column_name = 'entity_id' AND is_nullable = 'NO' AND table_name LIKE 'encoach%%'
            """
        )
        tables = {table for (table,) in self.env.cr.fetchall()}
        self.assertLessEqual({self.env[name]._table for name in names}, tables)
        self.assertGreater(len(names), 18)
