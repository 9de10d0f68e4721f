from odoo import models

from ...wall.classes import STAMP


class MailMail(models.Model):
    """Sends a mail of a school to those only who belong to it when it is sent."""

    _inherit = 'mail.mail'

    def _send(self, *args, **kwargs):
        """Take out who has left since the mail was queued."""
        for mail in self:
            if entity := mail[STAMP]:
                mail._drop(mail.recipient_ids.filtered(lambda c, e=entity: not c._may_be_told(e)))
        return super()._send(*args, **kwargs)

    def _drop(self, contacts):
        """Take contacts out of the recipients; cancel a mail that is left without anybody."""
        if not contacts:
            return
        self.recipient_ids -= contacts
        lines = [('mail_mail_id', '=', self.id), ('res_partner_id', 'in', contacts.ids)]
        self.env['mail.notification'].search(lines).notification_status = 'canceled'
        if not (self.recipient_ids or self.email_to or self.email_cc):
            self.cancel()
