import json

from werkzeug.exceptions import HTTPException, abort
from werkzeug.routing import BaseConverter

from odoo import api, models
from odoo.http import request
from odoo.tools import ormcache

from odoo.addons.encoach_lms_core.tools import get_parameter

from .. import replica
from ..exceptions import Forbidden, Unauthenticated
from ..http import ApiDispatcher, is_api_path, read_bearer_token
from ..openapi import describe


class RecordIdConverter(BaseConverter):
    """An id in a path; anything that cannot be one is an unknown path (404).

    One that is too large for the database is an id that does not exist (404), says the model.
    """

    regex = r'[1-9][0-9]{0,9}'

    def to_python(self, value):
        return int(value)


class UnmatchedApiPath(HTTPException):
    """A path or method the API does not have, answered already.

    Not a `NotFound`, for which Odoo would look for a web page or an attachment; and answered while
    there is an environment to say it in the caller's language.
    """

    def __init__(self, exc):
        super().__init__()
        self.code = exc.code
        self.error_response = request.dispatcher.handle_error(exc)


class IrHttp(models.AbstractModel):
    """Gives paths under /api their own dispatcher and authentication; others stay as they are."""

    _inherit = 'ir.http'

    @classmethod
    def _get_converters(cls):
        return {**super()._get_converters(), 'record_id': RecordIdConverter}

    def _generate_routing_rules(self, modules, converters):
        for url, endpoint in super()._generate_routing_rules(modules, converters):
            if not endpoint.routing.get('without_database'):
                yield url, endpoint

    @classmethod
    def _match(cls, path_info):
        if not is_api_path(path_info):
            return super()._match(path_info)
        # what http_routing asks of every request; the API has no pages and no languages in paths
        request.is_frontend = request.is_frontend_multilang = False
        request.dispatcher = ApiDispatcher(request)
        adapter = request.env['ir.http'].routing_map().bind_to_environ(request.httprequest.environ)
        methods = request.httprequest.method == 'OPTIONS' and adapter.allowed_methods(path_info)
        if methods:
            request.session.can_save = False
            abort(request.dispatcher.preflight(sorted(methods)))
        try:
            return adapter.match(path_info=path_info, return_rule=True)
        except HTTPException as exc:
            raise UnmatchedApiPath(exc) from exc

    @classmethod
    def _forget_session(cls):
        """Leave nothing of a browser's session: the token alone says who is asking."""
        request.session.can_save = False
        request.env = api.Environment(request.env.cr, None, request.default_context())
        request.env.transaction.default_env = request.env

    @classmethod
    def _authenticate(cls, endpoint):
        if endpoint.routing['type'] != ApiDispatcher.routing_type:
            super()._authenticate(endpoint)
            return
        cls._forget_session()  # a retried request starts anew
        if endpoint.routing['auth'] == 'encoach':
            cls._auth_method_encoach()

    @classmethod
    def _auth_method_encoach(cls):
        """Make the owner of the bearer token the user of this request.

        :raise Unauthenticated: without a token, or with one that is unknown, expired or revoked
        :raise Forbidden: when the user has no role in EnCoach (any more)
        """
        token = read_bearer_token(request.httprequest)
        uid = token and cls._find_token_owner(token)
        if not uid:
            raise Unauthenticated(
                request.env._("Sign in first: the token is missing, unknown or expired.")
            )
        request.update_env(user=uid)
        request.update_context(**cls._get_user_context())
        if not request.env.user._get_encoach_role():
            raise Forbidden(request.env._("This account has no role in EnCoach."))

    @classmethod
    def _find_token_owner(cls, token):
        """Return the id of the user whose token this is, or None; the primary decides.

        :raise ReplicaBehind: on a replica that lacks the token, or a change of what users may see
        """
        env = request.env
        with replica.primary_cursor(env) as cr:
            uid = env(cr=cr)['encoach.api.token']._find_user_id(token)
            stale = replica.drop_stale_caches(env.registry, cr)
        if not uid or cr is env.cr:
            return uid
        if stale or env['encoach.api.token']._find_user_id(token) != uid:
            replica.leave_alone(env.registry)
            raise replica.ReplicaBehind
        return uid

    @classmethod
    def _get_user_context(cls):
        """Return language and time zone: the language asked for if installed, else the user's.

        Any Arabic will do for whoever asks for one of another country.
        """
        context = request.env['res.users'].context_get()
        installed = [code for code, _name in request.env['res.lang'].get_installed()]
        asked = request.best_lang or ''
        alike = [code for code in installed if code.split('_')[0] == asked.split('_')[0]]
        lang = asked if asked in installed else next(iter(alike), context['lang'])
        return {'lang': lang, 'tz': context['tz']}

    @classmethod
    def _pre_dispatch(cls, rule, args):
        if rule.endpoint.routing['type'] != ApiDispatcher.routing_type:
            super()._pre_dispatch(rule, args)
            return
        # no uploads, languages or records in the path: nothing of Odoo's preparation applies
        request.dispatcher.pre_dispatch(rule, args)

    @api.model
    @ormcache(cache='routing')
    def _get_api_description(self):
        """Return the OpenAPI document as JSON; like the routing map, it changes with the addons."""
        return json.dumps(describe(self.routing_map()), ensure_ascii=False).encode()

    @api.model
    def _get_cors_origins(self):
        """Return the origins whose pages may use the API, of ``encoach.cors_origins``."""
        origins = get_parameter(self.env, 'encoach.cors_origins', '')
        return origins.replace(',', ' ').split()
