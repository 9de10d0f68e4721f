from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import EntityCase


@tagged('encoach', 'post_install', '-at_install')
class TestWithoutSchool(EntityCase, HttpCase):
    """Without a school and without the platform's group one sees and may do nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = cls.env(user=cls.a.admin)
        cls.filter = own['ir.filters'].create(
            {'name': "Alpha filter", 'model_id': 'encoach.student', 'user_ids': False}
        )
        cls.tag = own['res.partner.category'].create({'name': "Alpha tag"})
        cls.message = cls.a.students[0].with_env(own).message_post()
        cls.a.admin.entity_ids = False  # has just been removed
        cls.clerk = new_test_user(
            cls.env, 'clerk', groups='base.group_user,base.group_partner_manager'
        )
        cls.portal = new_test_user(cls.env, 'portal', groups='base.group_portal')
        cls.public = cls.env.ref('base.public_user')
        cls.nobodies = cls.a.admin | cls.clerk | cls.portal | cls.public

    def test_they_are_bound_and_platform_administrators_are_not(self):
        bound = self.nobodies | self.a.teacher_user
        self.assertEqual(bound.filtered(lambda user: user._is_bound()), bound)
        for user in (self.platform_admin, self.env.ref('base.user_root')):
            self.assertFalse(user._is_bound())

    def test_nothing_of_a_school_is_seen(self):
        made = [self.filter, self.tag, self.message, *self.a.students, self.a.admin.partner_id]
        made += [self.a.entity, self.a.classroom, self.a.teacher_user, self.b.admin.partner_id]
        for user in self.nobodies:
            for record in made:
                if record == user.partner_id:
                    continue
                with self.subTest(user=user.login, model=record._name):
                    for operation in ('read', 'write', 'unlink'):
                        self.assertFalse(record.with_user(user).has_access(operation), operation)

    @mute_logger('odoo.addons.base.models.ir_model', 'odoo.addons.base.models.ir_rule')
    def test_nothing_is_made(self):
        for user in self.nobodies:
            for model, values in (
                ('res.partner.category', {'name': "Nobody's"}),
                ('res.bank', {'name': "Nobody's"}),
                ('res.partner', {'name': "Nobody's"}),
                ('ir.filters', {'name': "Nobody's", 'model_id': 'res.partner'}),
                ('encoach.course', {'name': "Nobody's", 'entity_id': self.a.entity.id}),
            ):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).create(values)

    def test_names_of_schools_are_hidden(self):
        for user in self.nobodies:
            env = self.env(user=user, su=True)
            for record in (self.a.entity, self.b.students[0], self.b.admin):
                with self.subTest(user=user.login, model=record._name):
                    self.assertEqual(record.with_env(env).display_name, "(another school)")

    def test_no_foreign_record_is_pointed_at(self):
        self.clerk.entity_ids = [Command.link(self.b.entity.id)]
        self.clerk.group_ids = [
            Command.link(self.env.ref('encoach_lms_core.group_entity_admin').id)
        ]
        colleague = self._make_user('colleague@alpha.example', 'entity_admin', self.a.entity)
        alpha, beta = (
            self.env['res.partner.category'].with_user(user).create({'name': "Tag"})
            for user in (colleague, self.clerk)
        )
        with self.assertRaises(AccessError):
            beta.parent_id = alpha

    def test_pages_that_need_no_account_are_open(self):
        answer = self.url_open('/web/login')
        self.assertEqual(answer.status_code, 200)
        self.assertIn('name="password"', answer.text)
        for path in set(self._read_assets(answer.text)):
            self.assertEqual(self.url_open(path).status_code, 200, path)

    def test_the_web_client_opens_for_them(self):
        for user in (self.a.admin, self.clerk):
            self.authenticate(user.login, user.login)
            answer = self.url_open('/odoo')
            self.assertEqual(answer.status_code, 200)
            self.assertIn('session_info', answer.text)
        self.authenticate('portal', 'portal')
        self.assertEqual(self.url_open('/my').status_code, 200)

    @staticmethod
    def _read_assets(page):
        return [part.split('"')[0] for part in page.split('="') if part.startswith('/web/assets/')]
