"""What we override in Odoo stands in a table, with a test that notices; patches in one folder."""

import ast
import hashlib
import inspect
import re
from pathlib import Path
from pkgutil import resolve_name

from odoo.tests import TransactionCase, tagged

from .test_sources import ROOT, _sources

FOLDER = Path('encoach_lms_core/overrides')
TABLE = ROOT / FOLDER / 'README.md'
LINE = re.compile(r'^\| (`\S+`(?: by `\w+`)?) \| (.+) \| (\S+)::(\S+) \|$', re.MULTILINE)
OURS = 'odoo.addons.encoach_'

#: what the patches lean on, as it is in the version of Odoo that they were written for
LEANED_ON = {
    'odoo.sql_db:Cursor.execute': 'd48408890cf82c3e',
    'odoo.service.model:get_public_method': 'bedfafe93fdbe47b',
    'odoo.service.model:execute_cr': '646cbf2fe6c55bd5',
    'odoo.service.model:call_kw': 'b2b820f1d94b9624',
    'odoo.addons.rpc.controllers.json2:WebJson2Controller': '72068a4a11325cc3',
    'odoo.addons.base.models.assetsbundle:AssetsBundle.save_attachment': '9e24044cd81c0048',
    'odoo.addons.base.models.assetsbundle:AssetsBundle._unlink_attachments': '49083689a25ba431',
    'odoo.service.server:PreforkServer.process_spawn': 'ab9b9f8704b9412c',
    'odoo.orm.registry:Registry.cursor': '0c06bcc9922d893f',
    'odoo.http:Dispatcher.__init_subclass__': '77ec5186e5201097',
    'odoo.http:HttpDispatcher.handle_error': '6ce22eb2c4bb87b0',
    'odoo.models:BaseModel._post_model_setup__': '41033eb1b064c83d',
    'odoo.models:BaseModel._BaseModel__ensure_xml_id': '9f706e60c84b31d5',
}

#: classes that are meant to be derived from, which is no override
MEANT = ('odoo.exceptions:', 'odoo.cli:', 'odoo.http:Controller')
MODELS = {'odoo.models:Model', 'odoo.models:AbstractModel', 'odoo.models:TransientModel'}


def read_table():
    """Return ``{what: (why, file, name of the test)}``."""
    found = LINE.findall(TABLE.read_text(encoding='utf-8'))
    assert len({what for what, *_rest in found}) == len(found), "a line stands twice"
    return {what.replace('`', ''): rest for what, *rest in found}


def modules():
    """Yield ``(path, tree, {name: the object of Odoo's it is imported from})`` of our sources."""
    for path in _sources('encoach_lms_core/*.py', 'encoach_lms_api/*.py'):
        if not {'tests', 'static', 'migrations'} & set(path.parts):
            tree = ast.parse((ROOT / path).read_text(encoding='utf-8'))
            yield path, tree, dict(imported(tree))


def imported(tree):
    """Yield ``(name here, place at Odoo's)`` of what a module imports from Odoo."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module
            if module.split('.')[0] == 'odoo' and not module.startswith(OURS):
                for alias in node.names:
                    yield alias.asname or alias.name, f'{module}:{alias.name}'


def place(target, names):
    """Return what an assignment to an attribute changes of Odoo's, or None."""
    if not (isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)):
        return None
    owner, attribute = target.value.id, target.attr
    if attribute.startswith('encoach_') or owner == 'request':
        return None  # added, and nobody else's; of one request, and gone with it
    if owner in names:
        separator = ':' if inspect.ismodule(resolve_name(names[owner])) else '.'
        return names[owner].replace(':', '.' if separator == ':' else ':') + separator + attribute
    is_private = attribute.startswith('_') and owner not in ('self', 'cls', 'error')
    return f'{owner}.{attribute}' if is_private else None


def find_patches():
    """Yield ``(path, what)`` of every assignment to something of Odoo's."""
    for path, tree, names in modules():
        for node in ast.walk(tree):
            targets = getattr(node, 'targets', None) or [getattr(node, 'target', None)]
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
                for target in targets:
                    if what := place(target, names):
                        yield path, what
            elif isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'setattr':
                first = node.args[0]
                if isinstance(first, ast.Name) and first.id in names:
                    yield path, names[first.id]


def find_derived():
    """Yield what we derive from of Odoo's, but for what is meant to be derived from."""
    for _path, tree, names in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            for base in node.bases:
                owner, _dot, rest = ast.unparse(base).partition('.')
                if owner not in names:
                    continue
                where = names[owner]
                if rest:
                    where = f'{where.replace(":", ".")}:{rest}'
                if where not in MODELS and not where.startswith(MEANT):
                    yield f'{where} by {node.name}'


def find_methods(registry):
    """Return the methods of Odoo's that our classes of models override."""
    found = set()
    for model in registry.values():
        is_ours = model._name.startswith('encoach.')
        mro = inspect.getmro(model)
        for index, cls in enumerate(mro):
            if not cls.__module__.startswith(OURS):
                continue
            stock = [c for c in mro[index + 1 :] if not c.__module__.startswith(OURS)]
            for name, value in vars(cls).items():
                if not inspect.isfunction(getattr(value, '__func__', value)):
                    continue
                if is_ours and (not name.startswith('_') or name == '__init__'):
                    continue
                if any(name in vars(parent) for parent in stock):
                    found.add(f'{cls._name}.{name}')
    return found


def test_patches_stand_in_one_folder():
    elsewhere = [f'{path}: {what}' for path, what in find_patches() if FOLDER not in path.parents]
    assert not elsewhere, f"move these to {FOLDER}"


def test_private_names_of_the_server_are_imported_there_only():
    elsewhere = [
        f'{path}: {where}'
        for path, _tree, names in modules()
        for where in names.values()
        if FOLDER not in path.parents and where.split(':')[1].startswith('_')
    ]
    assert not elsewhere, f"what needs these belongs into {FOLDER}"


def test_every_patch_and_every_class_has_a_line():
    present = {what for _path, what in find_patches()} | set(find_derived())
    assert len(present) > 15
    written = {what for what in read_table() if ':' in what or what.startswith('registry.')}
    assert not sorted(present - written), f"write a line for these into {FOLDER}/README.md"
    assert not sorted(written - present), f"nothing overrides these: delete their lines in {FOLDER}"


def test_every_test_that_is_named_is_there():
    missing = [
        f'{path}::{name}'
        for _why, path, name in read_table().values()
        if not (ROOT / path).exists() or f'def {name}(' not in (ROOT / path).read_text()
    ]
    assert not missing, f"{FOLDER}/README.md names tests that do not exist"


def test_odoo_is_as_it_was_where_the_patches_lean_on_it():
    def digest(where):
        return hashlib.sha256(inspect.getsource(resolve_name(where)).encode()).hexdigest()[:16]

    changed = {where: now for where, then in LEANED_ON.items() if (now := digest(where)) != then}
    assert not changed, "Odoo has changed these: read them again, then write the digest above"


def test_every_patch_leans_on_something_we_have_read():
    patched = {what for _path, what in find_patches() if ':' in what}
    unread = {what for what in patched if not what.startswith('odoo.addons.rpc')} - {*LEANED_ON}
    assert not unread, "write the digests of these into LEANED_ON"


@tagged('post_install', '-at_install', 'encoach')
class TestModels(TransactionCase):
    """The same of the methods of models, which the registry knows."""

    def test_every_method_has_a_line(self):
        present = find_methods(self.env.registry)
        self.assertGreater(len(present), 40)
        written = {what for what in read_table() if ':' not in what and ' ' not in what}
        written = {what for what in written if not what.startswith('registry.')}
        hint = f"write a line for each of these into {FOLDER}/README.md"
        self.assertFalse(sorted(present - written), hint)
        hint = f"nothing overrides these: delete their lines in {FOLDER}/README.md"
        self.assertFalse(sorted(written - present), hint)
