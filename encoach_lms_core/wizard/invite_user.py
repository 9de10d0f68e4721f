from odoo import fields, models

from ..door import platform
from ..models.tenancy.entity_invitation import ROLES


class EncoachInviteUser(models.TransientModel):
    """Invites somebody to a school; platform administrators use it."""

    _name = 'encoach.invite.user'
    _description = "Invite user"
    _inherit = ['encoach.entity.mixin']

    name = fields.Char(required=True)
    email = fields.Char(required=True)
    role = fields.Selection(ROLES, required=True, default='entity_admin')
    signup_url = fields.Char(string="Invitation link", readonly=True)
    is_done = fields.Boolean()

    @platform
    def action_invite(self):
        """Invite and show the link, for a school whose mail server is not set up yet."""
        self.ensure_one()
        user = self.entity_id._invite_user(self.name, self.email, self.role)
        self.write({'is_done': True, 'signup_url': user._get_invitation_url()})
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("User Invited"),
            'res_model': self._name,
            'res_id': self.id,
            'views': [(False, 'form')],
            'target': 'new',
        }
