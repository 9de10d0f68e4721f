"""The entries of the door's list, without each of which somebody is refused; and its refusals."""

import contextlib
from unittest.mock import patch

from odoo.service import model as service

from odoo.addons.encoach_lms_core.door import marks, verbs
from odoo.addons.encoach_lms_core.overrides import rpc
from odoo.addons.rpc.controllers import json2

VERBS = ('SHOWING', 'EDITING', 'INTEGRATING', 'CHATTER')
#: methods that must stay refused; added to the list, they are guards in reverse
EXTRA = ('mail.thread', 'message_process', "Anything at all, for the sake of the test.")


def entries(env):
    """Yield ``(model or verb, name, context)`` of what lets a call through."""
    for name, methods, _reason in verbs.BY_HAND:
        if name in env:
            for method in methods.split():
                yield name, f'{name}.{method}', _without_entry(name, method)
    for kind in VERBS:
        for verb in sorted(getattr(verbs, kind)):
            fewer = getattr(verbs, kind) - {verb}
            yield verb, f'{kind} {verb}', lambda k=kind, f=fewer: patch.object(verbs, k, f)
    for name in sorted(env.registry):
        for method in sorted(marks.find(env.registry[name])):
            yield name, f'@public {name}.{method}', _without_mark(env.registry[name], method)


def refusals(env):
    """Yield ``(what fails, name, context)`` of what turns a call away, made to let it through."""
    door = env.registry['encoach.door']
    yield 'refused', 'encoach.door._check', lambda: patch.object(door, '_check', lambda *_: None)
    yield (
        'refused',
        'encoach.door._is_listed',
        lambda: patch.object(door, '_is_listed', lambda *_: True),
    )
    yield (
        'refused',
        'encoach.door._is_open_to_caller',
        lambda: patch.object(door, '_is_open_to_caller', lambda *_: True),
    )
    for module in (service, json2):
        yield 'refused', f'{module.__name__} asks the door', _without_gate(module)
    yield 'asked', 'BY_HAND', lambda: patch.object(verbs, 'BY_HAND', (*verbs.BY_HAND, EXTRA))
    for kind in VERBS:
        more = getattr(verbs, kind) | {'export_data'}
        yield 'refused', kind, lambda k=kind, m=more: patch.object(verbs, k, m)


def _without_entry(name, method):
    fewer = tuple(
        (model, ' '.join(m for m in methods.split() if (model, m) != (name, method)), reason)
        for model, methods, reason in verbs.BY_HAND
    )
    return lambda: patch.object(verbs, 'BY_HAND', fewer)


def _without_mark(cls, method):
    @contextlib.contextmanager
    def removed():
        with contextlib.ExitStack() as removing:
            for parent in cls.mro():
                if getattr(vars(parent).get(method), marks.MARK, False):
                    function = vars(parent)[method]
                    removing.enter_context(patch.object(function, marks.MARK, False))
            yield

    return removed


def _without_gate(module):
    return lambda: patch.object(module, 'get_public_method', rpc._find_method)
