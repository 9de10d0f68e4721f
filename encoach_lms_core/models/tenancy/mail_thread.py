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
        return [one for one in recipients if self._may_be_told(one, entity)]

    def _may_be_told(self, recipient, entity):
        """Return whether a recipient of Odoo's list belongs to a school, or to the platform."""
        if recipient['uid']:
            user = self.env['res.users'].browse(recipient['uid'])
            return entity.id in user._get_entity_ids() or not user._is_bound()
        contact = self.env['res.partner'].sudo().browse(recipient['id'])
        return contact.entity_id in (entity, entity.browse())
