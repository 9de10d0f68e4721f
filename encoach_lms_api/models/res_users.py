from odoo import api, models
from odoo.exceptions import AccessDenied

from odoo.addons.encoach_lms_core.exceptions import TooManyAttempts

from ..exceptions import Forbidden, Unauthenticated


class ResUsers(models.Model):
    """Signing in to the API: Odoo's own check of the password, then a token."""

    _inherit = 'res.users'

    def write(self, vals):
        """Revoke the tokens of users of whom something changes that ends Odoo's sessions.

        Their seals are broken already; but what is changed back would mend them.
        """
        res = super().write(vals)
        if self._get_session_token_fields() & vals.keys():
            self.env['encoach.api.token']._revoke_of_users(self)
        return res

    def _action_revoke_all_devices(self):
        """Log out the API's clients, too: one's own, or of users whom one administers."""
        if self != self.env.user:
            self.check_access('write')
        self.env['encoach.api.token']._revoke_of_users(self)
        return super()._action_revoke_all_devices()

    @api.model
    def _sign_in(self, login, password):
        """Return ``(user, token, expires_at)`` for a login and its password.

        :raise Unauthenticated: for a wrong password or login; neither the answer nor the time it
            takes says which
        :raise Forbidden: when the password is right, but the account needs a second factor, which
            the API does not take, or has no role in EnCoach
        :raise TooManyAttempts: after too many failures
        """
        user = self._check_password(login, password)
        if not user._get_encoach_role():
            raise Forbidden(self.env._("This account has no role in EnCoach."))
        return user, *self.env['encoach.api.token']._issue(user)

    @api.model
    def _check_password(self, login, password):
        """Return the user, in an environment of his own."""
        credential = {'type': 'password', 'login': login, 'password': password}
        try:
            info = self.authenticate(credential, {'interactive': True})
        except TooManyAttempts:
            raise
        except AccessDenied as exc:
            raise Unauthenticated(self.env._("Wrong login or password.")) from exc
        user = self.with_user(info['uid']).env.user
        if info.get('mfa') != 'skip' and user._mfa_type():
            raise Forbidden(
                self.env._("This account signs in with a second factor: use the web client.")
            )
        return user
