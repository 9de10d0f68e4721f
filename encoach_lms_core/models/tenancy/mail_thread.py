from odoo import models


class MailThread(models.AbstractModel):
    """Lets nobody of a school have somebody of another one follow his records."""

    _inherit = 'mail.thread'

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Refuse people the caller may not read: Odoo adds followers past the record rules."""
        if partner_ids and self._is_confined():
            self.env['res.partner'].browse(partner_ids).check_access('read')
        return super().message_subscribe(partner_ids, subtype_ids)
