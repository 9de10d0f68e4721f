"""Odoo's RPC: every model of the registry that can hold something of a school."""

import inspect

from odoo import SUPERUSER_ID, api

from . import methods, rpc_calls
from .cases import Case
from .models import is_checked

SURFACES = {
    'read': "RPC: reading",
    'oracle': "RPC: asking by way of links",
    'write': "RPC: writing foreign records",
    'link': "RPC: own records with foreign links",
    'thread': "RPC: messages, followers, activities",
    'method': "RPC: public methods of our models",
    'json2': "JSON interface (/json/2)",
    'xmlrpc': "XML-RPC",
}
#: roles that are tried on the two other ways of RPC, which end in the same methods
SAMPLED_ROLES = ('administrator',)


def groups(world, roles, only=None):
    """Yield ``(surface, model, role, cases)``; what belongs together is tried together."""
    for role in roles:
        person = world.people[role]
        for name in checked_models(world):
            if only and name not in only:
                continue
            fields = _fields(person, name)
            tried = list(_attempts(world, name, fields))
            for kind, calls in tried:
                yield SURFACES[kind], name, role, _cases(person, role, kind, name, calls)
            if role in SAMPLED_ROLES:
                calls = list(rpc_calls.samples(world.registry[name], world.foreign[name]))
                yield SURFACES['json2'], name, role, _json_2(world, person, role, name, calls)
                yield SURFACES['xmlrpc'], name, role, _xml_rpc(person, role, name, calls)


def checked_models(world):
    """Return the names of the models with cases: those that hold something foreign."""
    return [
        name
        for name in sorted(world.registry)
        if world.foreign.get(name) and is_checked(world.registry, name)
    ]


def _attempts(world, name, fields):
    """Yield ``(kind, calls)`` for a model."""
    model = world.registry[name]
    ids, own = world.foreign[name], world.own.get(name, [])
    yield 'read', list(rpc_calls.reads(model, ids, fields))
    yield 'oracle', list(rpc_calls.oracles(fields, world.foreign))
    writable = {key: value for key, value in fields.items() if _is_writable(model._fields[key])}
    yield 'link', list(rpc_calls.links(writable, own, _base(world, name), world.foreign))
    if hasattr(model, 'message_post') and own:
        partners = {'own': world.own['res.partner'], 'foreign': world.foreign['res.partner']}
        users = {'own': world.own['res.users'], 'foreign': world.foreign['res.users']}
        yield 'thread', list(rpc_calls.threads(ids, own, partners, users))
    yield 'method', list(methods.calls(world, name))
    yield 'write', list(rpc_calls.writes(ids, fields, world.own))


def _is_writable(field):
    """Return whether a value that is written goes anywhere."""
    return bool(field.store or field.inverse or field.related or not field.compute)


def _fields(person, name):
    """Return the fields of a model as the caller sees them, {} if he sees none."""
    attributes = ['type', 'relation', 'store', 'readonly', 'required', 'searchable']
    return person.call(name, 'fields_get', [], attributes).result or {}


def _base(world, name):
    """Return the values of a new record: the required ones of an own record."""
    own = world.own.get(name)
    if not own:
        return None
    with world.registry.cursor() as cr:
        record = api.Environment(cr, SUPERUSER_ID, {})[name].browse(own[-1])
        values = {}
        for field in record._fields.values():
            if field.required and field.store and not field.compute and not field.related:
                value = field.convert_to_write(record[field.name], record)
                values[field.name] = str(value) if field.type in ('date', 'datetime') else value
        return values


def _cases(person, role, kind, name, calls):
    for method, arguments, keywords, aimed in calls:
        yield Case(
            SURFACES[kind],
            name,
            role,
            _describe(method, arguments, keywords),
            lambda m=method, a=arguments, k=keywords: person.call(name, m, *a, **k),
            aimed,
            name if method in READING else None,
        )


#: methods whose results are records of the model
READING = {'search', 'read', 'search_read', 'web_read', 'web_search_read', 'name_search'}


def _describe(method, arguments, keywords):
    text = ', '.join([*map(repr, arguments), *(f'{k}={v!r}' for k, v in keywords.items())])
    return f'{method}({text[:120]})'


def _json_2(world, person, role, name, calls):
    """Yield the calls of a model by names of parameters, as that interface wants them."""
    for method, arguments, keywords, aimed in calls:
        function = getattr(world.registry[name], method, None)
        if function is None:
            continue
        names = list(inspect.signature(function).parameters)[1:]
        body = dict(keywords)
        if getattr(function, '_api_model', False) or method in ('search_count',):
            body |= dict(zip(names, arguments, strict=False))
        else:
            body |= {'ids': arguments[0], **dict(zip(names, arguments[1:], strict=False))}
        yield Case(
            SURFACES['json2'],
            name,
            role,
            _describe(method, arguments, keywords),
            lambda m=method, b=body: person.json_2(name, m, **b),
            aimed,
            name if method in READING else None,
        )


def _xml_rpc(person, role, name, calls):
    for method, arguments, keywords, aimed in calls:
        yield Case(
            SURFACES['xmlrpc'],
            name,
            role,
            _describe(method, arguments, keywords),
            lambda m=method, a=arguments, k=keywords: person.xml_rpc(name, m, *a, **k),
            aimed,
            name if method in READING else None,
        )
