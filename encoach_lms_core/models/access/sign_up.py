from odoo import api, models

from odoo.addons.auth_signup.models.res_partner import SignupError


class ResUsers(models.Model):
    """Accounts are made by invitation only, whatever the settings say."""

    _inherit = 'res.users'

    @api.model
    def _get_signup_invitation_scope(self):
        return 'b2b'

    @api.model
    def _signup_create_user(self, values):
        """Refuse: who invites somebody makes the account, and the link sets its password."""
        raise SignupError(self.env._("Accounts are made by invitation only."))

    def reset_password(self, login):
        """Have a job look the login up and send the mail, so that nobody learns whether it is."""
        self.env['encoach.password.request']._add(login)
