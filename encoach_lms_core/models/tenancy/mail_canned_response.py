from odoo import models

from odoo.addons.mail.tools.discuss import Store


class MailCannedResponse(models.Model):
    """Pushes the responses of a school to its people: Odoo's way is a group's, of all schools."""

    _inherit = 'mail.canned.response'

    def _broadcast(self, /, *, delete=False):
        ours = self.filtered(lambda response: response.sudo().encoach_entity_id)
        for response in ours:
            users = response.sudo().encoach_entity_id.user_ids.filtered(
                lambda user, groups=response.group_ids: user.all_group_ids & groups
            )
            for user in users | response.create_uid:
                store = Store(bus_channel=user)
                if delete:
                    store.delete(response)
                else:
                    store.add(response)
                store.bus_send()
        return super(MailCannedResponse, self - ours)._broadcast(delete=delete)
