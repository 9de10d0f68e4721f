"""The door of the API: what every route under /api has in common.

`api_route` declares a route with its schemas; `ApiDispatcher` reads the request by them, writes
the answer, and turns every exception into problem details through the one map in errors.py.
`ir.http` picks this dispatcher for all paths under /api, see models/ir_http.py.
"""

import json
import re
from typing import NamedTuple

from werkzeug.exceptions import ServiceUnavailable

from odoo.http import Dispatcher, Response, root, route
from odoo.tools.json import json_default

from .conditional import check_condition, tag_of
from .errors import error_from_exception
from .idempotency import answer_once
from .reading import read_body, read_query
from .roles import Roles
from .schemas.ids import get_path_models
from .uploads import read_upload

PREFIX = '/api'
RECORD_ID = re.compile(r'<record_id:(\w+)>')
MAX_BODY = 1024 * 1024
JSON = 'application/json; charset=utf-8'
PROBLEM = 'application/problem+json'
CORS_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-Match'
CORS_EXPOSED = 'Location, ETag, Retry-After, Content-Disposition'
CORS_MAX_AGE = '86400'


class Operation(NamedTuple):
    """What a route takes and gives, for the dispatcher, the API description and the tests.

    :param body: pydantic model of the body; None when there is none
    :param query: pydantic model of the query string; None when there are no parameters
    :param answer: pydantic model of the answer; None for an empty one
    :param int status: status of a successful answer
    :param dict path_models: models of the ids in the path, by their names
    :param Roles roles: who may call it
    :param also: further statuses of one
    :param errors: statuses of errors beyond those that every such route may answer
    :param upload: `Upload` that the route takes instead of JSON; None when it takes none
    :param str produces: content type of a successful answer that has content
    :param bool tagged: whether a successful answer has a tag, see conditional.py
    """

    body: type | None
    query: type | None
    answer: type | None
    status: int
    path_models: dict
    roles: Roles
    also: tuple = ()
    errors: tuple = ()
    upload: object = None
    produces: str = JSON
    tagged: bool = False


class Answer(NamedTuple):
    """What a route returns when a status or a header depends on what happened."""

    body: object
    status: int
    headers: tuple = ()


def api_route(
    path,
    *,
    roles,
    methods=('GET',),
    body=None,
    query=None,
    answer=None,
    status=200,
    also=(),
    errors=(),
    auth='encoach',
    upload=None,
    produces=JSON,
    tagged=None,
    **routing,
):
    """Declare a route under /api.

    The method gets the path's ids by name, ``body`` and ``query`` as instances of their schemas,
    and ``upload`` as bytes. It returns what becomes the JSON body, or an `Answer`; a route that
    ``produces`` something else than JSON returns bytes. A `Response` is answered as it is.

    :param str path: such as ``/students/<record_id:student_id>``
    :param Roles roles: who may call it; that is told here, and decided by the models
    :param methods: HTTP methods; OPTIONS is answered for all routes
    :param str auth: ``encoach`` (a bearer token) or ``none``
    :param bool tagged: whether the answer has a tag; by default that of one record has
    :param routing: further keys of the route for ``ir.http``
    """
    if tagged is None:
        tagged = _shows_record(path, methods, answer)
    return route(
        PREFIX + path,
        type=ApiDispatcher.routing_type,
        auth=auth,
        methods=list(methods),
        readonly=list(methods) == ['GET'],
        save_session=False,
        csrf=False,
        operation=Operation(
            *(body, query, answer, status, get_path_models(RECORD_ID.findall(path)), roles),
            *(also, errors, upload, produces, tagged),
        ),
        **routing,
    )


def _shows_record(path, methods, answer):
    """Return whether a route shows the record that its path names."""
    shows = '<record_id:' in path and answer and 'id' in answer.model_fields
    return bool(shows) and set(methods) <= {'GET', 'PATCH', 'PUT'}


def is_api_path(path):
    """Return whether a path belongs to the API."""
    return path == PREFIX or path.startswith(PREFIX + '/')


class ApiDispatcher(Dispatcher):
    """Reads JSON, writes JSON, and answers every error as problem details."""

    routing_type = 'encoach'
    mimetypes = ('application/json',)
    #: also of a request that fails before its route is known, see overrides/early_errors.py
    early_errors = True

    def __init__(self, request):
        super().__init__(request)
        # a retried request or an error outside a transaction has no environment to ask
        self.cors_headers = _make_cors_headers(request)

    @classmethod
    def is_compatible_with(cls, request):
        """Take everything under /api: a wrong content type is answered in `dispatch`."""
        return is_api_path(request.httprequest.path)

    def pre_dispatch(self, rule, args):
        upload = rule.endpoint.routing['operation'].upload
        self.request.session.can_save = False
        self.request.httprequest.max_content_length = upload.max_request if upload else MAX_BODY

    def dispatch(self, endpoint, args):
        if not self.request.db:
            raise ServiceUnavailable
        operation = endpoint.routing['operation']
        params = dict(args)
        given = list(self.request.httprequest.args.items(multi=True))
        if operation.upload:
            params['upload'] = read_upload(self.request.httprequest, operation.upload)
        if operation.query or given:
            params['query'] = read_query(given, operation.query)
        if operation.body:
            params['body'] = read_body(self.request.httprequest, operation.body)
        self.request.params = params

        def answer():
            check_condition(self.request, operation, args)
            result = self.request.registry['ir.http']._dispatch(endpoint)
            return self._respond(result, operation)

        return answer_once(self.request, endpoint.routing, answer)

    def _respond(self, result, operation):
        """Return the response of a route's result."""
        if isinstance(result, Response):
            return result
        answer = result if isinstance(result, Answer) else Answer(result, operation.status)
        if answer.body is None:
            response = Response(status=204, headers=answer.headers)
            response.headers.pop('Content-Type')
            return response
        if isinstance(answer.body, bytes):
            return self._response(*answer, operation.produces)
        response = self._json_response(answer.body, answer.status, answer.headers, JSON)
        if operation.tagged:
            response.headers.set('ETag', tag_of(answer))
        return response

    def post_dispatch(self, response):
        response.headers.extend(self.cors_headers)
        return super().post_dispatch(response)

    def handle_error(self, exc):
        problem = error_from_exception(exc)
        if problem.status < 500:
            exc.loglevel = 20  # INFO: the caller's mistake is no warning in our log
        headers = [*problem.headers, *self.cors_headers]
        response = self._json_response(problem.to_json(), problem.status, headers, PROBLEM)
        root.set_csp(response)
        return response

    def _json_response(self, body, status, headers, content_type):
        data = json.dumps(body, ensure_ascii=False, default=json_default)
        return self._response(data, status, headers, content_type)

    def _response(self, data, status, headers, content_type):
        response = Response(data, status=status, headers=list(headers), content_type=content_type)
        # personal data of pupils belongs in no cache
        response.headers.set('Cache-Control', 'no-store')
        return response

    def preflight(self, methods):
        """Return the answer to an OPTIONS request for a path that has these methods."""
        response = Response(status=204, headers=[('Allow', ', '.join(methods))])
        response.headers.pop('Content-Type')
        response.headers.extend(self.cors_headers)
        if 'Access-Control-Allow-Origin' in response.headers:
            response.headers.set('Access-Control-Allow-Methods', ', '.join(methods))
            response.headers.set('Access-Control-Allow-Headers', CORS_HEADERS)
            response.headers.set('Access-Control-Max-Age', CORS_MAX_AGE)
        return response


def _make_cors_headers(request):
    """Return the headers that let the page of an allowed origin read the answer."""
    headers = [('Vary', 'Origin')]
    origin = request.httprequest.headers.get('Origin')
    if origin and request.env is not None and origin in request.env['ir.http']._get_cors_origins():
        headers.append(('Access-Control-Allow-Origin', origin))
        headers.append(('Access-Control-Expose-Headers', CORS_EXPOSED))
    return headers


BEARER = re.compile(r'bearer +([A-Za-z0-9_-]{20,128})', re.IGNORECASE)


def read_bearer_token(httprequest):
    """Return the token of the Authorization header, or None."""
    match = BEARER.fullmatch(httprequest.headers.get('Authorization', '').strip())
    return match and match[1]
