from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import EntityCase

#: who administers the database without a school acts as administrator of the school he is in
ADMINISTRATION = {
    'base.group_erp_manager',
    'base.group_system',
    'encoach_lms_core.group_platform_admin',
}
#: our roles are what is given to people of a school
ROLES = {f'encoach_lms_core.group_{role}' for role in ('entity_admin', 'teacher', 'student')}
#: kinds of accounts, of which each user has one
KINDS = {'base.group_user', 'base.group_portal', 'base.group_public'}
#: gives what one may read anyway, as a file
EXPORT = 'base.group_allow_export'


@tagged('post_install', '-at_install', 'encoach')
class TestGroups(EntityCase):
    """Under confinement a short list of groups counts, and every other confers nothing."""

    def _groups(self):
        """Yield every group of the database with its external id, ours left out."""
        for group in self.env['res.groups'].search([]):
            xmlid = group.get_external_id()[group.id]
            if xmlid not in ROLES | KINDS | {EXPORT}:
                yield group, xmlid

    def _hold(self, user, group):
        """Give a user a group past the checks: what is stored already must not count either."""
        self.env.cr.execute(
            'INSERT INTO res_groups_users_rel (gid, uid) VALUES (%s, %s) ON CONFLICT DO NOTHING',
            [group.id, user.id],
        )
        self._forget()

    def _forget(self):
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

    def test_no_group_of_odoo_confers_anything(self):
        people = (self.a.admin, self.a.teacher_user, self.a.student_user)
        for group, xmlid in self._groups():
            for user in people:
                with self.subTest(group=xmlid, user=user.login), self.env.cr.savepoint() as point:
                    self._forget()
                    expected = user.all_group_ids
                    if xmlid in ADMINISTRATION:
                        expected |= self.a.admin.all_group_ids
                    self._hold(user, group)
                    self.assertEqual(user.all_group_ids, expected)
                    self.assertEqual(set(user._get_group_ids()), set(expected.ids))
                    point.rollback()

    def test_a_new_implication_confers_nothing(self):
        """A setting of Odoo makes every employee an editor of templates."""
        editors = self.env.ref('mail.group_mail_template_editor')
        self.env.ref('base.group_user').implied_ids = [Command.link(editors.id)]
        self.assertNotIn(editors, self.a.teacher_user.all_group_ids)
        self.assertIn(editors, self.platform_admin.all_group_ids)

    def test_an_editor_of_templates_reads_no_other_school_through_one(self):
        """Issue 8, finding 10; worked on b7b1995."""
        self.a.teacher_user.group_ids = [
            Command.link(self.env.ref('mail.group_mail_template_editor').id)
        ]
        env = self.env(user=self.a.teacher_user)
        secret = "object.env['encoach.student'].sudo().search([]).mapped('name')"
        with self.assertRaises(AccessError):
            env['mail.template'].create(
                {
                    'name': "mine",
                    'model_id': self.env['ir.model']._get_id('encoach.student'),
                    'body_html': f'<t t-out="{secret}"/>',
                }
            )

    def test_searching_agrees_with_the_computed_groups(self):
        users = self.env['res.users'].with_context(active_test=False)
        self._hold(self.a.teacher_user, self.env.ref('base.group_system'))
        self._hold(self.b.teacher_user, self.env.ref('mail.group_mail_template_editor'))
        self.a.admin.entity_ids = [Command.link(self.b.entity.id)]
        self._forget()
        everybody = users.search([])
        for group in self.env['res.groups'].search([]):
            with self.subTest(group.full_name):
                having = everybody.filtered(lambda user, group=group: group in user.all_group_ids)
                self.assertEqual(users.search([('all_group_ids', 'in', group.ids)]), having)
                self.assertEqual(
                    users.search([('all_group_ids', 'not in', group.ids)]), everybody - having
                )
                self.assertEqual(users.search([('all_group_ids.id', '=', group.id)]), having, "any")
                everybody_of_it = group.with_context(active_test=False).all_user_ids
                self.assertEqual(everybody_of_it, having)
                self.assertEqual(group.all_users_count, len(having.filtered('active')))
        for user in everybody:
            with self.subTest(user.login):
                found = self.env['res.groups'].search([('all_user_ids', 'in', user.ids)])
                self.assertEqual(found, user.all_group_ids)

    def test_leaving_the_last_school_gives_the_groups_back(self):
        """A platform administrator who helps out in a school is one again afterwards."""
        system = self.env.ref('base.group_system')
        self.platform_admin.group_ids = [Command.link(system.id)]
        self.platform_admin.entity_ids = [Command.link(self.a.entity.id)]
        self.assertNotIn(system, self.platform_admin.all_group_ids)
        self.platform_admin.entity_ids = False
        self.assertIn(system, self.platform_admin.all_group_ids)
