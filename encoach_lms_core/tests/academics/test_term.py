import psycopg2

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import EntityCase


@tagged('encoach')
class TestTerm(EntityCase):
    def test_a_key_is_unique_within_a_school(self):
        self.assertEqual(self.a.term.key, self.b.term.key)
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self.a.term.copy()

    def test_a_term_is_named_after_its_key_until_it_gets_a_name(self):
        self.assertEqual(self.a.term.name, '2026-T1')
        self.a.term.name = 'Autumn'
        self.assertEqual(self.a.term.name, 'Autumn')

    def test_a_term_cannot_end_before_it_starts(self):
        with self.assertRaises(ValidationError):
            self.a.term.write({'date_start': '2026-09-01', 'date_end': '2026-08-01'})

    def test_a_key_finds_the_term_of_the_right_school(self):
        Term = self.env['encoach.term']
        self.assertEqual(Term._get_or_create(self.a.entity, '2026-T1'), self.a.term)
        created = Term._get_or_create(self.a.entity, '2026-T2')
        self.assertEqual((created.entity_id, created.key), (self.a.entity, '2026-T2'))
