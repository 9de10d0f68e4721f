from odoo.http import Controller, request

from ..http import api_route, read_bearer_token
from ..roles import ANYBODY, EVERYBODY
from ..schemas.common import EmptyBody
from ..schemas.login import CurrentUser, Entity, ServiceHealth, SignedIn, SignIn
from ..serializer import serialize_page


class LoginController(Controller):
    """Signing in, and who one is."""

    @api_route(
        '/login',
        methods=['POST'],
        body=SignIn,
        answer=SignedIn,
        errors=(401, 403, 429),
        auth='none',
        roles=EVERYBODY,
    )
    def login(self, body):
        """Sign in: exchange a login and its password for a token."""
        user, token, expires_at = self.env['res.users']._sign_in(body.login, body.password)
        request.update_env(user=user.id)
        return {
            'token': token,
            'token_type': 'Bearer',
            'expires_at': f'{expires_at.isoformat(timespec="seconds")}Z',
            'user': describe_caller(self.env),
        }

    @api_route('/logout', methods=['POST'], body=EmptyBody, status=204, roles=EVERYBODY)
    def logout(self, body):
        """Sign out: the token presented stops working at once."""
        self.env['encoach.api.token']._revoke(read_bearer_token(request.httprequest))

    @api_route('/me', answer=CurrentUser, roles=EVERYBODY)
    def show_current_user(self):
        """Tell who the caller is."""
        return describe_caller(self.env)

    @api_route('/health', answer=ServiceHealth, auth='none', roles=ANYBODY)
    def show_health(self):
        """Tell whether the service and its database answer, and an administrator of the wall."""
        self.env.cr.execute('SELECT 1')
        answer = {'status': 'ok'}
        token = read_bearer_token(request.httprequest)
        uid = token and self.env['ir.http']._find_token_owner(token)
        if uid and self.env['res.users'].with_user(uid).env.user._is_platform_admin():
            answer['wall'] = 'on' if self.env['encoach.wall']._stands() else 'off'
        return answer


def describe_caller(env):
    """Return the `CurrentUser` of an environment."""
    entities = serialize_page(env['encoach.entity'], Entity, [], limit=1000, offset=0)
    return {
        'id': env.uid,
        'name': env.user.name,
        'login': env.user.login,
        'role': env.user._get_encoach_role(),
        'entities': entities['items'],
    }
