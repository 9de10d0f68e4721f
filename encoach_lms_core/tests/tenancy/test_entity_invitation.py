from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import EntityCase


@tagged('encoach')
class TestEntityInvitation(EntityCase):
    """Schools get their users by invitation (S1-52: nobody else knows a password)."""

    def setUp(self):
        super().setUp()
        self.entity = self.a.entity.with_user(self.platform_admin)

    def test_a_new_administrator_is_invited(self):
        user = self.entity._invite_user("Mona Selim", ' Mona@Alpha.example ', 'entity_admin')
        self.assertEqual((user.login, user.entity_ids), ('mona@alpha.example', self.a.entity))
        self.assertEqual(user._get_encoach_role(), 'entity_admin')
        self.assertIn('/web/signup', user._get_invitation_url())
        domain = [('model', '=', 'res.users'), ('res_id', '=', user.id)]
        mail = self.env['mail.mail'].sudo().search(domain)
        self.assertEqual(len(mail), 1)

    def test_a_teacher_becomes_the_user_of_his_record(self):
        teacher = self.a.teachers[1]
        user = self.entity._invite_user("Salem", teacher.email, 'teacher')
        self.assertEqual(teacher.user_id, user)
        other = self.entity._invite_user("Khaled", 'khaled@alpha.example', 'teacher')
        created = self.env['encoach.teacher'].search([('user_id', '=', other.id)])
        self.assertEqual((created.entity_id, created.name), (self.a.entity, "Khaled"))

    def test_somebody_of_another_school_gets_this_one_beside_it(self):
        user = self.entity._invite_user("X", self.b.admin.login, 'entity_admin')
        self.assertEqual(user, self.b.admin)
        self.assertEqual(user.entity_ids, self.a.entity | self.b.entity)

    def test_a_platform_administrator_is_not_confined_by_an_invitation(self):
        self.platform_admin.login = 'platform@example.com'
        with self.assertRaises(UserError):
            self.entity._invite_user("X", 'platform@example.com', 'entity_admin')
        self.assertTrue(self.platform_admin._is_platform_admin())

    def test_a_bad_address_is_refused(self):
        for email in ('', 'mona'):
            with self.subTest(email), self.assertRaises(UserError):
                self.entity._invite_user("Mona", email, 'teacher')

    def test_only_platform_administrators_invite_and_set_up(self):
        for user in (self.a.admin, self.a.teacher_user):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.a.entity.with_user(user).action_invite_user()
                with self.assertRaises(AccessError):
                    self.a.entity.with_user(user)._invite_user("X", 'x@x.example', 'teacher')
                with self.assertRaises(AccessError):
                    self.env['encoach.entity.setup'].with_user(user).create({})
