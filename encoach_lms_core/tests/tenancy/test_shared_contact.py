from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import EntityCase


@tagged('encoach', 'post_install', '-at_install')
class TestSharedContact(EntityCase, HttpCase):
    """A shared contact is changed by no school."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.several = cls._make_user('both@alpha.example', 'teacher', cls.a.entity, cls.b.entity)
        cls.second = cls._make_user('second@beta.example', 'teacher', cls.b.entity)
        cls.of_two = cls.a.teacher_user.partner_id
        cls.second.partner_id = cls.of_two
        cls.platform = new_test_user(
            cls.env, 'desk', groups='encoach_lms_core.group_platform_admin'
        )
        cls.platform.partner_id.entity_id = cls.a.entity
        cls.shared = {
            "the company's": cls.env.company.partner_id,
            "the system's": cls.env.ref('base.partner_root'),
            "of somebody with two schools": cls.several.partner_id,
            "of two accounts": cls.of_two,
            "of a platform administrator": cls.platform.partner_id,
        }

    def assertUntouchable(self, contact):
        env = contact.env
        for operation in ('write', 'unlink'):
            self.assertFalse(contact.has_access(operation))
        toggle = contact.action_archive if contact.active else contact.action_unarchive
        for name, attempt in {
            'address': lambda: contact.write({'email': 'mine@alpha.example'}),
            'name': lambda: contact.write({'name': 'x'}),
            'picture': lambda: contact.write({'image_1920': False}),
            'archive': toggle,
            'unlink': contact.unlink,
            'message': lambda: contact.message_post(),
            'follower': lambda: contact.message_subscribe(env.user.company_id.partner_id.ids),
            'file': lambda: env['ir.attachment'].create(
                {'name': 'x', 'res_model': 'res.partner', 'res_id': contact.id}
            ),
            'bank account': lambda: env['res.partner.bank'].create(
                {'acc_number': 'X1', 'partner_id': contact.id}
            ),
            'company': lambda: env.company.write({'email': 'mine@alpha.example'}),
        }.items():
            # Odoo keeps the contact of an active user from the archive before it asks who it is
            expected = UserError if name == 'archive' else AccessError
            with self.subTest(name, contact=contact.id), self.assertRaises(expected):
                attempt()

    @mute_logger('odoo.addons.base.models.ir_model')
    def test_no_school_changes_it(self):
        """Findings 8 and 13."""
        system = self._make_user('system@alpha.example', 'entity_admin', self.a.entity)
        system.group_ids += self.env.ref('base.group_system')
        for user in (self.a.admin, self.b.admin, system):
            for name, contact in self.shared.items():
                with self.subTest(name, user=user.login):
                    self.assertUntouchable(contact.with_user(user))

    def test_the_address_of_an_account_is_guarded_in_superuser_mode_too(self):
        for name, contact in self.shared.items():
            contact = contact.with_user(self.a.admin)
            with self.subTest(name), self.assertRaises(AccessError):
                contact.sudo().write({'email': 'mine@alpha.example'})

    def test_one_account_does_not_change_the_address_of_the_other(self):
        """Finding 13: who of two accounts changes the address resets the other's password."""
        for user in (self.a.teacher_user, self.second):
            with self.assertRaises(AccessError):
                user.with_user(user).write({'email': 'mine@alpha.example'})
        self.assertNotEqual(self.of_two.email, 'mine@alpha.example')

    @mute_logger('odoo.addons.base.models.ir_model')
    def test_no_school_changes_a_login(self):
        for user in (self.several, self.a.teacher_user):
            with self.assertRaises(AccessError):
                user.with_user(self.a.admin).write({'login': 'mine@alpha.example'})

    def test_a_school_changes_its_own_contacts(self):
        own = [
            self.a.students[1].partner_id,
            self.a.students[0].partner_id,
            self.a.student_user.partner_id,
            self.a.admin.partner_id,
        ]
        for contact in own:
            contact.with_user(self.a.admin).write({'email': 'new@alpha.example', 'phone': '1'})
        self.assertEqual({contact.email for contact in own}, {'new@alpha.example'})

    def test_everybody_changes_his_own(self):
        for user in (self.several, self.a.student_user, self.b.teacher_user):
            user.with_user(user).write({'email': 'own@alpha.example'})
            self.assertEqual(user.email, 'own@alpha.example')

    def test_the_platform_changes_all(self):
        for contact in self.shared.values():
            contact.with_user(self.platform_admin).write({'email': 'x@platform.example'})

    def test_whoever_leaves_is_the_schools_no_more(self):
        contact = self.b.teacher_user.partner_id
        self.assertTrue(contact.with_user(self.b.admin).has_access('write'))
        self.b.teacher_user.entity_ids = [Command.clear()]
        self.assertFalse(contact.with_user(self.b.admin).has_access('write'))

    def test_over_http(self):
        root = self.env.ref('base.partner_root')
        self.authenticate(self.a.admin.login, self.a.admin.login)
        for contact in (root, self.env.company.partner_id):
            before = contact.read(['email', 'phone', 'active', 'image_1920'])
            for method, args in (
                ('write', [[contact.id], {'email': 'mine@alpha.example'}]),
                ('web_save', [[contact.id], {'phone': '1'}, {}]),
                (f"action_{'archive' if contact.active else 'unarchive'}", [[contact.id]]),
                ('message_post', [[contact.id]]),
            ):
                with mute_logger('odoo.http'):
                    answer = self.url_open(
                        '/web/dataset/call_kw',
                        json={
                            'params': {
                                'model': 'res.partner',
                                'method': method,
                                'args': args,
                                'kwargs': {},
                            }
                        },
                    )
                self.assertIn('error', answer.json(), method)
            contact.invalidate_recordset()
            self.assertEqual(contact.read(['email', 'phone', 'active', 'image_1920']), before)

    # WHAT COMPUTED FIELDS TELL

    def test_no_twin_of_another_school_is_told(self):
        """Finding 14."""
        values = {'vat': 'BE0477472701', 'company_registry': 'R1', 'is_company': True}
        twins = ('same_vat_partner_id', 'same_company_registry_partner_id')
        for school in (self.a, self.b):
            env = self.env(user=school.admin)
            contact = env['res.partner'].create({'name': "Guardian", **values})
            spec = {fname: {'fields': {'display_name': {}}} for fname in twins}
            draft = env['res.partner'].onchange(values, list(values), spec)['value']
            for fname in twins:
                self.assertFalse(contact[fname], fname)
                self.assertEqual(draft[fname]['id'], contact.id, "one's own is told")

    def test_users_of_other_schools_are_not_counted(self):
        group = self.env.ref('encoach_lms_core.group_teacher').with_user(self.a.admin)
        seen = self.env['res.users'].with_user(self.a.admin)
        self.assertEqual(
            group.all_users_count, seen.search_count([('all_group_ids', 'in', group.ids)])
        )
        self.assertGreater(group.with_user(self.platform_admin).all_users_count, 5)
