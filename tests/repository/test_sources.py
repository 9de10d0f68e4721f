"""The sources keep the taste of the house."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 300


def _sources(*patterns):
    """Return the tracked files that match, as paths relative to the root."""
    listing = subprocess.run(
        ['git', 'ls-files', '--', *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(name) for name in listing.stdout.splitlines()]


def test_the_readme_is_read_in_one_sitting():
    assert len((ROOT / 'README.md').read_text().splitlines()) <= 150


def test_only_the_agreed_names_stand_at_the_top():
    names = {path.parts[0] for path in _sources('.') if not path.parts[0].startswith('.')}
    assert names == {
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'encoach_lms_api',
        'encoach_lms_core',
        'odoo.conf',
        'pyproject.toml',
        'requirements.txt',
        'scripts',
        'tests',
    }


def test_no_source_file_is_too_long():
    long = {
        str(path): lines
        for path in _sources('*.py', '*.js', '*.scss')
        if '/tests/' not in str(path)
        and '/static/lib/' not in str(path)  # by others, as they made it
        and (lines := len((ROOT / path).read_text(encoding='utf-8').splitlines())) > MAX_LINES
    }
    assert not long


def test_every_model_class_tells_what_it_is():
    undocumented = [
        f'{path}: {node.name}'
        for path in _sources('encoach_lms_*/models/**/*.py', 'encoach_lms_*/wizard/*.py')
        for node in ast.parse((ROOT / path).read_text(encoding='utf-8')).body
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert not undocumented


def test_every_many2one_says_what_happens_on_delete():
    silent = [
        f'{path}:{node.lineno}'
        for path in _sources('encoach_lms_*/models/**/*.py')
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding='utf-8')))
        if isinstance(node, ast.Call)
        and getattr(node.func, 'attr', '') == 'Many2one'
        and node.args
        and not {'ondelete', 'related'} & {keyword.arg for keyword in node.keywords}
    ]
    assert not silent


def test_the_core_knows_nothing_of_the_api():
    core = _sources('encoach_lms_core/*.py', 'encoach_lms_core/**/*.py')
    assert core
    assert not [path for path in core if 'encoach_lms_api' in (ROOT / path).read_text()]


def test_the_api_never_bypasses_access_rights():
    api = [path for path in _sources('encoach_lms_api/**/*.py') if 'tests' not in path.parts]
    assert api
    assert not [path for path in api if '.sudo(' in (ROOT / path).read_text()]


@pytest.mark.parametrize('addon', ['encoach_lms_core', 'encoach_lms_api'])
def test_every_test_file_is_imported(addon):
    """Odoo's own runner finds a test by the imports of its package only."""
    missing = []
    for path in _sources(f'{addon}/tests/**/test_*.py', f'{addon}/tests/test_*.py'):
        package = (ROOT / path).parent / '__init__.py'
        if not re.search(rf'\b{path.stem}\b', package.read_text()):
            missing.append(str(path))
    assert not missing
