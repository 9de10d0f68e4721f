import json

from odoo import models
from odoo.http import request

#: routes whose client names a model as he likes: where the name is, and the verb asked for. Those
#: of mail and of files are not among them: they look records up under the caller's rules.
NAMING_ROUTES = {
    '/web/domain/validate': ('model', 'web_search_read'),
    '/web/export/csv': ('data', 'web_search_read'),
    '/web/export/get_fields': ('model', 'web_search_read'),
    '/web/export/namelist': ('model', 'web_search_read'),
    '/web/export/xlsx': ('data', 'web_search_read'),
    '/web/pivot/export_xlsx': ('data', 'web_search_read'),
}


class IrHttp(models.AbstractModel):
    """Asks the door, too, where a route takes the name of a model and calls it by itself."""

    _inherit = 'ir.http'

    @classmethod
    def _dispatch(cls, endpoint):
        cls._check_door(endpoint, request.params)
        return super()._dispatch(endpoint)

    @classmethod
    def _check_door(cls, endpoint, params):
        """Raise AccessError for a model that is not listed, whether it exists or not."""
        door = request.env['encoach.door']
        route = endpoint.routing['routes'][0]
        if route.startswith('/web/dataset/call_'):
            door._check(params.get('model'), params.get('method'))
        elif route == '/json/2/<__model__>/<__method__>':
            door._check(params.get('__model__'), params.get('__method__'))
        elif route in NAMING_ROUTES and not door._is_open_to_caller():
            name, verb = NAMING_ROUTES[route]
            model = params.get(name)
            if name == 'data':
                try:
                    model = json.loads(model)['model']
                except (KeyError, TypeError, ValueError):
                    model = None
            door._check(model, verb)
