from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.auth_signup.models.res_partner import SignupError


class SignUp(AuthSignupHome):
    """Odoo's pages that set a password, none of which tells who has an account."""

    def get_auth_signup_qcontext(self):
        """Look no address up, and let the form name no other login than the token's."""
        qcontext = super().get_auth_signup_qcontext()
        qcontext.pop('signup_email', None)
        if qcontext.get('token') and 'error' not in qcontext:
            partners = request.env['res.partner'].sudo()
            qcontext['login'] = partners._signup_retrieve_info(qcontext['token'])['login']
        return qcontext

    def do_signup(self, qcontext, do_login=True):
        """Say the same whatever is wrong: Odoo's page would say that an account exists."""
        try:
            return super().do_signup(qcontext, do_login)
        except SignupError as exc:
            message = request.env._("This invitation is not valid: ask for another one.")
            raise UserError(message) from exc

    @route()
    def web_auth_reset_password(self, *args, **kw):
        response = super().web_auth_reset_password(*args, **kw)
        qcontext = getattr(response, 'qcontext', {})
        if qcontext.get('message') and not qcontext.get('token'):
            qcontext['message'] = request.env._(
                "If there is an account with this login, a link is on its way by e-mail."
            )
        return response
