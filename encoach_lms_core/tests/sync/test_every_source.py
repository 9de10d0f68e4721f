from odoo.tests import tagged
from odoo.tools import SQL

from ...models.sync.change_log import SOURCES
from ..samples import SamplesCase


@tagged('encoach', 'post_install', '-at_install')
class TestEverySource(SamplesCase):
    """Each trigger alone keeps its kind of change in the log (S2-06 to S2-10)."""

    def log(self):
        """Return the operations that were logged since the last call, by record."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL('DELETE FROM encoach_sync_change RETURNING model, record_id, operation')
        )
        return {(name, id_): operation for name, id_, operation in self.env.cr.fetchall()}

    def run_on(self, statement, record):
        self.env.cr.execute(SQL(statement, SQL.identifier(record._table), record.id))

    def test_every_event_is_logged(self):
        for name, table in SOURCES.items():
            model = self.model_of(table)
            with self.subTest(source=model), self.env.cr.savepoint() as savepoint:
                self.log()
                record = self.env[model].create(self.a.samples.values(model))
                self.assertEqual(self.log().get((name, record.id)), 'created')
                self.run_on('UPDATE %s SET write_date = now() WHERE id = %s', record)
                self.assertEqual(self.log().get((name, record.id)), 'changed')
                self.env['encoach.sync.log']._backfill(name, table)
                self.run_on('DELETE FROM %s WHERE id = %s', record)
                self.assertEqual(self.log().get((name, record.id)), 'deleted')
                savepoint.rollback()

    def model_of(self, table):
        """Return the name of the model whose records a table holds."""
        (model,) = (model._name for model in self._get_tenant_models() if model._table == table)
        return model
