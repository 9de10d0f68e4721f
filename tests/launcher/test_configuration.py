"""Which PostgreSQL server is the configured one, and what Odoo gets to see."""

import pytest
from launcher import configuration
from launcher.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(state=tmp_path / 'state', root=tmp_path)


def write_options(path, text):
    path.write_text(f'[options]\n{text}\n')
    return str(path)


def test_nothing_is_configured_by_the_project_itself():
    settings = Settings.from_environment({})
    assert configuration.configured_database(settings, {}) == {}


def test_the_environment(settings):
    environ = {'PGHOST': 'db', 'PGUSER': 'school', 'PGDATABASE': 'x', 'HOME': '/home'}
    assert configuration.configured_database(settings, environ) == {
        'PGHOST': 'db',
        'PGUSER': 'school',
    }


def test_a_user_alone_names_no_server(settings):
    assert configuration.configured_database(settings, {'PGUSER': 'me'}) == {}


def test_the_projects_configuration(settings):
    write_options(settings.production_config, 'db_host = db\ndb_port = 5433\ndb_password = False')
    assert configuration.configured_database(settings, {}) == {'PGHOST': 'db', 'PGPORT': '5433'}


def test_the_file_in_odoo_rc_goes_before_the_projects(settings, tmp_path):
    write_options(settings.production_config, 'db_host = project')
    own = write_options(tmp_path / 'own.conf', 'db_host = own')
    found = configuration.configured_database(settings, {'ODOO_RC': own})
    assert found == {'PGHOST': 'own'}


def test_a_configuration_without_a_server(settings):
    write_options(settings.production_config, 'db_host = False\ndb_user = odoo')
    assert configuration.configured_database(settings, {}) == {}


def test_odoo_gets_our_configuration_and_no_other_database(settings):
    environ = {'ODOO_RC': '/etc/odoo.conf', 'PGDATABASE': 'other', 'PGHOST': 'db'}
    assert configuration.odoo_environment(settings, environ) == {
        'ODOO_RC': str(settings.config),
        'PGHOST': 'db',
    }


def test_our_configuration_is_closed_to_others(settings):
    configuration.write(settings)
    assert settings.config.stat().st_mode & 0o077 == 0
    text = settings.config.read_text()
    assert 'http_interface = 127.0.0.1' in text
    assert 'list_db = False' in text
