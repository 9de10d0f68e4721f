from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MockEmail

from ..common import EntityCase


@tagged('encoach')
class TestLeaving(EntityCase, MockEmail):
    """Who has left a school is told nothing about it any more (issue 8, findings 5 and 6)."""

    def setUp(self):
        super().setUp()
        self.classroom = self.a.classroom.with_env(self.env(user=self.a.admin))
        self.leaver = self.a.teacher_user
        self.classroom.message_subscribe(self.leaver.partner_id.ids)
        self.channel = self.classroom.env['discuss.channel']._create_channel(
            name="Alpha room", group_id=self.env.ref('base.group_user').id
        )
        self.channel._add_members(partners=self.leaver.partner_id)

    def told(self):
        """Return who is notified of a message about the classroom."""
        message = self.classroom.message_post(
            message_type='comment', subtype_xmlid='mail.mt_comment'
        )
        return message.sudo().notification_ids.res_partner_id

    def leave(self, side):
        if side == 'user':
            self.leaver.entity_ids = [Command.unlink(self.a.entity.id)]
        else:
            self.a.entity.user_ids = [Command.unlink(self.leaver.id)]

    def test_who_is_there_is_told(self):
        self.assertIn(self.leaver.partner_id, self.told())

    def test_leaving_unsubscribes(self):
        for side in ('user', 'school'):
            with self.subTest(side), self.env.cr.savepoint() as savepoint:
                self.leave(side)
                self.assertNotIn(self.leaver.partner_id, self.told())
                followers = self.classroom.sudo().message_follower_ids.partner_id
                self.assertNotIn(self.leaver.partner_id, followers)
                members = self.channel.sudo().channel_member_ids.partner_id
                self.assertNotIn(self.leaver.partner_id, members)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env['encoach.entity']._clear_scope_cache()

    def test_a_line_that_is_left_tells_him_nothing(self):
        self.env.flush_all()
        self.env.cr.execute(
            'DELETE FROM encoach_entity_users_rel WHERE user_id = %s', [self.leaver.id]
        )
        self.env.invalidate_all()
        self.env['encoach.entity']._clear_scope_cache()
        self.assertIn(self.leaver.partner_id, self.classroom.sudo().message_partner_ids)
        self.assertNotIn(self.leaver.partner_id, self.told())

    def test_an_archived_user_is_told_nothing(self):
        self.leaver.active = False
        self.assertNotIn(self.leaver.partner_id, self.told())

    def test_a_queued_mail_goes_to_those_only_who_are_there_when_it_is_sent(self):
        """The database ends the membership; he is in the queue, and nothing has unsubscribed."""
        stayer = self._make_user('stayer@alpha.example', 'teacher', self.a.entity).partner_id
        self.classroom.message_subscribe(stayer.ids)
        queued = self.classroom.with_context(mail_notify_force_send=False)
        message = queued.message_post(message_type='comment', subtype_xmlid='mail.mt_comment')
        mails = message.sudo().mail_ids
        self.assertEqual(mails.recipient_ids, stayer | self.leaver.partner_id)
        alone = mails.copy({'recipient_ids': [Command.set(self.leaver.partner_id.ids)]})
        self.env.flush_all()
        self.env.cr.execute(
            'DELETE FROM encoach_entity_users_rel WHERE user_id = %s', [self.leaver.id]
        )
        self.env.invalidate_all()
        self.env['encoach.entity']._clear_scope_cache()
        with self.mock_mail_gateway():
            (mails | alone).send()
        self.assertEqual(
            [to for mail in self._mails for to in mail['email_to']], [stayer.email_formatted]
        )
        self.assertEqual(alone.state, 'cancel')
        left = message.sudo().notification_ids.filtered(
            lambda line: line.res_partner_id == self.leaver.partner_id
        )
        self.assertEqual(left.notification_status, 'canceled')

    def test_a_deleted_user_is_in_no_mail_that_waits(self):
        queued = self.classroom.with_context(mail_notify_force_send=False)
        message = queued.message_post(message_type='comment', subtype_xmlid='mail.mt_comment')
        mail, contact = message.sudo().mail_ids, self.leaver.partner_id
        self.assertEqual(mail.recipient_ids, contact)
        self.a.teachers[0].user_id = False
        self.leaver.unlink()
        self.assertFalse(mail.recipient_ids)
        self.assertEqual(mail.state, 'cancel')
        self.assertNotIn(contact, self.classroom.sudo().message_partner_ids)

    def test_canned_responses_are_pushed_to_the_school_alone(self):
        self.env.cr.precommit.run()
        self.env['bus.bus'].search([]).unlink()
        self.classroom.env['mail.canned.response'].create(
            {
                'source': "alpha",
                'substitution': "Alpha",
                'group_ids': [Command.link(self.env.ref('base.group_user').id)],
            }
        )
        self.env.cr.precommit.run()
        channels = self.env['bus.bus'].search([]).mapped('channel')
        self.assertTrue(channels)
        self.assertFalse([channel for channel in channels if 'res.groups' in channel])
        own = {user.partner_id.id for user in self.a.entity.user_ids}
        for channel in channels:
            self.assertIn(int(channel.rpartition(',')[2].strip(' ]"')), own)
