"""The API: every route of the routing map with every id it takes."""

import copy
import json
import re
from collections import defaultdict

from odoo import SUPERUSER_ID, api

from tests.world import cast, requests

from .cases import Case, Verdict
from .marks import HALF_MARK
from .problems import Missing
from .world import NOWHERE

SURFACE = "API: ids in path, query and body"
LISTS = "API: lists and answers without a foreign id"
NOWHERES = "API: ids that exist nowhere"

#: of fields whose examples name what is not there
VALUES = {'term_key': cast.TERM, 'course_name': "Isolation"}
#: a list may be asked for ids; these are anybody's
EVERYBODY = {'ids': ','.join(map(str, range(1, 1001))), 'sort': '-updated_at'}
SIGNING_OUT = '/api/logout'
#: the code that an administrator is told of another school's id
FOREIGN = 'entity_mismatch'


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
        self._query = requests.properties(self.operation.query)
        self._body = requests.properties(self.operation.body)

    def attempts(self, others):
        """Yield ``(what, path, options)``, each with one id that is not one's own.

        :param others: ``{model: ids}``; of the foreign school, or ids of nothing
        """
        for name, model in self._path_models.items():
            for id_ in self._pick(others, model):
                yield f'{name} in the path', self.path(**{name: id_}), self.options()
        for name, schema in self._query.items():
            model = requests.model_of(name, schema)
            if model:
                for id_ in self._pick(others, model):
                    mixed = f'{self._own(model)},{id_}' if name.endswith('_ids') else id_
                    options = self.options()
                    # what may be given once is given in the query string, not in the body
                    if name in self._body:
                        options['json'].pop(name, None)
                    options['params'] = {**options.get('params', {}), name: mixed}
                    yield f'{name} in the query', self.path(), options
        yield from self._attempts_in_body(others)

    def _attempts_in_body(self, others):
        for place, name, model in requests.walk_ids(self._body):
            for id_ in self._pick(others, model):
                lists = [[id_], [self._own(model), id_]] if name.endswith('_ids') else [id_]
                for value in lists:
                    for options in self._bodies(name):
                        requests.put(options['json'], place, name, value, self._body)
                        yield f'{name} in the body', self.path(), options

    def _bodies(self, name):
        """Return what is sent to try an id: also without what may stand in its place."""
        whole = self.options()
        given = whole['json']
        without = [other for other in given if other.endswith(('_id', '_ids'))]
        bodies = [given]
        if name not in given:
            bodies += [{key: given[key] for key in given if key != other} for other in without]
        return [{**whole, 'json': copy.deepcopy(body)} for body in bodies]

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
        return requests.make_options(self.operation, self._own, VALUES)

    def all_of_query(self):
        """Return a query string with one's own ids wherever one may be given."""
        return requests.make_query(self.operation, self._own, VALUES, every_id=True)

    def _pick(self, others, model):
        """Return the first and the last id: among the last ones made is one that is archived."""
        if model not in others:
            raise Missing(self.name, f'make a record of {model} for each school in cast.py')
        return sorted({others[model][0], others[model][-1]})

    def _own(self, model):
        known = self._world.api_ids.get(model)
        return known or self._world.own[model][0]


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
    codes = defaultdict(set)
    for (what, path, options), (_what, nowhere_path, nowhere_options) in pairs:
        case = Case(NOWHERES, route.name, role, what, None)
        theirs = person.api(route.method, path, **options)
        nobodys = person.api(route.method, nowhere_path, **nowhere_options)
        codes[what].add(isinstance(theirs.result, dict) and theirs.result.get('code'))
        statuses = (theirs.status, nobodys.status)
        same = _revealed(theirs) == _revealed(nobodys)
        if statuses in TOLD_APART[layers] and same:
            results.note(case, Verdict.REFUSED)
        elif theirs.status == nobodys.status and same:
            results.note(case, Verdict.REFUSED if theirs.refused else Verdict.EMPTY)
        else:
            detail = f'{statuses}: {theirs.message()} / {nobodys.message()}'
            results.note(case, Verdict.ODD, detail)
    # without the checks in Python, the wall says it in a word of its own
    if layers != 'wall':
        for what, detail in _find_other_refusals(route, codes):
            results.add(Verdict.ODD, NOWHERES, route.name, role, what, detail)


def _find_other_refusals(route, codes):
    """Yield what was never refused for being foreign, and so may have been for another reason.

    A filter of a list opens nothing: it finds nothing.

    :param codes: ``{what was tried: codes of the answers}``
    """
    for what, told in codes.items():
        is_filter = route.method == 'GET' and what.endswith('in the query')
        if FOREIGN not in told and not is_filter:
            yield what, f'answered {sorted(map(str, told))}, never {FOREIGN}'


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
