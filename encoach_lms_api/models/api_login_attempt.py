import hashlib
import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.api import SUPERUSER_ID
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.wall.classes import Hidden

from ..exceptions import TooManyRequests

DEFAULT_PER_LOGIN = 10
DEFAULT_PER_ADDRESS = 100
DEFAULT_WINDOW_MINUTES = 15


class EncoachApiLoginAttempt(models.Model):
    """An attempt to sign in that has not succeeded: what the throttle counts.

    Logins and addresses are stored as keyed digests. Nobody has access rights to these records.
    System parameters: ``encoach.login_failures_per_login`` (10), ``…_per_address`` (100) within
    ``encoach.login_window_minutes`` (15).
    """

    _name = 'encoach.api.login.attempt'
    _description = "Attempt to sign in to the API"
    _order = 'id'
    _log_access = False
    _wall = Hidden()

    login_digest = fields.Char(required=True, index=True)
    address_digest = fields.Char(required=True, index=True)
    attempted_at = fields.Datetime(required=True, index=True)

    @api.model
    def _begin(self, login, address):
        """Record an attempt before its password is looked at, in a transaction of its own.

        It counts as a failure until `_succeed` says otherwise: so it is remembered though the
        request rolls back, and parallel attempts see each other.

        :return: the id of the attempt
        :raise TooManyRequests: when this login or address has used up its failures
        """
        digests = self._digest(login.strip().lower()), self._digest(address)
        limits = (
            self._get_parameter('encoach.login_failures_per_login', DEFAULT_PER_LOGIN),
            self._get_parameter('encoach.login_failures_per_address', DEFAULT_PER_ADDRESS),
        )
        window = timedelta(
            minutes=self._get_parameter('encoach.login_window_minutes', DEFAULT_WINDOW_MINUTES)
        )
        now = fields.Datetime.now()
        with self.env.registry.cursor() as cr:
            # a lock takes no snapshot, so each attempt counts those that were waiting before it
            cr.execute(SQL('LOCK TABLE encoach_api_login_attempt IN SHARE ROW EXCLUSIVE MODE'))
            for column, digest, limit in zip(
                ('login_digest', 'address_digest'), digests, limits, strict=True
            ):
                wait = self._get_wait(cr, column, digest, limit, now, window)
                if wait:
                    raise TooManyRequests(
                        self.env._("Too many attempts to sign in: wait a while."), wait
                    )
            cr.execute(
                SQL(
                    'INSERT INTO encoach_api_login_attempt'
                    ' (login_digest, address_digest, attempted_at) VALUES (%s, %s, %s)'
                    ' RETURNING id',
                    *digests,
                    now,
                )
            )
            return cr.fetchone()[0]

    @staticmethod
    def _get_wait(cr, column, digest, limit, now, window):
        """Return the seconds until the oldest of the last ``limit`` attempts leaves the window."""
        cr.execute(
            SQL(
                'SELECT attempted_at FROM encoach_api_login_attempt'
                ' WHERE %s = %s AND attempted_at > %s'
                ' ORDER BY attempted_at DESC OFFSET %s LIMIT 1',
                SQL.identifier(column),
                digest,
                now - window,
                max(limit - 1, 0),
            )
        )
        row = cr.fetchone()
        return row and max(1, int((row[0] + window - now).total_seconds()))

    @api.model
    def _succeed(self, attempt_id):
        """Forget this attempt and the failures of the same login at the same address."""
        with self.env.registry.cursor() as cr:  # the request's own snapshot may be older
            cr.execute(
                SQL(
                    """
                    DELETE FROM encoach_api_login_attempt AS attempt
                     USING encoach_api_login_attempt AS success
                     WHERE success.id = %s AND attempt.login_digest = success.login_digest
                       AND attempt.address_digest = success.address_digest
                    """,
                    attempt_id,
                )
            )

    @api.model
    def _digest(self, text):
        secret = self._get_parameter('database.secret', '')
        return hmac.new(str(secret).encode(), text.encode(), hashlib.sha256).hexdigest()

    @api.model
    def _get_parameter(self, key, default):
        """Return a system parameter, of the default's type; nobody has signed in yet."""
        parameters = self.env['ir.config_parameter'].with_user(SUPERUSER_ID)
        return type(default)(parameters.get_param(key, default))

    @api.autovacuum
    def _gc_old(self):
        window = timedelta(
            minutes=self._get_parameter('encoach.login_window_minutes', DEFAULT_WINDOW_MINUTES)
        )
        self.env.cr.execute(
            SQL(
                'DELETE FROM encoach_api_login_attempt WHERE attempted_at < %s',
                fields.Datetime.now() - window,
            )
        )
