"""The PostgreSQL server: a configured one, or an embedded one in the state folder."""

import contextlib
import os

import psycopg2

from .configuration import configured_database
from .console import Stop
from .embedded import Embedded

OLDEST = 13
# Left over from other work, these would lead away from the embedded server.
MISLEADING = ('PGPASSWORD', 'PGSERVICE', 'PGHOSTADDR', 'PGHOST_REPLICA', 'PGPORT_REPLICA')


@contextlib.contextmanager
def server(settings, steps):
    """Have a PostgreSQL server while the block runs; libpq's variables lead to it.

    Yields the embedded one, or None where the server is somebody's own.
    """
    if variables := configured_database(settings):
        os.environ.update(variables)
        require_usable(variables)
        steps.note(f"using the configured server {variables.get('PGHOST', 'on this machine')}")
        yield
        return
    embedded = Embedded(settings.state / 'postgres', settings.log('postgres'))
    try:
        embedded.start(steps.note)
        for name in MISLEADING:
            os.environ.pop(name, None)
        os.environ.update(embedded.environment())
        yield embedded
    finally:
        embedded.leave()


@contextlib.contextmanager
def copy(settings, original):
    """Run a second server with all that ``original`` holds; yield libpq's variables to it."""
    # one for each database's run, which others of the same home leave alone
    folder = settings.state / f'postgres-copy-{settings.database}'
    copied = original.copy(folder, settings.log(folder.name))
    try:
        copied.start(print)
        yield copied.environment()
    finally:
        copied.leave()


def require_usable(variables):
    """Stop unless the configured server answers, is recent enough and has a role for Odoo."""
    if variables.get('PGUSER', os.environ.get('PGUSER')) == 'postgres':
        raise Stop(
            "Odoo refuses to work as PostgreSQL's superuser: make a role for it (createuser "
            "--createdb odoo) and name that in PGUSER or db_user."
        )
    try:
        connection = psycopg2.connect(dbname='postgres', connect_timeout=10)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise Stop(
            f"The configured PostgreSQL server does not let us in ({reason}): correct PGHOST, "
            "PGPORT, PGUSER and PGPASSWORD (or db_host and the others in odoo.conf), or unset "
            "them to use the embedded one."
        ) from error
    version = connection.server_version // 10000
    connection.close()
    if version < OLDEST:
        raise Stop(
            f"The configured PostgreSQL server is version {version}: Odoo 19 needs {OLDEST} or "
            "later, or unset PGHOST to use the embedded one."
        )
