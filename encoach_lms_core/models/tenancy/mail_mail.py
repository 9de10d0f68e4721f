from odoo import models


class MailMail(models.Model):
    """Sends a mail of a school to those only who belong to it when it is sent."""

    _inherit = 'mail.mail'

    def _send(self, *args, **kwargs):
        """Take out who has left since the mail was queued."""
        for mail in self:
            mail._drop_strangers()
        return super()._send(*args, **kwargs)

    def _drop_strangers(self):
        """Take out who may not be told any more; cancel a mail that is left without anybody."""
        entity = self.mail_message_id.encoach_entity_id
        if not entity:
            return
        strangers = self.recipient_ids.filtered(lambda contact: not contact._may_be_told(entity))
        if not strangers:
            return
        self.recipient_ids -= strangers
        lines = [('mail_mail_id', '=', self.id), ('res_partner_id', 'in', strangers.ids)]
        self.env['mail.notification'].search(lines).notification_status = 'canceled'
        if not (self.recipient_ids or self.email_to or self.email_cc):
            self.cancel()
