import hashlib
import hmac
import ipaddress
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import TooManyAttempts
from ...tools import get_parameter
from ...wall.classes import Hidden
from ...wall.cursor import unbound

#: failures after which one has to wait, by system parameter
LIMITS = {
    'encoach.login_failures_per_place': 10,
    'encoach.login_failures_per_login': 50,
    'encoach.login_failures_per_address': 100,
}
WINDOW_MINUTES = 15
#: seconds to wait after the first failure too many, doubled by each further one
FIRST_WAIT = 10
#: the longest wait of a login at one address: it slows a guesser, and shuts out nobody
LONGEST_WAIT_AT_PLACE = 60


class Attempt(NamedTuple):
    """An attempt that has begun.

    :param int id: its record
    :param int wait: the seconds to wait that a wrong password is answered with; 0 for none
    :param bool known: whether the login has signed in from there before: then a right one counts
    """

    id: int
    wait: int
    known: bool


class EncoachLoginAttempt(models.Model):
    """An attempt to sign in that has not succeeded: what slows guessing down.

    Failures count three times, in any process: of a login at an address, of a login wherever, of an
    address whoever. Too many make a wait that grows with each further one, and that is not judged
    by what others do elsewhere: where a login has signed in before (`encoach.login.place`) only its
    own failures there make it wait, a minute at most. Neither answers nor the work done for them
    tell which logins that is: a wrong password is answered there as one is anywhere else.

    Logins and addresses are stored as keyed digests. Nobody has access rights to these records.
    System parameters: ``encoach.login_failures_per_place`` (10), ``…_per_login`` (50),
    ``…_per_address`` (100) within ``encoach.login_window_minutes`` (15).
    """

    _name = 'encoach.login.attempt'
    _description = "Attempt to sign in"
    _order = 'id'
    _log_access = False
    _wall = Hidden()

    login_digest = fields.Char(required=True, index=True)
    address_digest = fields.Char(required=True, index=True)
    attempted_at = fields.Datetime(required=True, index=True)
    counts_elsewhere = fields.Boolean(
        required=True,
        default=False,
        help="Not what was tried while others had to wait: it would make them wait on and on.",
    )

    @api.model
    def _begin(self, login, address):
        """Record an attempt before its password is looked at, in a transaction of its own.

        It counts as a failure until `_succeed` says otherwise: so it is remembered though the
        request rolls back, and parallel attempts see each other.

        :return: the `Attempt`
        :raise TooManyAttempts: when this login has to wait at this address
        """
        login, address = self._digest(login.strip().lower()), self._digest(_get_network(address))
        place = SQL('login_digest = %s AND address_digest = %s', login, address)
        per_place, per_login, per_address = (
            get_parameter(self.env, key, default) for key, default in LIMITS.items()
        )
        window = self._get_window()
        longest = int(window.total_seconds())
        now = fields.Datetime.now()
        with unbound(self.env.cr), self.env.registry.cursor() as cr:
            # a lock takes no snapshot, so each attempt counts those that were waiting before it
            cr.execute(SQL('LOCK TABLE encoach_login_attempt IN SHARE ROW EXCLUSIVE MODE'))

            def get_wait(condition, limit, longest):
                cr.execute(
                    SQL(
                        'SELECT count(*), max(attempted_at) FROM encoach_login_attempt'
                        ' WHERE %s AND attempted_at > %s',
                        condition,
                        now - window,
                    )
                )
                failures, last = cr.fetchone()
                if failures < limit or not last:
                    return 0
                wait = min(FIRST_WAIT * 2 ** min(failures - limit, 20), longest)
                return max(0, wait - int((now - last).total_seconds()))

            wait = max(
                get_wait(SQL('login_digest = %s AND counts_elsewhere', login), per_login, longest),
                get_wait(
                    SQL('address_digest = %s AND counts_elsewhere', address), per_address, longest
                ),
            )
            wait_here = get_wait(place, per_place, min(LONGEST_WAIT_AT_PLACE, longest))
            if wait_here:
                raise self._make_error(max(wait, wait_here))
            cr.execute(
                SQL(
                    'INSERT INTO encoach_login_attempt'
                    ' (login_digest, address_digest, attempted_at, counts_elsewhere)'
                    ' VALUES (%s, %s, %s, %s) RETURNING id',
                    login,
                    address,
                    now,
                    not wait,
                )
            )
            [attempt_id] = cr.fetchone()
            cr.execute(SQL('SELECT 1 FROM encoach_login_place WHERE %s', place))
            return Attempt(attempt_id, wait, bool(cr.fetchone()))

    @api.model
    def _succeed(self, attempt):
        """Forget this login's failures at this address, and remember that it is known there."""
        # the request's own snapshot may be older
        with unbound(self.env.cr), self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    WITH place AS (
                        SELECT login_digest, address_digest
                          FROM encoach_login_attempt WHERE id = %s
                    ), forgotten AS (
                        DELETE FROM encoach_login_attempt AS attempt USING place
                         WHERE attempt.login_digest = place.login_digest
                           AND attempt.address_digest = place.address_digest
                    )
                    INSERT INTO encoach_login_place (login_digest, address_digest, seen_at)
                    SELECT login_digest, address_digest, %s FROM place
                    ON CONFLICT (login_digest, address_digest)
                    DO UPDATE SET seen_at = EXCLUDED.seen_at
                    """,
                    attempt.id,
                    fields.Datetime.now(),
                )
            )

    @api.model
    def _make_error(self, wait):
        return TooManyAttempts(self.env._("Too many attempts to sign in: wait a while."), wait)

    @api.model
    def _digest(self, text):
        secret = get_parameter(self.env, 'database.secret', '')
        return hmac.new(secret.encode(), text.encode(errors='replace'), hashlib.sha256).hexdigest()

    @api.model
    def _get_window(self):
        minutes = get_parameter(self.env, 'encoach.login_window_minutes', WINDOW_MINUTES)
        return timedelta(minutes=minutes)

    @api.autovacuum
    def _gc_old(self):
        self.env.cr.execute(
            SQL(
                'DELETE FROM encoach_login_attempt WHERE attempted_at < %s',
                fields.Datetime.now() - self._get_window(),
            )
        )


def _get_network(address):
    """Return what one customer of a provider has: an IPv4 address, or half of an IPv6 one.

    >>> _get_network('192.0.2.7'), _get_network('2001:db8:1:2:3:4:5:6'), _get_network('?')
    ('192.0.2.7', '2001:db8:1:2::/64', '?')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if parsed.version == 6 and not parsed.ipv4_mapped:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, 'ipv4_mapped', None) or parsed)
