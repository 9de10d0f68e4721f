"""Refusals that only exist at the door: what the API says before any model is asked."""

from odoo.exceptions import AccessDenied, AccessError


class Unauthenticated(AccessDenied):
    """No token, one that is unknown, expired or revoked; or a wrong login or password."""

    http_status = 401
    code = 'unauthenticated'
    headers = (('WWW-Authenticate', 'Bearer'),)


class Forbidden(AccessError):
    """The caller is known, and may not come in; the message says why."""

    code = 'forbidden'
