"""Find an Odoo 19 on this machine, or fetch one into the state folder."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import apt
from .checks import FIRST_START, require_space
from .console import Stop

SERIES = 19
BELOW_A_PREFIX = ('.', 'usr/lib/python3/dist-packages', 'lib/python3*/site-packages')

# The distribution leaves this script out for its licence (it blurs the background of video calls),
# but the web client's list of files still names it, and every page would log an error.
LEFT_OUT = 'odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js'
ASK_FOR_ODOO = (
    "import importlib.util as u; s = u.find_spec('odoo'); "
    "print(*(s.submodule_search_locations or []) if s else [], sep='\\n')"
)


def ensure(settings, steps, environ=os.environ):
    """Return the folder to put on Python's path for ``import odoo`` to give Odoo 19."""
    if home := environ.get('ODOO_HOME'):
        return _given(Path(home).expanduser().absolute())
    for path in _installed(environ):
        if version(path) == SERIES:
            return path
        steps.note(f"the Odoo in {path} is no Odoo {SERIES} and is not used")
    return _fetched(settings, steps)


def version(path):
    """Return the major version of the Odoo in the folder ``path``, or None if there is none."""
    try:
        release = (path / 'odoo' / 'release.py').read_text()
    except OSError:
        return None
    found = re.search(r'^version_info\s*=\s*\(([^,]+),', release, re.MULTILINE)
    return ast.literal_eval(found.group(1).strip()) if found else None


def _given(home):
    for pattern in BELOW_A_PREFIX:
        for path in sorted(home.glob(pattern)) if pattern != '.' else [home]:
            if found := version(path):
                if found == SERIES:
                    return path
                raise Stop(
                    f"ODOO_HOME={home} holds Odoo {found}: point it at an Odoo {SERIES}, or unset "
                    "it to have one fetched."
                )
    raise Stop(
        f"ODOO_HOME={home} holds no Odoo: point it at the folder of an Odoo {SERIES} (the one "
        "with odoo-bin in it), or unset it to have one fetched."
    )


def _installed(environ):
    """Yield the folders of the Odoos this Python or the PATH know."""
    seen = set()
    for path in (*_importable(), *_on_path(environ)):
        if path not in seen:
            seen.add(path)
            yield path


def _importable():
    spec = importlib.util.find_spec('odoo')
    locations = spec.submodule_search_locations if spec else None
    for location in locations or ():
        if version(parent := Path(location).parent):
            yield parent


def _on_path(environ):
    for name in ('odoo', 'odoo-bin'):
        script = shutil.which(name, path=environ.get('PATH'))
        if not script:
            continue
        script = Path(script).resolve()
        if version(script.parent):
            yield script.parent
            continue
        for location in _ask_interpreter_of(script):
            if version(parent := Path(location).parent):
                yield parent


def _ask_interpreter_of(script):
    """Return where the Python in the first line of ``script`` finds Odoo."""
    with script.open('rb') as file:
        first_line = file.readline(256)
    if not first_line.startswith(b'#!'):
        return []
    command = os.fsdecode(first_line[2:]).split()
    try:
        answer = subprocess.run([*command, '-c', ASK_FOR_ODOO], capture_output=True, text=True)
    except OSError:
        return []
    return answer.stdout.split('\n') if answer.returncode == 0 else []


def _fetched(settings, steps):
    prefix = settings.odoo_prefix
    packages = prefix / 'usr/lib/python3/dist-packages'
    if version(packages) == SERIES:
        return packages
    require_space(settings.state, FIRST_START)
    # Unpacked beside its place and moved there at the end: what is there is complete.
    partial = prefix.with_name('odoo.partial')
    shutil.rmtree(partial, ignore_errors=True)
    apt.fetch(settings, partial, steps)
    if version(partial / packages.relative_to(prefix)) != SERIES:
        raise Stop(f"The distribution's package is no Odoo {SERIES}: point ODOO_HOME at one.")
    stand_in = partial / packages.relative_to(prefix) / LEFT_OUT
    if not stand_in.exists():
        stand_in.parent.mkdir(parents=True)
        stand_in.write_text("// Left out of the distribution's package.\n")
    shutil.rmtree(prefix, ignore_errors=True)
    partial.rename(prefix)
    return packages
