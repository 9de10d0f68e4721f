import psycopg2

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..samples import SamplesCase
from .keys import drop_keys_of, get_declared_keys


@tagged('encoach', 'post_install', '-at_install')
class TestEveryKey(SamplesCase):
    """Each composite key of the database refuses a mixed link by itself, even to raw SQL."""

    @mute_logger('odoo.sql_db')
    def test_raw_sql_cannot_mix(self):
        """Only this key decides: the others on the same column are gone for the moment."""
        count = 0
        for model in self._get_tenant_models():
            for name, key in get_declared_keys(model):
                with self.subTest(key=name), self.env.cr.savepoint() as savepoint:
                    count += 1
                    drop_keys_of(model, key['column'], keep=name)
                    with self.assertRaises(psycopg2.errors.ForeignKeyViolation) as caught:
                        self.mix(self.a.samples[model._name], key)
                    self.assertEqual(caught.exception.diag.constraint_name, name)
                    savepoint.rollback()
        self.assertGreater(count, 25)

    def mix(self, record, key):
        """Point a record at one that does not share with it what the key says they share."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s AS record SET %(column)s = (
                    SELECT target.%(key)s FROM %(target)s AS target
                     WHERE target.%(shared_target)s != record.%(shared)s
                     ORDER BY target.%(key)s DESC LIMIT 1)
                 WHERE id = %(id)s
                """,
                table=SQL.identifier(record._table),
                column=SQL.identifier(key['column']),
                key=SQL.identifier(key['key']),
                target=SQL.identifier(key['table']),
                shared_target=SQL.identifier(key['target']),
                shared=SQL.identifier(key['shared']),
                id=record.id,
            )
        )
        self.assertEqual(self.env.cr.rowcount, 1)
