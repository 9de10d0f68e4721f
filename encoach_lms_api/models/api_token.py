import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.tools import get_parameter
from odoo.addons.encoach_lms_core.wall.classes import Personal

DEFAULT_TTL_HOURS = 12.0


class EncoachApiToken(models.Model):
    """A token that opens /api, and nothing else of Odoo, for its owner.

    Only its digest is stored, and a seal over what Odoo's own sessions are sealed with (login,
    password, second factor …): whatever ends those ends tokens, whoever changes it and however.
    Nobody has access rights to these records; the methods here are private and speak SQL, because
    they decide who somebody is before there is a user to ask for.
    """

    _name = 'encoach.api.token'
    _description = "API token"
    _order = 'id'
    _log_access = False
    _wall = Personal('user_id')

    user_id = fields.Many2one('res.users', required=True, ondelete='cascade', index=True)
    digest = fields.Char(required=True, help="SHA-256 of the token.")
    seal = fields.Char(help="What the session token of a session with this digest would be.")
    created_at = fields.Datetime(required=True)
    expires_at = fields.Datetime(required=True, index=True)

    _digest_uniq = models.UniqueIndex('(digest)', "This token exists already.")

    @api.model
    def _issue(self, user):
        """Make a token for a user who has just proved who he is.

        :return: the token (shown once, 256 random bits) and the moment it expires (UTC)
        """
        user.flush_recordset()
        token = secrets.token_urlsafe(32)
        digest = self._digest(token)
        hours = get_parameter(self.env, 'encoach.token_ttl_hours', DEFAULT_TTL_HOURS)
        now = fields.Datetime.now()
        expires_at = now + timedelta(hours=hours)
        self.env.cr.execute(
            SQL(
                'INSERT INTO encoach_api_token (user_id, digest, seal, created_at, expires_at)'
                ' VALUES (%s, %s, %s, %s, %s)',
                user.id,
                digest,
                self._seal(user, digest, user._session_token_get_values()),
                now,
                expires_at,
            )
        )
        return token, expires_at

    @api.model
    def _find_user_id(self, token):
        """Return the id of the active user whose valid token this is, or None."""
        digest = self._digest(token)
        users = self.env['res.users']
        query = users._get_session_token_query_params()
        query['where'] = SQL(
            'token.digest = %s AND token.expires_at > %s AND res_users.active',
            digest,
            fields.Datetime.now(),
        )
        self.env.cr.execute(
            SQL(
                """
                SELECT token.user_id, token.seal, %(select)s
                  FROM %(from)s JOIN encoach_api_token AS token ON token.user_id = res_users.id
                       %(joins)s
                 WHERE %(where)s
                 GROUP BY token.id, %(group_by)s
                """,
                **query,
            )
        )
        row = self.env.cr.fetchone()
        if not row:
            return None
        user_id, seal, *values = row
        names = [column.name for column in self.env.cr.description[2:]]
        expected = self._seal(users, digest, tuple(zip(names, values, strict=True)))
        return user_id if hmac.compare_digest(seal or '', expected) else None

    @api.model
    def _revoke(self, token):
        """Make this token unknown."""
        self.env.cr.execute(
            SQL('DELETE FROM encoach_api_token WHERE digest = %s', self._digest(token))
        )

    @api.model
    def _revoke_of_users(self, users):
        """Make all tokens of these users unknown."""
        self.env.cr.execute(
            SQL('DELETE FROM encoach_api_token WHERE user_id = ANY(%s)', list(users.ids))
        )

    @staticmethod
    def _seal(users, digest, values):
        """Return the seal of a token: what Odoo's session token of such a session would be."""
        return users._session_token_hash_compute(digest, values)

    @staticmethod
    def _digest(token):
        """A random token needs no slow hash: there is nothing to guess."""
        return hashlib.sha256(token.encode()).hexdigest()

    @api.autovacuum
    def _gc_expired(self):
        self.env.cr.execute(
            SQL('DELETE FROM encoach_api_token WHERE expires_at < %s', fields.Datetime.now())
        )
