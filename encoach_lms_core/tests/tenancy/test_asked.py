from odoo.exceptions import AccessError
from odoo.service import model as service
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.rpc.controllers import json2

from ...door import verbs
from ..common import EntityCase
from .asked import ASKED

#: a few of some ten thousand, of every kind; `test_door` tries all of them
UNASKED = """
    mail.thread.message_process encoach.student.export_data encoach.student.message_post
    encoach.student.with_user res.partner.signup_prepare res.users.write ir.cron.search_read
    ir.config_parameter.get_param encoach.api.token.search_read
"""


@tagged('post_install', '-at_install', 'encoach')
class TestAsked(EntityCase):
    """The list of the door against what is asked of it: each lets the other be."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.a.admin, cls.a.teacher_user, cls.a.student_user

    def test_what_is_asked_is_listed(self):
        listed = self.env['encoach.door']._get_list()
        for model, methods in ASKED.items():
            for method in methods.split():
                with self.subTest(pair=f'{model}.{method}'):
                    self.assertIn(method, listed.get(model, ()))

    def test_what_is_listed_by_hand_is_asked(self):
        """An entry for an addon that is not installed is not judged here."""
        for model, methods, _reason in verbs.BY_HAND:
            if model in self.env:
                unasked = set(methods.split()) - set(ASKED.get(model, '').split())
                with self.subTest(asked=f'asked {model}'):
                    self.assertFalse(unasked)

    @mute_logger('odoo.addons.encoach_lms_core.models.tenancy.door')
    def test_what_nobody_asks_is_refused(self):
        for pair in UNASKED.split():
            name, _dot, method = pair.rpartition('.')
            for user in self.people:
                for module in (service, json2):
                    with self.subTest(pair=f'refused {pair}'), self.assertRaises(AccessError):
                        module.get_public_method(self.env[name].with_user(user), method)
