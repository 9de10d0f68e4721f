"""The API: every route of the routing map with every id it takes."""

import copy
import json
import re

from odoo import SUPERUSER_ID, api

from tests.world import cast

from .cases import Case, Verdict
from .marks import HALF_MARK
from .problems import Missing
from .world import NOWHERE

SURFACE = "API: ids in path, query and body"
LISTS = "API: lists and answers without a foreign id"
NOWHERES = "API: ids that exist nowhere"

#: values of what is not an id, by name; of what a body or a query string has to have
VALUES = {
    'name': "Tried",
    'items': [{'name': "Tried"}],
    'title': "Tried",
    'email': 'tried@nile.example',
    'key': 'TRIED',
    'term_key': cast.TERM,
    'course_name': "Isolation",
    'remark': "Tried",
    'mode': 'add',
    'replace': True,
}
#: a list may be asked for ids; these are anybody's
EVERYBODY = {'ids': ','.join(map(str, range(1, 1001))), 'sort': '-updated_at'}
FILES = {'text/csv': b'name,email\r\nTried,tried@nile.example\r\n'}
SIGNING_OUT = '/api/logout'


class Route:
    """A route, and the requests that try it.

    :param rule: of the routing map
    """

    def __init__(self, world, rule, method):
        self._world = world
        self.method = method
        self.operation = rule.endpoint.routing['operation']
        self._path = re.sub('<record_id:([a-z_]+)>', r'{\1}', rule.rule)
        self.name = f'{method} {self._path}'
        self._path_models = self.operation.path_models
        self._query = _properties(self.operation.query)
        self._body = _properties(self.operation.body)

    def attempts(self, others):
        """Yield ``(what, path, options)``, each with one id that is not one's own.

        :param others: ``{model: ids}``; of the foreign school, or ids of nothing
        """
        for name, model in self._path_models.items():
            for id_ in self._pick(others, model):
                yield f'{name} in the path', self.path(**{name: id_}), self.options()
        for name, schema in self._query.items():
            model = _model(name, schema)
            if model:
                for id_ in self._pick(others, model):
                    mixed = f'{self._own(model)},{id_}' if name.endswith('_ids') else id_
                    options = self.options()
                    # what may be given once is given in the query string, not in the body
                    if name in self._body:
                        options['json'].pop(name, None)
                    options['params'] = {**options.get('params', {}), name: mixed}
                    yield f'{name} in the query', self.path(), options
        for place, name, model in _walk_ids(self._body):
            for id_ in self._pick(others, model):
                lists = [[id_], [self._own(model), id_]] if name.endswith('_ids') else [id_]
                for value in lists:
                    options = copy.deepcopy(self.options())
                    _put(options['json'], place, name, value)
                    yield f'{name} in the body', self.path(), options

    def path(self, **foreign):
        """Return the path with own ids, but for those given."""
        return self._path.format(
            **{
                name: foreign.get(name) or self._own(model)
                for name, model in self._path_models.items()
            }
        )

    def options(self):
        """Return what is sent with a request that is all one's own."""
        options = {'params': self._required_query()}
        if self.operation.upload:
            mimetype = self.operation.upload.mimetype
            options |= {'data': FILES[mimetype], 'headers': {'Content-Type': mimetype}}
        elif self.operation.body:
            options['json'] = self._fill(self._body)
        return options

    def all_of_query(self):
        """Return a query string with one's own ids wherever one may be given."""
        ids = {
            name: self._own(model)
            for name, schema in self._query.items()
            if (model := _model(name, schema))
        }
        return {**self._required_query(), **ids}

    def _required_query(self):
        schema = self.operation.query and self.operation.query.model_json_schema()
        required = schema.get('required', []) if schema else []
        return {name: self._value(name, self._query[name]) for name in required}

    def _fill(self, properties):
        return {
            name: self._value(name, schema)
            for name, schema in properties.items()
            if name in VALUES or _model(name, schema) or schema.get('properties')
        }

    def _value(self, name, schema):
        if schema.get('properties'):
            return self._fill(schema['properties'])
        if name in VALUES:
            return VALUES[name]
        if model := _model(name, schema):
            return [self._own(model)] if name.endswith('_ids') else self._own(model)
        raise Missing(self.name, f'no value for {name}')

    def _pick(self, others, model):
        """Return the first and the last id: among the last ones made is one that is archived."""
        if model not in others:
            raise Missing(self.name, f'make a record of {model} for each school in cast.py')
        return sorted({others[model][0], others[model][-1]})

    def _own(self, model):
        known = self._world.api_ids.get(model)
        return known or self._world.own[model][0]


def _properties(schema):
    """Return ``{name: JSON schema}`` of the fields of a pydantic model, references resolved."""
    if schema is None:
        return {}
    whole = schema.model_json_schema()
    return _resolve(whole.get('properties', {}), whole.get('$defs', {}))


def _resolve(node, definitions):
    if isinstance(node, list):
        return [_resolve(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if '$ref' in node:
        return _resolve(definitions[node['$ref'].rsplit('/', 1)[-1]], definitions)
    return {key: _resolve(value, definitions) for key, value in node.items()}


def _model(name, schema):
    """Return the model of what is an id of a record or a list of them; else None."""
    # an addon: it can be imported when Odoo is configured
    from odoo.addons.encoach_lms_api.schemas.ids import get_model

    return get_model(schema) if name != 'ids' else None


def _walk_ids(properties, place=()):
    """Yield ``(path to it, name, model)`` of every id in a body, in nested lists and objects."""
    for name, schema in properties.items():
        if model := _model(name, schema):
            yield place, name, model
        for inner in (schema, schema.get('items', {}), *schema.get('anyOf', ())):
            if inner.get('properties'):
                yield from _walk_ids(inner['properties'], (*place, name))


def _put(body, place, name, value):
    for step in place:
        inner = body.setdefault(step, {})
        body = inner[0] if isinstance(inner, list) else inner
    body[name] = value


def find(world):
    """Return the routes of the API that want somebody signed in."""
    with world.registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        rules = list(env['ir.http'].routing_map().iter_rules())
    return [
        Route(world, rule, method)
        for rule in rules
        if rule.endpoint.routing['type'] == 'encoach' and rule.endpoint.routing['auth'] != 'none'
        for method in sorted(set(rule.endpoint.routing['methods']) - {'OPTIONS'})
        if rule.rule != SIGNING_OUT
    ]


def groups(world, roles, routes):
    """Yield ``(surface, route, role, cases)``."""
    for role in roles:
        person = world.people[role]
        for route in routes:
            yield SURFACE, route.name, role, list(_aimed(world, person, role, route))
            if route.method == 'GET':
                yield LISTS, route.name, role, list(_open(world, person, role, route))


def _aimed(world, person, role, route):
    for what, path, options in route.attempts(world.foreign):
        yield Case(
            SURFACE,
            route.name,
            role,
            what,
            lambda p=path, o=options: person.api(route.method, p, **o),
        )


def _open(world, person, role, route):
    for params in ({}, {'active': 'false'}, {'search': HALF_MARK}, {'limit': '1000'}, EVERYBODY):
        options = route.options()
        options['params'] = {**options['params'], **params}
        yield Case(
            LISTS,
            route.name,
            role,
            f'{params or "as it is"}',
            lambda o=options: person.api(route.method, route.path(), **o),
            aimed=False,
        )


#: statuses for a foreign id and for one of nothing that are told apart, by the layers that stand;
#: without checks in Python, Odoo says yes to deleting nothing
TOLD_APART = {'both': {(403, 404)}, 'rules': {(403, 404)}, 'wall': {(403, 404), (403, 204)}}


def compare_nowhere(world, role, route, results, layers):
    """Ask with an id that exists nowhere: it may be told from a foreign one by 404 alone."""
    person = world.people[role]
    nothing = {model: [NOWHERE] for model in world.foreign}
    foreign = {model: ids[-1:] for model, ids in world.foreign.items()}
    pairs = zip(route.attempts(foreign), route.attempts(nothing), strict=True)
    for (what, path, options), (_what, nowhere_path, nowhere_options) in pairs:
        case = Case(NOWHERES, route.name, role, what, None)
        theirs = person.api(route.method, path, **options)
        nobodys = person.api(route.method, nowhere_path, **nowhere_options)
        statuses = (theirs.status, nobodys.status)
        same = _revealed(theirs) == _revealed(nobodys)
        if statuses in TOLD_APART[layers] and same:
            results.note(case, Verdict.REFUSED)
        elif theirs.status == nobodys.status and same:
            results.note(case, Verdict.REFUSED if theirs.refused else Verdict.EMPTY)
        else:
            detail = f'{statuses}: {theirs.message()} / {nobodys.message()}'
            results.note(case, Verdict.ODD, detail)


def _revealed(answer):
    """Return what an answer says beyond the documented difference between 403 and 404."""
    if answer.status == 204:
        return json.dumps({'errors': []})
    if not isinstance(answer.result, dict):
        return str(answer.result)
    kept = {
        name: value
        for name, value in answer.result.items()
        if name not in ('type', 'title', 'status', 'code', 'detail')
    }
    for error in kept.get('errors') or ():
        # an entry's code is that of the problem, if there is nothing closer to say
        for name in ('code', 'message', 'ids'):
            error.pop(name, None)
    return json.dumps(kept, sort_keys=True)
