import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.encoach_lms_core.tools import membership, sql


@tagged('encoach')
class TestMembershipPlan(BaseCase):
    def test_the_examples_in_the_docstrings_hold(self):
        for module in (membership, sql):
            with self.subTest(module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)
