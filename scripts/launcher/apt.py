"""Fetch Odoo 19 from the distribution without installing anything.

Debian's unstable suite has Odoo 19 as one package for all architectures. It is downloaded with the
machine's own apt and keys, but with lists and caches of our own, and unpacked into a folder; the
machine's apt state and installed packages stay untouched, so no special rights are needed.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .console import Stop
from .processes import run_logged

SUITE = 'sid'
# The web client's fonts and scripts are links into other packages. The two fonts of the second
# list are taken from the machine's own suite: newer ones have their files elsewhere.
FROM_SUITE = (
    'odoo-19',
    'fonts-roboto-unhinted',
    'fonts-montserrat',
    'fonts-ocr-b',
    'libjs-jquery',
    'libjs-jquery-form',
    'libjs-underscore',
)
FROM_OWN_SUITE = ('fonts-font-awesome', 'fonts-inconsolata')

BRING_YOUR_OWN = "point ODOO_HOME at an Odoo 19 (a source checkout or an installation)"
NO_NETWORK = re.compile(
    r'Temporary failure resolving|Could not connect|Could not resolve|Connection failed|'
    r'Connection timed out|Unable to connect|Connection refused|Failed to fetch'
)
DISK_FULL = re.compile(r'No space left on device|not enough free space|Write error')


def fetch(settings, prefix, steps):
    """Download Odoo 19 and what its web client links to, and unpack all of it below ``prefix``."""
    if not shutil.which('apt-get') or not shutil.which('dpkg'):
        raise Stop(f"There is no Odoo 19 and no apt to fetch it with: {BRING_YOUR_OWN}.")
    folder = settings.state / 'apt'
    archive = debian_archive(_index_targets())
    options = _private_state(folder, archive)
    hints = [
        (DISK_FULL, "The disk is full: make room and start again."),
        (NO_NETWORK, "Odoo 19 could not be downloaded: check the network and start again."),
    ]
    failure = f"apt could not download Odoo 19: see its log, or {BRING_YOUR_OWN}."
    log = settings.log('apt')

    steps.note("reading the distribution's package list")
    run_logged(['apt-get', *options, 'update'], log, failure=failure, hints=hints)
    steps.note("downloading Odoo 19 (about 130 MB)")
    packages = [f'{name}/{SUITE}' for name in FROM_SUITE] + [
        f"{name}/{archive['Release']}" for name in FROM_OWN_SUITE
    ]
    run_logged(
        ['apt-get', *options, 'download', *packages],
        log,
        failure=failure,
        hints=hints,
        cwd=folder / 'packages',
    )
    steps.note("unpacking it (about 1.2 GB)")
    for package in sorted((folder / 'packages').glob('*.deb')):
        run_logged(['dpkg', '-x', package, prefix], log, failure=failure, hints=hints)
    shutil.rmtree(folder)


def debian_archive(targets, system=None):
    """Return the index target of the machine's main Debian archive.

    The archive's own name for itself is known only once its lists were downloaded; on a fresh
    machine the name of the ``system`` has to do.
    """
    if system is None:
        system = _system_name()
    for target in targets:
        origin = target.get('Origin') or system
        # Security and update archives carry no unstable suite.
        if (
            origin.lower() == 'debian'
            and target['Component'] == 'main'
            and '-' not in target['Release']
        ):
            return target
    raise Stop(f"This machine's distribution has no Odoo 19 package: {BRING_YOUR_OWN}.")


def _index_targets():
    """Return apt's configured package lists, as dictionaries."""
    answer = subprocess.run(
        ['apt-get', 'indextargets', 'Created-By: Packages'], capture_output=True, text=True
    )
    stanzas = answer.stdout.strip().split('\n\n') if answer.stdout.strip() else []
    return [dict(re.findall(r'^([\w-]+): ?(.*)$', stanza, re.MULTILINE)) for stanza in stanzas]


def _system_name():
    try:
        release = Path('/etc/os-release').read_text()
    except OSError:
        return ''
    found = re.search(r'^ID="?([\w-]+)', release, re.MULTILINE)
    return found.group(1) if found else ''


def _private_state(folder, archive):
    """Make apt's folders below ``folder`` and return the options that point apt at them."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ('lists/partial', 'cache/archives/partial', 'packages'):
        (folder / name).mkdir(parents=True)
    keys = archive.get('Signed-By', '')
    signed_by = f'[signed-by={keys}] ' if keys.startswith('/') else ''
    sources = folder / 'sources.list'
    sources.write_text(
        ''.join(
            f"deb {signed_by}{archive['Repo-URI']} {suite} main\n"
            for suite in (SUITE, archive['Release'])
        )
    )
    options = {
        'Dir::Etc::SourceList': sources,
        'Dir::Etc::SourceParts': os.devnull,
        'Dir::State::Lists': folder / 'lists',
        'Dir::Cache': folder / 'cache',
        # Without this, lists that cannot be read are a warning only.
        'APT::Update::Error-Mode': 'any',
        # Descriptions and translations of all packages are of no use here.
        'Acquire::Languages': 'none',
        # The unprivileged user apt changes to cannot enter every state folder.
        'APT::Sandbox::User': 'root',
    }
    return [part for name, value in options.items() for part in ('-o', f'{name}={value}')]
