"""The demo database: installed, upgraded when the addons have changed, or left as it was.

Odoo commits after each addon, so an upgrade that fails leaves a database half way. A copy is kept
until it is through, and takes the database's place when it fails or is cut off. The files stay in
their folder: an upgrade adds to them and deletes none.
"""

import psycopg2.errors
from psycopg2 import sql

from . import database
from .console import Stop
from .settings import ADDONS, INSTALLED

UPGRADING = f'{database.MARK}: upgrading'


def prepare(settings, name, steps):
    """Have the demo database ``name`` complete and up to date.

    Return the platform administrator's password if the database is new.
    """
    digest = database.content_digest(settings)
    if _was_cut_off(name):
        steps.note("the last upgrade was cut off: putting back the database as it was before")
        _put_back(name)
    found = database.state(name)
    if found == database.ready(digest):
        return None
    if found in (None, database.INSTALLING):
        steps.note(f"installing {INSTALLED} with demo data into the new database {name}")
        return database.build(settings, name, digest, demo=True)
    database.require_ours(name)
    steps.note(f"the addons have changed: upgrading the database {name}, its data stays")
    _upgrade(settings, name, found, steps)
    database.mark(name, database.ready(digest))
    database.drop(settings, _copy_of(name))
    return None


def _upgrade(settings, name, found, steps):
    """Upgrade the database; when that fails, put it back as it was, ``found`` being its mark."""
    copy = _copy_of(name)
    database.drop(settings, copy)
    try:
        database.clone_without_files(name, copy)
    except psycopg2.errors.ObjectInUse as error:
        raise Stop(
            f"The database {name} has to be upgraded and is in use: stop what is connected to it "
            "and start again."
        ) from error
    database.mark(copy, found)
    database.mark(name, UPGRADING)
    try:
        database.run_odoo(
            settings, name, settings.log(f'upgrade-{name}'), '-u', ','.join(ADDONS), verb='upgrade'
        )
    except BaseException:
        _put_back(name)
        steps.note(f"the database {name} is as it was before the upgrade")
        raise


def _was_cut_off(name):
    """Return whether an upgrade ended, by a kill or a power cut, before it could tidy up."""
    unmarked = (None, '')
    return database.state(name) in (None, UPGRADING) and (
        database.state(_copy_of(name)) not in unmarked
    )


def _put_back(name):
    """Have the copy take the place of a database whose upgrade did not come to its end."""
    database.drop_without_files(name)
    with database.connect() as cursor:
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(_copy_of(name)), sql.Identifier(name)
            )
        )


def _copy_of(name):
    return f'{name}_before'
