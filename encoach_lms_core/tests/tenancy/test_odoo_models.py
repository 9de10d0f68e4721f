from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import EntityCase


@tagged('encoach')
class TestOdooModels(EntityCase):
    """What people of a school make in Odoo's own models is that school's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(user=cls.b.admin)
        group = cls.env.ref('base.group_user')
        contact = env['res.partner'].create({'name': "Beta guardian"})
        cls.category = env['res.partner.category'].create({'name': "Beta tag"})
        bank = env['res.bank'].create({'name': "Beta bank"})
        classroom = cls.b.classroom.with_env(env)
        classroom.message_subscribe(contact.ids)
        cls.made = [
            bank,
            cls.category,
            env['res.partner.bank'].create({'acc_number': 'BETA1', 'partner_id': contact.id}),
            env['base_import.import'].create({'res_model': 'encoach.student', 'file': b'Beta'}),
            env['ir.filters'].create(
                {'name': "Beta filter", 'model_id': 'encoach.student', 'user_ids': False}
            ),
            env['mail.canned.response'].create(
                {
                    'source': "beta",
                    'substitution': "Beta",
                    'group_ids': [Command.set(group.ids)],
                }
            ),
            env['mail.template'].create(
                {
                    'name': "Beta template",
                    'model_id': cls.env['ir.model']._get_id('encoach.student'),
                }
            ),
            env['discuss.channel']._create_channel(name="Beta room", group_id=group.id),
            classroom.message_follower_ids.filtered(lambda line: line.partner_id == contact),
        ]

    def test_the_other_school_sees_and_changes_none_of_it(self):
        for user in (self.a.admin, self.a.teacher_user):
            for record in self.made:
                with self.subTest(user=user.login, model=record._name):
                    foreign = record.with_user(user)
                    self.assertFalse(foreign.search([('id', 'in', record.ids)]))
                    for operation in ('read', 'write', 'unlink'):
                        self.assertFalse(foreign.has_access(operation), operation)

    def test_the_school_itself_and_the_platform_see_it(self):
        colleague = self._make_user('colleague@beta.example', 'entity_admin', self.b.entity)
        for user in (self.b.admin, colleague, self.platform_admin):
            for record in self.made:
                if record._transient and user != self.b.admin:
                    continue  # a dialog is of whoever opened it
                if user == self.platform_admin and record._name == 'discuss.channel':
                    continue
                with self.subTest(user=user.login, model=record._name):
                    self.assertTrue(record.with_user(user).has_access('read'))

    def test_what_all_schools_share_is_the_platforms(self):
        layout, state = (
            self.env[m].search([], limit=1) for m in ('report.layout', 'res.country.state')
        )
        for record in (layout, state):
            shared = record.with_user(self.a.admin)
            self.assertTrue(shared.has_access('read'))
            self.assertFalse(shared.has_access('write'))

    def test_no_record_of_odoos_points_at_a_foreign_one(self):
        env = self.env(user=self.a.admin)
        foreign = self.b.students[0].partner_id
        own = env['res.partner.category'].create({'name': "Alpha tag"})
        with self.assertRaises(AccessError):
            self.a.classroom.with_env(env).message_subscribe(foreign.ids)
        with self.assertRaises(AccessError):
            env['portal.share'].create(
                {'res_model': 'encoach.student', 'res_id': self.b.students[0].id}
            )
        with self.assertRaises(AccessError):
            own.parent_id = self.category.id
        with self.assertRaises(AccessError):
            env['res.partner.bank'].create({'acc_number': 'A1', 'partner_id': foreign.id})
        with self.assertRaises(AccessError):
            env['res.partner.bank'].onchange({'partner_id': foreign.id}, ['partner_id'], {})
        with self.assertRaises(AccessError):
            env['res.partner.category'].with_context(default_parent_id=self.category.id).onchange(
                {}, [], {'display_name': {}}
            )
