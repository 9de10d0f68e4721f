from odoo import models


class MailThread(models.AbstractModel):
    """Keeps messages about records of a school inside it."""

    _inherit = 'mail.thread'

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Refuse people the caller may not read: Odoo adds followers past the record rules."""
        if partner_ids and self._is_confined():
            self.env['res.partner'].browse(partner_ids).check_access('read')
        return super().message_subscribe(partner_ids, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out who is not of the record's school at this moment, whoever follows it."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        entity = self.sudo().entity_id if 'entity_id' in self._fields else None
        if not entity:
            return recipients
        contacts = self.env['res.partner'].sudo().browse([one['id'] for one in recipients])
        told = set(contacts.exists().filtered(lambda contact: contact._may_be_told(entity)).ids)
        return [one for one in recipients if one['id'] in told]
