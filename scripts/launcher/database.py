"""Databases: made once, brought up to date when the addons change, never anybody else's dropped.

A comment on each database of ours says what state it is in. It stays outside the database, so it
can be read without Odoo, and neither a copy nor a dump takes it along.
"""

import contextlib
import os
import re
import secrets
import shutil

import psycopg2
from passlib.context import CryptContext
from psycopg2 import sql

from . import digests
from .configuration import odoo_environment
from .console import Stop
from .processes import run_logged
from .settings import ADDONS, INSTALLED

MARK = 'encoach'
INSTALLING = f'{MARK}: installing'
DISK_FULL = re.compile(r'No space left on device|could not extend file')

# Addons are complete by what they depend on; without this flag Odoo would add whatever it
# considers a good companion to mail and portal.
INSTALL = ('--skip-auto-install',)


@contextlib.contextmanager
def connect(name='postgres'):
    """Open a connection in which every statement is a transaction."""
    connection = psycopg2.connect(dbname=name)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def content_digest(settings, *extra):
    """Return the hash of everything a database's content is made from."""
    return digests.of_folders([settings.root / name for name in ADDONS], *INSTALL, *extra)


def state(name):
    """Return our comment on the database, '' if it has none, None if there is no such database."""
    with connect() as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database "
            "WHERE datname = %s",
            [name],
        )
        found = cursor.fetchone()
    return found and found[0]


def mark(name, text):
    """Note in which state the database is."""
    with connect() as cursor:
        cursor.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(text))
        )


def ready(digest):
    """Return the mark of a complete database."""
    return f'{MARK}: ready {digest}'


def drop(settings, name):
    """Drop a database of ours, with the files that belong to it."""
    drop_without_files(name)
    shutil.rmtree(_filestore(settings, name), ignore_errors=True)


def drop_without_files(name):
    """Drop a database of ours, and leave the files that belong to it."""
    with connect() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s "
            # PostgreSQL sends its own workers away itself
            "AND backend_type = 'client backend'",
            [name],
        )
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def clone(settings, template, name):
    """Make the database ``name`` a copy of ``template``, replacing an earlier copy."""
    require_ours(name)
    drop(settings, name)
    clone_without_files(template, name)
    mark(name, f'{MARK}: copy of {template}')
    if _filestore(settings, template).exists():
        # Stored files are named by their content and never written to again.
        shutil.copytree(
            _filestore(settings, template), _filestore(settings, name), copy_function=os.link
        )


def clone_without_files(template, name):
    """Make the new database ``name`` a copy of ``template``, unmarked."""
    with connect() as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def stop_autovacuum(name):
    """Leave the tables of a database alone, for tests that roll back all they write.

    Autovacuum would note that they are empty, and PostgreSQL then plans for no rows at all.
    """
    with connect(name) as cursor:
        cursor.execute(
            "SELECT format('ALTER TABLE %s SET (autovacuum_enabled = off)', oid::regclass)"
            "  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        cursor.execute('; '.join(statement for (statement,) in cursor.fetchall()))


def require_ours(name):
    """Stop if there is a database of that name without a mark of ours."""
    found = state(name)
    if found is not None and not found.startswith(MARK):
        raise Stop(
            f"The database {name} was not made by this program and is left alone: choose another "
            "name with ENCOACH_DB."
        )


def build(settings, name, digest, *, demo):
    """Make the database ``name`` anew and return the administrator's password.

    Only the last statement marks it as complete: an interrupted attempt is repeated.
    """
    require_ours(name)
    drop(settings, name)
    with connect() as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0").format(
                sql.Identifier(name)
            )
        )
    mark(name, INSTALLING)
    log = settings.log(f'install-{name}')
    log.unlink(missing_ok=True)
    run_odoo(settings, name, log, '-i', INSTALLED, *INSTALL, *(['--with-demo'] if demo else []))
    password = set_admin_password(name)
    mark(name, ready(digest))
    return password


def make_bundles(settings, name, log):
    """Have the bundles of the web client in the database, which takes the first page long."""
    run_logged(
        [settings.python, '-m', 'launcher.bundles', name],
        log,
        failure=f"The web client's files could not be made in the database {name}.",
        env=odoo_environment(settings) | {'PYTHONPATH': str(settings.root / 'scripts')},
    )


def set_admin_password(name):
    """Give the account ``admin`` a random password, for Odoo's own is known to everybody."""
    password = secrets.token_urlsafe(9)
    hashed = CryptContext(['pbkdf2_sha512'], pbkdf2_sha512__rounds=600_000).hash(password)
    with connect(name) as cursor:
        cursor.execute("UPDATE res_users SET password = %s WHERE login = 'admin'", [hashed])
    return password


def run_odoo(settings, name, log, *arguments, verb='prepare'):
    """Run Odoo once on the database, without serving it."""
    run_logged(
        [settings.python, settings.odoo_script, '-d', name, *arguments]
        + ['--stop-after-init', '--no-http', '--max-cron-threads=0', '--log-level=info'],
        log,
        failure=f"Odoo could not {verb} the database {name}: correct what its log complains "
        "about and start again.",
        hints=[(DISK_FULL, "The disk is full: make room and start again.")],
        env=odoo_environment(settings),
    )


def _filestore(settings, name):
    return settings.data / 'filestore' / name
