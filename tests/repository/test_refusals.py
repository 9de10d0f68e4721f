"""A refusal of what somebody sent says which field is at fault, and in a code what is wrong."""

import ast
import re

from .test_sources import ROOT, _sources

REASON = re.compile(r'[a-z][a-z_]+')


def test_what_is_not_acceptable_names_its_field_and_a_reason():
    unclear, count = [], 0
    for path in _sources('encoach_lms_core/*.py', 'encoach_lms_api/*.py'):
        if 'tests' in path.parts:
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'InvalidInput':
                count += 1
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                reason = getattr(given.get('reason'), 'value', None)
                named = isinstance(given.get('reason'), ast.Name) or (
                    isinstance(reason, str) and REASON.fullmatch(reason)
                )
                if len(node.args) < 2 or not named:
                    unclear.append(f'{path}:{node.lineno}')
    assert count > 30
    assert not unclear, "write InvalidInput(message, field, reason='what_is_wrong')"
