"""Whatever can be called, with whatever comes to hand: drawn by a seed, by several at once.

Each caller has a thread of his own, and somebody of the foreign school reads his own things all the
while, so that whatever is kept in memory is full of them. Ids come as numbers and in disguise, and
contexts hold every key that the code of the installed addons looks for.
"""

import inspect
import itertools
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError
from odoo.modules.module import get_module_path
from odoo.service.model import get_public_method

from .cases import Case, Verdict
from .marks import HALF_MARK
from .rpc import READING

SURFACE = "RPC: anything, by several at once"
#: how many calls each caller makes in a short run
CALLS = 600
#: of these, how many name what the door lists; the others name anything that Odoo would call
LISTED = 0.75
DISGUISES = (
    int,
    str,
    float,
    bool,
    lambda id_: [id_],
    lambda id_: [[id_]],
    lambda id_: f' {id_} ',
    lambda id_: f'{id_}.0',
    lambda id_: f'+{id_}',
    lambda id_: f'virtual_{id_}',
    lambda id_: {'id': id_},
    lambda id_: [id_, 'name'],
    lambda id_: -id_,
    lambda _id: None,
)
#: of Odoo's commands of a list of links; 0 and 1 take values
COMMANDS = (2, 3, 4, 6)


class Anything:
    """The callers, and the pairs of a model and a method that they draw from."""

    def __init__(self, world, judge, seed):
        self._world, self._judge, self._seed = world, judge, seed
        self._lock = threading.Lock()
        with world.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            listed = env['encoach.door']._get_list()
            self._callable = sorted(_find_callable(env))
            self._listed = [pair for pair in self._callable if pair[1] in listed.get(pair[0], ())]
        self._keys = sorted(_find_context_keys(world.registry))

    def run(self, roles, results, seconds=None):
        """Call for some time, or each caller `CALLS` times; judge every answer."""
        ends = seconds and time.monotonic() + seconds
        done = threading.Event()
        with ThreadPoolExecutor(len(roles) + 1) as threads:
            neighbor = threads.submit(self._read_own, done)
            try:
                callers = [threads.submit(self._call, role, ends) for role in roles]
                for caller in callers:
                    caller.result()
            finally:
                done.set()
            neighbor.result()
        for role in roles:
            if self._world.people[role].call('res.users', 'context_get').refused:
                results.add(Verdict.ODD, SURFACE, '', role, "is signed out, and tries nothing more")

    def _read_own(self, done):
        """Read what the foreign school has, as one of its own people."""
        person = self._world.people['neighbor']
        for model in itertools.cycle(sorted(self._world.foreign)):
            if done.is_set():
                return
            person.call(model, 'search_read', [], [])

    def _call(self, role, ends):
        draw = Draw(self._world, random.Random(f'{self._seed}-{role}'), self._keys)
        for number in itertools.count():
            if (time.monotonic() > ends) if ends else (number >= CALLS):
                return
            pairs = self._listed if draw.random.random() < LISTED else self._callable
            case = self._draw_case(role, draw, *draw.random.choice(pairs))
            answer = case.send()
            with self._lock:
                self._judge.note(case, answer)

    def _draw_case(self, role, draw, model, method):
        arguments, context = draw.arguments(model, method), draw.context(model)
        person = self._world.people[role]
        return Case(
            SURFACE,
            model,
            role,
            f'{method}({str(arguments)[1:-1]}, context={context}) with seed {self._seed}',
            lambda: person.call(model, method, *arguments, context=context),
            aimed=False,
            model=model if method in READING else None,
        )


class Draw:
    """Draws arguments and contexts.

    :param random: of the seed
    :param keys: names that the code looks for in contexts
    """

    def __init__(self, world, random, keys):
        self._world, self.random, self._keys = world, random, keys
        self._kinds = sorted(world.foreign)

    def arguments(self, model, method):
        """Return arguments for a method, by the names of its parameters."""
        function = getattr(self._world.registry[model], method)
        names = list(inspect.signature(function).parameters.values())[1:]
        wanted = [
            one.name
            for one in names
            if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
            and (one.default is one.empty or self.random.random() < 0.5)
        ]
        arguments = [self._argument(model, name) for name in wanted]
        if not getattr(function, '_api_model', False):
            arguments.insert(0, self._ids(model))
        return arguments

    def context(self, model):
        """Return a context, often an empty one."""
        if self.random.random() < 0.4:
            return {}
        fields = sorted(self._world.registry[model]._fields)
        keys = self.random.sample(self._keys, k=2)
        keys += [f'default_{self.random.choice(fields)}' for _number in range(2) if fields]
        return {key: self._something(model) for key in keys}

    def _argument(self, model, name):
        if 'domain' in name:
            return self._domain(model)
        if name in ('vals', 'values', 'vals_list', 'data'):
            return self._values(model)
        if 'fields' in name or name in ('specification', 'fnames', 'load', 'aggregates'):
            some = self._some_fields(model)
            return dict.fromkeys(some, {}) if name == 'specification' else some
        if name.startswith(('group', 'order')):
            return self.random.choice([self._some_fields(model), 'id', 'create_uid', 'id desc'])
        if name.endswith(('_id', '_ids', 'ids')):
            return self._ids(self.random.choice(self._kinds))
        if name in ('res_model', 'model', 'model_name'):
            return self.random.choice(self._kinds)
        return self._something(model)

    def _something(self, model):
        choices = (
            lambda: self._id(self.random.choice(self._kinds)),
            lambda: self._ids(model),
            lambda: self.random.choice([True, False, None, 0, 1, 80, '', HALF_MARK, [], {}]),
            lambda: self.random.choice(self._kinds),
            lambda: self._domain(model),
            lambda: self._values(model),
        )
        return self.random.choice(choices)()

    def _id(self, model):
        ids = self._world.foreign.get(model) or self._world.foreign['res.partner']
        return self.random.choice(DISGUISES)(self.random.choice(ids))

    def _ids(self, model):
        if self.random.random() < 0.3:
            return self._id(model)
        return [self._id(model) for _number in range(self.random.randint(1, 2))]

    def _domain(self, model):
        return self.random.choice(
            [
                [],
                [('id', 'in', self._world.foreign.get(model, [1]))],
                [('id', '=', self._id(model))],
                [('display_name', 'ilike', HALF_MARK)],
                [('create_uid.name', 'ilike', HALF_MARK)],
                ['|', ('id', '>', 0), ('id', '=', self._id(model))],
            ]
        )

    def _values(self, model):
        fields = self._world.registry[model]._fields
        links = [name for name, field in fields.items() if field.comodel_name in self._kinds]
        values = {'name': "drawn"} if 'name' in fields else {}
        for name in self.random.sample(links, k=min(len(links), self.random.randint(0, 2))):
            id_ = self._id(fields[name].comodel_name)
            if fields[name].type != 'many2one':
                code = self.random.choice(COMMANDS)
                id_ = [[6, 0, [id_]] if code == 6 else [code, id_, 0]]
            values[name] = id_
        return values

    def _some_fields(self, model):
        fields = sorted(self._world.registry[model]._fields)
        return self.random.sample(fields, k=min(len(fields), self.random.randint(1, 4)))


def _find_callable(env):
    """Yield ``(model, method)`` of whatever the platform's administrators can call."""
    for name in env.registry:
        for method in dir(type(env[name])):
            try:
                get_public_method(env[name], method)
            except (AccessError, AttributeError):
                continue
            yield name, method


def _find_context_keys(registry):
    """Return the names that the code of the installed addons reads from contexts."""
    keys = set()
    for module in registry._init_modules:
        for path in Path(get_module_path(module)).rglob('*.py'):
            if 'tests' not in path.parts:
                keys.update(re.findall(r"context(?:\.get\(|\[)'(\w+)'", path.read_text()))
    return keys
