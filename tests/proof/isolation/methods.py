"""The public methods of our own models, which anybody signed in may call over RPC."""

import inspect

from odoo import models

from odoo.addons.encoach_lms_api.schemas.ids import MODELS

from tests.world import cast

from .problems import Missing

PACKAGE = 'odoo.addons.encoach_'

#: values of the other parameters
PARAMETERS = {
    'term_key': cast.TERM,
    'mode': 'set',
    'replace': True,
    'remark': "taken",
    'count': 2,
    'start': 0,
    'dry_run': False,
    'signup_type': 'signup',
    'login': 'nobody',
}
#: parameters of our methods that say what the caller saw before; left out, nothing is compared
LEFT_OUT = {'expected_ids'}
#: parameters that hold ids in a form of their own: how to make one of ids
NESTED = {
    'students': ('encoach.student', lambda ids: {'ids': ids}),
    'teachers': ('encoach.teacher', lambda ids: {'ids': ids}),
}


def find(registry, name):
    """Return ``{method: its parameters}`` of the public methods that our addons add to a model."""
    stock = {
        method
        for parent in ('base', 'mail.thread', 'mail.activity.mixin')
        for method in dir(registry[parent])
    }
    found = {}
    for cls in inspect.getmro(registry[name]):
        if cls is models.Model or not cls.__module__.startswith(PACKAGE):
            continue
        for method, function in vars(cls).items():
            if (
                inspect.isfunction(function)
                and not method.startswith('_')
                and method not in stock
                and not getattr(function, '_api_private', False)
            ):
                found[method] = list(inspect.signature(function).parameters)[1:]
    return found


def calls(world, name):
    """Yield ``(method, arguments, keywords, aimed)``: foreign records, and foreign ids to own ones.

    :raise Missing: for a parameter that nobody told this program how to fill
    """
    foreign, own = world.foreign[name], world.own.get(name, [])
    for method, parameters in find(world.registry, name).items():
        if getattr(getattr(world.registry[name], method), '_api_model', False):
            yield method, [], {}, False
            continue
        ours = _keywords(name, method, parameters, world.own)
        theirs = _keywords(name, method, parameters, world.foreign)
        for ids in (foreign[:1], foreign[-1:]):
            yield method, [ids], ours, True
            yield method, [ids], theirs, True
        for parameter in parameters:
            if own and (_model_of(parameter) or parameter in NESTED):
                yield method, [own[-1:]], {**ours, parameter: theirs[parameter]}, True


def _model_of(parameter):
    """Return the model whose id, or a list of them, a parameter is by its name; else None."""
    return MODELS.get(parameter.removesuffix('s'))


def _keywords(name, method, parameters, ids):
    values = {}
    for parameter in parameters:
        if parameter in LEFT_OUT:
            continue
        if model := _model_of(parameter):
            several = parameter.endswith('_ids')
            values[parameter] = ids[model][-1:] if several else ids[model][-1]
        elif parameter in NESTED:
            model, make = NESTED[parameter]
            values[parameter] = make(ids[model][-1:])
        elif parameter in PARAMETERS:
            values[parameter] = PARAMETERS[parameter]
        else:
            raise Missing(f'{name}.{method}', f'no value for the parameter {parameter}')
    return values
