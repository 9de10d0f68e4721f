from werkzeug.exceptions import ServiceUnavailable

from odoo.http import Controller

from ..http import api_route
from ..roles import ANYBODY

METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']


class UnavailableController(Controller):
    """What every path under /api answers while there is no database to ask.

    It takes effect where this addon is among the ``server_wide_modules``: Odoo offers no other
    routes without a database. With one, `ir.http` leaves it out of the routing map.
    """

    @api_route(
        '/<path:subpath>', methods=METHODS, auth='none', without_database=True, roles=ANYBODY
    )
    def unavailable(self, subpath):
        """Say that the service is down (503)."""
        raise ServiceUnavailable
