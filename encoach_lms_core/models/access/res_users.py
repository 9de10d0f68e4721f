import contextlib

from odoo import api, models
from odoo.exceptions import AccessDenied, MissingError
from odoo.http import request
from odoo.tools import SQL

#: what signing in begins with; a second factor comes later, and for a user who is known
FIRST_STEPS = ('password', 'webauthn')
#: bytes of the longest password that the hash takes
LONGEST_PASSWORD = 4096


class ResUsers(models.Model):
    """Signing in: how often, and that neither an answer nor its time tells who has an account."""

    _inherit = 'res.users'

    def _login(self, credential, user_agent_env):
        """Refuse at once what no login has: compared, it fails otherwise than unknown."""
        kind = credential['type']
        if kind not in FIRST_STEPS or (kind == 'password' and not _may_match(credential)):
            raise AccessDenied
        return super()._login(credential, user_agent_env)

    @contextlib.contextmanager
    def _assert_can_auth(self, user=None):
        """Leave the throttling to `encoach.login.attempt`, and let each failure cost one hash.

        Odoo counts per process and address, and a whole school may sit behind one address.

        :param user: the login, or the id of a user
        """
        if not request:
            yield
            return
        login = self._get_login(user)
        attempts = self.env['encoach.login.attempt']
        attempt = attempts._begin(login, request.httprequest.remote_addr)
        if attempt.wait and not attempt.known:
            self._spend_hash()
            raise attempts._make_error(attempt.wait)
        try:
            yield
        except (AccessDenied, MissingError) as exc:
            if not self._has_password(login):
                self._spend_hash()
            if attempt.wait:
                raise attempts._make_error(attempt.wait) from exc
            if isinstance(exc, MissingError):
                raise AccessDenied from exc
            raise
        else:
            attempts._succeed(attempt)

    def _check_credentials(self, credential, env):
        """Let a failure cost a hash that compares no password, as when RPC wants a key."""
        is_compared = credential['type'] == 'password' and (
            (env or {}).get('interactive', True) or not self._rpc_api_keys_only()
        )
        try:
            return super()._check_credentials(credential, env)
        except AccessDenied:
            if not is_compared and self._has_password(self.env.user.login):
                self._spend_hash()  # without one, `_assert_can_auth` does
            raise

    @api.model
    def _spend_hash(self):
        """Take the time that comparing a password takes."""
        self._crypt_context().hash('')

    @api.model
    def _get_login(self, user):
        """Return the login that somebody tries to sign in as, by a login or the id of a user."""
        if isinstance(user, str):
            return user
        rows = self.env.execute_query(SQL('SELECT login FROM res_users WHERE id = %s', user))
        return rows[0][0] if rows else f'#{user}'

    @api.model
    def _has_password(self, login):
        """Return whether there is an active account with this login and a password to compare."""
        rows = self.env.execute_query(
            SQL("SELECT 1 FROM res_users WHERE login = %s AND active AND password <> ''", login)
        )
        return bool(rows)


def _may_match(credential):
    """Return whether a login and a password are texts that an account may have."""
    login, password = credential.get('login'), credential.get('password')
    return (
        isinstance(login, str)
        and isinstance(password, str)
        and '\0' not in login + password
        and 0 < len(password.encode(errors='replace')) <= LONGEST_PASSWORD
    )
