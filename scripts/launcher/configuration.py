"""Odoo's configuration: what is read from the user's, and the one all our commands use."""

import configparser
import os
import secrets
from pathlib import Path

DATABASE_OPTIONS = {
    'db_host': 'PGHOST',
    'db_port': 'PGPORT',
    'db_user': 'PGUSER',
    'db_password': 'PGPASSWORD',
    'db_sslmode': 'PGSSLMODE',
}

# A file of its own keeps a production configuration (workers, proxy, filters) and a ~/.odoorc out
# of the local server, and does for every Odoo command what a long command line would.
OWN = """\
; Written by scripts/run; changes are overwritten. Production starts from odoo.conf instead.
[options]
addons_path = {root}
data_dir = {data}
http_interface = 127.0.0.1
list_db = False
; /api answers in JSON even while there is no database
server_wide_modules = base,rpc,web,encoach_lms_api
admin_passwd = {password}
"""


def configured_database(settings, environ=os.environ):
    """Return the libpq variables of a configured PostgreSQL server; empty if there is none.

    The environment goes first, then the file in ODOO_RC, then the project's odoo.conf.
    """
    if environ.get('PGHOST') or environ.get('PGPORT'):
        names = DATABASE_OPTIONS.values()
        return {name: environ[name] for name in names if environ.get(name)}
    for file in (environ.get('ODOO_RC'), settings.production_config):
        if file and (variables := _read(Path(file).expanduser())).get('PGHOST'):
            return variables
    return {}


def write(settings):
    """Write the configuration all our Odoo commands use."""
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.config.touch(mode=0o600)
    settings.config.write_text(
        OWN.format(root=settings.root, data=settings.data, password=secrets.token_urlsafe(24))
    )


def odoo_environment(settings, environ=os.environ):
    """Return the environment of an Odoo command of ours."""
    environment = {**environ, 'ODOO_RC': str(settings.config)}
    # Odoo would take the one for the database to use and the other for a second configuration.
    for name in ('PGDATABASE', 'OPENERP_SERVER'):
        environment.pop(name, None)
    return environment


def _read(file):
    parser = configparser.RawConfigParser()
    try:
        parser.read(file)
        options = dict(parser.items('options'))
    except configparser.Error:
        return {}
    return {
        variable: options[name]
        for name, variable in DATABASE_OPTIONS.items()
        # Odoo writes an option that is not set as False.
        if options.get(name) and options[name].lower() not in ('false', 'none')
    }
