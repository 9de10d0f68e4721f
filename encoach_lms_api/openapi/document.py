"""The description of the API (OpenAPI 3.1): what the routing map and the schemas say.

Nothing is written down twice: paths, methods and ids are the routing map's, bodies, parameters and
answers are the schemas' of each `Operation`, sentences are the docstrings of the controllers.
"""

import inspect
import re
from http import HTTPStatus

from odoo.modules.module import Manifest

from ..conditional import takes_condition
from ..http import RECORD_ID, ApiDispatcher
from ..idempotency import HEADER, takes_key
from ..schemas.glossary import explain
from ..schemas.ids import MODEL
from ..schemas.problems import Problem
from ..uploads import FILE, FORM
from .problems import describe_responses, find_statuses, refer_to_response
from .schemas import describe_fields, describe_models, make_body, make_example, refer

JSON = 'application/json'
ADDON = 'encoach_lms_api'
TOKEN = 'token'
ID = {'type': 'integer', 'minimum': 1, 'maximum': 2**31 - 1}
CONTROLLER = re.compile(r'(?<=[a-z])(?=[A-Z])|Controller$')
BINARY = {'type': 'string', 'format': 'binary', 'description': "The file."}

IF_MATCH = {
    'name': 'If-Match',
    'in': 'header',
    'required': False,
    'description': "An `ETag` of GET for this path: nothing is changed (412) if GET answers another"
    " one by now.",
    'schema': {'type': 'string'},
}

IDEMPOTENCY_KEY = {
    'name': HEADER,
    'in': 'header',
    'required': False,
    'description': "A random text, such as a UUID. Sent again within 24 hours with the same"
    " request, it gives the same answer, and nothing is done twice; with another one, 422.",
    'schema': {'type': 'string', 'pattern': '^[!-~]{1,255}$'},
}

INTRODUCTION = """\
`POST /api/login` gives a token; every other operation wants it as `Authorization: Bearer <token>`.

A list is `{"items", "total", "limit", "offset"}`. A write is all or nothing and can be repeated. An
error is a problem document (RFC 9457) with a stable `code`. An `ETag`, sent back as `If-Match`,
keeps a change from overwriting somebody else's. Dates are ISO 8601, date-times carry an offset, and
what is absent is null.

Each operation says who may call it. What is theirs: a teacher's are the classrooms where he is
homeroom or class teacher or teaches a batch, and the lesson notes that he wrote or has authority
over; a student's are himself and what he is enrolled in. Administrators reach what belongs to their
schools, platform administrators all schools.

A path that is not described here is answered 404, a method that a path does not have 405.
"""


def describe(routing_map):
    """Return the OpenAPI document of a routing map as a dict."""
    routes = sorted(_iter_routes(routing_map), key=lambda route: (route[0], route[1]))
    schemas = describe_models(_collect_models(routes))
    readings = {path: _get_operation(rule) for path, method, rule in routes if method == 'get'}
    paths, tags = {}, {}
    for path, method, rule in routes:
        described = _describe_operation(rule, path, method, schemas, readings.get(path))
        paths.setdefault(path, {})[method] = described
        tags[described['tags'][0]] = _get_controller(rule)
    manifest = Manifest.for_addon(ADDON)
    return {
        'openapi': '3.1.0',
        'info': {
            'title': "EnCoach LMS",
            'version': manifest['version'],
            'summary': manifest['summary'],
            'description': INTRODUCTION,
            'contact': {'name': manifest['author']},
            'license': {'name': "LGPL-3.0", 'identifier': 'LGPL-3.0-only'},
        },
        'servers': [{'url': '/'}],
        'security': [{TOKEN: []}],
        'tags': [
            {'name': name, 'description': inspect.getdoc(controller)}
            for name, controller in sorted(tags.items())
        ],
        'paths': paths,
        'components': {
            'securitySchemes': {TOKEN: {'type': 'http', 'scheme': 'bearer'}},
            'schemas': schemas,
            'responses': describe_responses(),
        },
    }


def _iter_routes(routing_map):
    """Yield ``(path, method, rule)`` for every method of every route of the API."""
    for rule in routing_map.iter_rules():
        if rule.endpoint.routing['type'] == ApiDispatcher.routing_type:
            for method in rule.endpoint.routing['methods']:
                if method != 'OPTIONS':
                    yield RECORD_ID.sub(r'{\1}', rule.rule), method.lower(), rule


def _collect_models(routes):
    """Return the models of all bodies and answers, each with the direction it is used in."""
    models = {(Problem, 'serialization')}
    for _path, _method, rule in routes:
        operation = rule.endpoint.routing['operation']
        if operation.body:
            models.add((operation.body, 'validation'))
        if operation.answer:
            models.add((operation.answer, 'serialization'))
    return models


def _get_controller(rule):
    """Return the class that the controller of a route was first written as."""
    return next(
        cls
        for cls in reversed(inspect.getmro(type(rule.endpoint.func.__self__)))
        if hasattr(cls, rule.endpoint.__name__)
    )


def _get_operation(rule):
    return rule.endpoint.routing['operation']


def _describe_operation(rule, path, method, schemas, reading):
    routing = rule.endpoint.routing
    conditional = takes_condition(method.upper(), routing['operation'], reading)
    operation = routing['operation']
    summary, _, description = inspect.getdoc(rule.endpoint).partition('\n\n')
    described = {
        'operationId': rule.endpoint.__name__,
        'tags': [' '.join(CONTROLLER.split(_get_controller(rule).__name__)).strip().capitalize()],
        'summary': ' '.join(summary.split()),
    }
    described['description'] = '\n\n'.join(filter(None, [description, operation.roles.describe()]))
    if routing['auth'] == 'none':
        described['security'] = []
    parameters = [*_describe_path(operation.path_models), *_describe_query(operation.query)]
    if conditional:
        parameters.append(IF_MATCH)
    if takes_key(method.upper(), routing['auth'], operation):
        parameters.append(IDEMPOTENCY_KEY)
    if parameters:
        described['parameters'] = parameters
    if operation.body or operation.upload:
        described['requestBody'] = _describe_body(operation)
    statuses = find_statuses(
        operation,
        guarded=routing['auth'] != 'none',
        writes=method != 'get',
        conditional=conditional,
        names=_find_names(rule, operation),
    )
    described['responses'] = {
        **{
            str(status): _describe_answer(operation, status, schemas)
            for status in (operation.status, *operation.also)
        },
        **{str(status): refer_to_response(status) for status in statuses},
    }
    return described


def _find_names(rule, operation):
    """Return the names of what a request may hold; the ids in a list's query only filter it."""
    names = set(rule.arguments)
    for model in (operation.body, operation.query):
        if model and 'offset' not in model.model_fields:
            names.update(model.model_fields)
    return names


def _describe_path(models):
    for name, model in models.items():
        yield {
            'name': name,
            'in': 'path',
            'required': True,
            'description': explain(name),
            'schema': {**ID, MODEL: model},
            'example': 12,
        }


def _describe_query(model):
    for name, schema, required in describe_fields(model) if model else ():
        schema = dict(schema)
        parameter = {'name': name, 'in': 'query', 'required': required, 'schema': schema}
        if description := schema.pop('description', None):
            parameter['description'] = description
        if required and 'examples' in schema:
            # the page fills the example in: a filter is better left out
            parameter['example'] = schema.pop('examples')[0]
        if schema.get('type') == 'array':
            parameter |= {'style': 'form', 'explode': True}
            ways = f"Several as `{name}=11&{name}=12` or as `{name}=11,12`."
            parameter['description'] = ' '.join(filter(None, [description, ways]))
        yield parameter


def _describe_body(operation):
    if operation.upload:
        return _describe_upload(operation)
    schema = refer(operation.body.__name__)
    return {
        'required': any(field.is_required() for field in operation.body.model_fields.values()),
        'content': {JSON: {'schema': schema, 'example': make_body(operation.body)}},
    }


def _describe_upload(operation):
    """A file: the only part of a form.

    Taken as the body itself as well; that is said in words, because generators of clients warn of
    types of content that they do not know.
    """
    form = {
        'type': 'object',
        'properties': {FILE: BINARY},
        'required': [FILE],
        'additionalProperties': False,
    }
    mimetype = operation.upload.mimetype
    return {
        'description': f"A form with the file. The file alone is taken as well, as `{mimetype}`.",
        'required': True,
        'content': {FORM: {'schema': form}},
    }


def _describe_answer(operation, status, schemas):
    answer = {'description': _describe_success(operation, status)}
    if status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        return answer
    mimetype = operation.produces.partition(';')[0]
    if operation.answer:
        schema = refer(operation.answer.__name__)
        content = {'schema': schema, 'example': make_example(schema, schemas)}
    else:
        content = {'schema': {'type': 'object' if mimetype == JSON else 'string'}}
    headers = {}
    if status == HTTPStatus.CREATED:
        headers['Location'] = {
            'description': "Where the new record is, if it has an address.",
            'schema': {'type': 'string'},
        }
    if operation.tagged:
        headers['ETag'] = {
            'description': "Stands for what GET answers here; send it as `If-Match`.",
            'schema': {'type': 'string'},
        }
    if headers:
        answer['headers'] = headers
    return {**answer, 'content': {mimetype: content}}


def _describe_success(operation, status):
    if status != HTTPStatus.NO_CONTENT and operation.answer:
        return inspect.getdoc(operation.answer).partition('\n\n')[0].replace('\n', ' ')
    return f'{HTTPStatus(status).phrase}.'
