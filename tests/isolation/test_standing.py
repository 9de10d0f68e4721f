"""Where the wall stands, where it cannot, and what a backup keeps of it."""

import pytest
import requests
from launcher import configuration, templates
from launcher.console import Stop
from launcher.settings import Settings
from smoke.client import Client

from tests.faults.own_postgres import OwnPostgres
from tests.faults.servers import FaultyServer

from ..world.person import PASSWORD

DATABASE = 'encoach_wall'


@pytest.fixture
def postgres(tmp_path):
    """A PostgreSQL of our own with a restored backup of the demo schools."""
    own = OwnPostgres(tmp_path, tmp_path / 'log')
    try:
        own.start(print)
        own.restore(templates.name(Settings.from_environment(), demo=True), DATABASE)
        yield own
    finally:
        own.leave()


@pytest.fixture
def make_server(postgres, tmp_path):
    """Return a function that makes a server, with further lines of configuration."""
    settings = Settings.from_environment()

    def make(*lines):
        configuration.write(settings)
        file = tmp_path / 'odoo.conf'
        file.write_text('\n'.join([settings.config.read_text(), *lines]))
        return FaultyServer(
            settings, 'wall', DATABASE, postgres.variables(), options=['-c', str(file)], jobs=False
        )

    return make


def count_policies(postgres):
    (row,) = postgres.query(
        "SELECT count(*) FROM pg_policies WHERE policyname LIKE 'encoach%'", database=DATABASE
    )
    return row[0]


def test_a_restored_backup_has_its_wall_and_a_missing_piece_is_made_anew(postgres, make_server):
    policies = count_policies(postgres)
    assert policies > 100
    postgres.query('DROP POLICY encoach_select ON encoach_student', database=DATABASE)
    postgres.query('GRANT UPDATE ON ir_cron TO encoach_school', database=DATABASE)
    server = make_server()
    server.start()
    try:
        assert count_policies(postgres) == policies
        assert postgres.query(
            "SELECT has_table_privilege('encoach_school', 'ir_cron', 'UPDATE')", database=DATABASE
        ) == [(False,)]
        client = Client(server.url, 'admin@nile.example', PASSWORD)
        assert client.call('GET', '/students')['total'] == 24
    finally:
        server.stop()
    assert not server.complaints()


def test_a_server_without_the_role_ends_and_says_what_to_run(postgres, make_server):
    postgres.query('REVOKE encoach_school FROM odoo', role='postgres')
    server = make_server()
    with pytest.raises(Stop):
        server.start()
    assert 'cannot stand' in server.log()
    assert 'CREATE ROLE encoach_school NOLOGIN NOSUPERUSER NOBYPASSRLS ROLE odoo' in server.log()


def test_only_on_purpose_is_it_served_without_and_then_says_so(postgres, make_server):
    postgres.query('REVOKE encoach_school FROM odoo', role='postgres')
    postgres.query(
        'UPDATE res_users SET password = (SELECT password FROM res_users'
        " WHERE login = 'admin@nile.example') WHERE login = 'admin'",
        database=DATABASE,
    )
    server = make_server('encoach.wall = off')
    server.start()
    try:
        assert 'The wall between schools is off' in server.log()
        platform = Client(server.url, 'admin', PASSWORD)
        assert platform.call('GET', '/health') == {'status': 'ok', 'wall': 'off'}
        assert requests.get(f'{server.url}/api/health', timeout=60).json() == {'status': 'ok'}
        client = Client(server.url, 'admin@nile.example', PASSWORD)
        assert client.call('GET', '/students')['total'] == 24
    finally:
        server.stop()
