"""scripts/prove_isolation in short; a rule taken away and a missing case are noticed.

S0-18, S0-36 to S0-40.
"""

import contextlib
import subprocess

import psycopg2
import pytest
from launcher import checks, command_prove_isolation, database, proofs, server, templates
from launcher.settings import Settings, process_name

#: takes cases away before the program starts: the batches, a page of Odoo's, and the records of
#: the dialogs
BLINDED = """
import sys
from tests.proof.isolation import route_table, world
from tests.world import cast
route_table.PAGES.remove('/my/home')
find_ids = world.World._ids
def find_no_batches(*school):
    return {name: ids for name, ids in find_ids(*school).items() if name != 'encoach.batch'}
world.World._ids = find_no_batches
cast._add_samples = lambda school: None
from tests.proof.isolation.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def schools():
    """A server on a copy of the demo database; a function that runs the program there."""
    settings = Settings.from_environment()
    name = f'{settings.database}_test_isolation_{process_name()}'
    with contextlib.ExitStack() as running:
        database.clone(settings, templates.name(settings, demo=True), name)
        running.callback(database.drop, settings, name)

        mail_port = checks.free_port()

        def prove(*options, program=('-m', 'tests.proof.isolation'), before=None, layers='both'):
            odoo = server.Server(
                settings,
                database=name,
                port=checks.free_port(),
                log=settings.log('test-isolation'),
                jobs=False,
                options=command_prove_isolation.server_options(settings, layers, mail_port),
            )
            running.callback(odoo.stop)
            if before:
                with contextlib.closing(psycopg2.connect(dbname=name)) as connection, connection:
                    connection.cursor().execute(before)
            odoo.start()
            environment = proofs.environment(settings)
            command = [str(settings.python), *program, odoo.url, name, '--layers', layers]
            command += ['--mail-port', str(mail_port), *options]
            return subprocess.run(command, env=environment, capture_output=True, text=True)

        yield prove


def test_no_school_sees_or_touches_another(schools, tmp_path):
    page = tmp_path / 'proof.html'
    result = schools('--brief', '--html', str(page))
    assert result.returncode == 0, result.stdout + result.stderr
    assert 'Together' in result.stdout
    text = page.read_text()
    assert 'no school saw or changed anything' in text
    assert 'http' not in text, "the page must stand alone"


def test_a_rule_that_is_open_is_noticed(schools):
    """Without the wall, which would hold all the same."""
    opened = (
        'UPDATE ir_rule SET active = FALSE WHERE id = (SELECT res_id FROM ir_model_data'
        " WHERE module = 'encoach_lms_core' AND name = 'res_partner_entity_rule')"
    )
    result = schools('--only', 'res.partner', before=opened, layers='rules')
    assert result.returncode == 1, result.stdout + result.stderr
    assert 'leak | RPC: reading | res.partner' in result.stdout
    assert 'changed: ' in result.stdout


def test_a_route_or_model_without_a_case_is_noticed(schools):
    result = schools('--coverage', program=('-c', BLINDED))
    assert result.returncode == 1, result.stdout + result.stderr
    assert 'odd | Coverage | encoach.assign.course' in result.stdout
    assert 'odd | Coverage | GET /api/batches/{batch_id}' in result.stdout
    assert 'odd | Coverage | /my/home' in result.stdout
