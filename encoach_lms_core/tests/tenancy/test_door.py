import logging

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.rpc.controllers import json2

from ...door import verbs
from ...overrides import rpc
from ..common import EntityCase

LOGGER = 'odoo.addons.encoach_lms_core.models.tenancy.door'


@tagged('post_install', '-at_install', 'encoach')
class TestDoor(EntityCase):
    """Deny by default: every callable method of every model that is not listed is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        system = cls._make_user('system@alpha.example', 'entity_admin', cls.a.entity)
        system.group_ids = [Command.link(cls.env.ref('base.group_system').id)]
        homeless = cls._make_user('homeless', 'entity_admin')
        cls.people = {
            'administrator': cls.a.admin,
            'teacher': cls.a.teacher_user,
            'student': cls.a.student_user,
            'system administrator of a school': system,
            'administrator without school': homeless,
            'nobody': cls.env.ref('base.public_user'),
        }
        cls.listed = cls.env['encoach.door']._get_list()

    def _callable_methods(self):
        """Yield ``(model, method)`` of whatever Odoo itself would let anybody call."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            for method in sorted(dir(type(model))):
                try:
                    rpc._find_method(model, method)
                except (AccessError, AttributeError):
                    continue
                yield name, method

    def test_every_callable_method_of_every_model(self):
        pairs = list(self._callable_methods())
        self.assertGreater(len(pairs), 10_000)
        unlisted = [pair for pair in pairs if pair[1] not in self.listed.get(pair[0], ())]
        self.assertGreater(len(unlisted), len(pairs) * 0.85)
        for role, user in self.people.items():
            env = self.env(user=user)
            passed = []
            with self.subTest(role), mute_logger(LOGGER):
                for name, method in unlisted:
                    try:
                        get_public_method(env[name], method)
                    except AccessError:
                        continue
                    passed.append((name, method))
                self.assertFalse(passed)
                for name, methods in self.listed.items():
                    for method in methods & {pair[1] for pair in pairs if pair[0] == name}:
                        self.assertTrue(get_public_method(env[name], method))

    def test_the_door_is_open_for_who_administers_the_platform(self):
        for user in (self.platform_admin, self.env.ref('base.user_root')):
            env = self.env(user=user)
            self.assertTrue(get_public_method(env['ir.model.data'], 'check_object_reference'))

    def test_every_protocol_has_it(self):
        """Names bound elsewhere would lead past it."""
        self.assertIs(json2.get_public_method, rpc.get_public_method)
        self.assertIs(get_public_method, rpc.get_public_method)

    def test_a_refusal_is_logged_and_tells_nothing(self):
        model = self.env['mail.thread'].with_user(self.a.teacher_user)
        with self.assertLogs(LOGGER, logging.INFO) as logs, self.assertRaises(AccessError) as no:
            get_public_method(model, 'message_process')
        self.assertEqual(str(no.exception), "People of a school may not call this from outside.")
        self.assertIn("'mail.thread'.'message_process'", logs.output[0])
        self.assertIn(f'by user {self.a.teacher_user.id}', logs.output[0])

    @mute_logger('odoo.addons.base.models.ir_ui_view')
    def test_a_button_in_a_view_is_listed_and_its_removal_shuts_it(self):
        door = self.env['encoach.door']
        self.assertFalse(door._is_listed('encoach.course', 'message_unsubscribe_all'))
        view = self.env.ref('encoach_lms_core.course_view_form')
        extension = view.create(
            {
                'name': 'x',
                'model': 'encoach.course',
                'inherit_id': view.id,
                'arch': '<sheet position="before"><header>'
                '<button name="message_change_thread" type="object"/></header></sheet>',
            }
        )
        self.assertTrue(door._is_listed('encoach.course', 'message_change_thread'))
        extension.unlink()
        self.assertFalse(door._is_listed('encoach.course', 'message_change_thread'))

    def test_a_menu_lists_its_model_and_its_removal_shuts_it(self):
        door = self.env['encoach.door']
        self.assertFalse(door._is_listed('res.bank', 'web_save'))
        action = self.env['ir.actions.act_window'].create({'name': 'x', 'res_model': 'res.bank'})
        menu = self.env['ir.ui.menu'].create(
            {
                'name': 'x',
                'action': f'ir.actions.act_window,{action.id}',
                'parent_id': self.env.ref('encoach_lms_core.menu_root').id,
            }
        )
        self.assertTrue(door._is_listed('res.bank', 'web_save'))
        menu.group_ids = self.env.ref('base.group_system')
        self.assertFalse(door._is_listed('res.bank', 'web_save'))

    def test_entries_by_hand_name_methods_and_reasons(self):
        """An entry for an addon that is not installed is not judged here."""
        names = [name for name, _methods, _reason in verbs.BY_HAND]
        self.assertEqual(len(names), len(set(names)))
        for name, methods, reason in verbs.BY_HAND:
            with self.subTest(name):
                self.assertGreaterEqual(len(reason), 20)
                self.assertEqual(methods.split(), sorted(set(methods.split())))
                if name in self.env:
                    for method in methods.split():
                        self.assertTrue(rpc._find_method(self.env[name], method), method)

    def test_the_list_costs_no_statement_once_it_is_known(self):
        model = self.env['encoach.student'].with_user(self.a.teacher_user)
        get_public_method(model, 'read')
        with self.assertQueryCount(0):
            get_public_method(model, 'read')
