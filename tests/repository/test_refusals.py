"""A refusal of what somebody sent says which field is at fault, and in a code what is wrong."""

import ast
import re

from odoo.addons.encoach_lms_core.exceptions import REASONS

from .test_sources import ROOT, _sources

REASON = re.compile(r'[a-z][a-z_]+')
#: the errors of EnCoach that say a reason
ERRORS = ('InvalidInput', 'Conflict', 'Forbidden', 'EntityMismatch')


def _refusals():
    """Yield where one is made, its positional arguments, and those by name."""
    for path in _sources('encoach_lms_core/*.py', 'encoach_lms_api/*.py'):
        if 'tests' in path.parts:
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and getattr(node.func, 'id', '') in ERRORS:
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                yield f'{path}:{node.lineno}', node, given.get('reason')


def test_what_is_not_acceptable_names_its_field_and_a_reason():
    unclear, count = [], 0
    for where, node, reason in _refusals():
        if node.func.id == 'InvalidInput':
            count += 1
            if len(node.args) < 2 or not isinstance(reason, ast.Name | ast.Constant):
                unclear.append(where)
    assert count > 30
    assert not unclear, "write InvalidInput(message, field, reason='what_is_wrong')"


def test_every_reason_is_described_and_given():
    literal = {
        where: reason.value
        for where, _node, reason in _refusals()
        if isinstance(reason, ast.Constant)
    }
    unknown = {where: value for where, value in literal.items() if value not in REASONS}
    assert not unknown, "describe it in REASONS of encoach_lms_core/exceptions.py"
    of_schemas = ast.literal_eval(_assigned('encoach_lms_api/schema_errors.py', '_CODES'))
    assert all(map(REASON.fullmatch, REASONS))
    assert set(REASONS) == {*literal.values(), *of_schemas.values()}


def _assigned(path, name):
    """Return what a module assigns to a name, as its source says."""
    return next(
        node.value
        for node in ast.parse((ROOT / path).read_text(encoding='utf-8')).body
        if isinstance(node, ast.Assign) and node.targets[0].id == name
    )
