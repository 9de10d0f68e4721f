"""Refusals that only exist at the door: what the API says before any model is asked."""

from odoo.exceptions import AccessDenied, AccessError, UserError


class Unauthenticated(AccessDenied):
    """No token, one that is unknown, expired or revoked; or a wrong login or password."""

    http_status = 401
    code = 'unauthenticated'
    headers = (('WWW-Authenticate', 'Bearer'),)


class Forbidden(AccessError):
    """The caller is known, and may not come in; the message says why."""

    code = 'forbidden'


class TooManyRequests(UserError):
    """Sign-in is throttled.

    :param str message: translated sentence for a person
    :param int retry_after: seconds to wait
    """

    http_status = 429
    code = 'too_many_requests'

    def __init__(self, message, retry_after):
        super().__init__(message)
        self.headers = (('Retry-After', str(retry_after)),)
