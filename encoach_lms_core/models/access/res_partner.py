from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """Who may have the link that sets the password of a contact's account.

    Odoo makes it in superuser mode and leaves it to pages to ask who wants it. Here the model asks,
    whatever the mode: only platform administrators make accounts.
    """

    _inherit = 'res.partner'

    def signup_prepare(self, signup_type='signup'):
        self._check_may_invite()
        return super().signup_prepare(signup_type)

    def signup_get_auth_param(self):
        """Leave whoever makes no accounts without tokens and logins; his mails go out without."""
        if not self._may_invite():
            return defaultdict(dict)
        return super().signup_get_auth_param()

    def _generate_signup_token(self, expiration=None):
        self._check_may_invite()
        return super()._generate_signup_token(expiration)

    @api.model
    def _get_partner_from_token(self, token):
        """Refuse the token of a contact without account, or with several: whose would it be?"""
        partner = super()._get_partner_from_token(token)
        return partner if partner and len(partner.user_ids) == 1 else None

    @api.model
    def _may_invite(self):
        """Return whether the caller makes accounts; superuser mode does not change who he is."""
        user = self.env.user
        return user.id == api.SUPERUSER_ID or user._is_platform_admin()

    @api.model
    def _check_may_invite(self):
        if not self._may_invite():
            raise AccessError(self.env._("Only platform administrators make accounts."))
