import doctest

from odoo.tests import tagged

from ...models.workbench import lines
from ...tools import spread
from ..common import EntityCase


@tagged('encoach')
class TestLines(EntityCase):
    def test_the_examples_in_the_code(self):
        for module in (lines, __import__(spread.__module__, fromlist=['x'])):
            found = doctest.testmod(module)
            self.assertGreater(found.attempted, 3)
            self.assertEqual(found.failed, 0)
