"""What another version of Odoo changes stands behind one module each."""

import re

import pytest

from .test_sources import ROOT, _sources

CORE = 'encoach_lms_core/'
#: by module: what appears nowhere else, and who asks it instead
THIN = {
    CORE + 'tools/parameters.py': (
        r"get_param\(|'ir\.config_parameter'",
        "read system parameters with tools.get_parameter",
    ),
    CORE + 'models/tenancy/odoo_access.py': (
        r"'ir\.rule'|'ir\.model\.access'|(FROM|JOIN|UPDATE|INTO) (ir_rule|ir_model_access)\b",
        "ask encoach.access, or add what you need to its module",
    ),
    CORE + 'tools/table.py': (
        r'_field_to_sql|_check_field_access|_condition_to_sql|_order_to_sql|\.join\(\w+\.model',
        "take columns from tools.Table",
    ),
}


def find(pattern):
    """Return the files of our sources in which something appears."""
    files = _sources('encoach_lms_core/*.py', 'encoach_lms_api/*.py')
    return {
        str(path)
        for path in files
        if not {'tests', 'static'} & set(path.parts)
        and re.search(pattern, (ROOT / path).read_text(encoding='utf-8'))
    }


@pytest.mark.parametrize('module', THIN)
def test_what_odoo_changes_stands_in_one_module(module):
    pattern, hint = THIN[module]
    found = find(pattern)
    assert module in found, "nothing of it is left: delete this line"
    assert not found - {module}, hint
