"""S0-40 to S0-42: the three programs pass on a running server, also the second time."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / 'scripts'

PROGRAMS = (
    'smoke_assignment_workflow',
    'smoke_entity_isolation',
    'seed_dynamic_sections_demo_via_api',
)


def _run(program, *arguments):
    command = [sys.executable, str(SCRIPTS / f'{program}.py'), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize('program', PROGRAMS)
def test_a_program_passes_twice(live_server, program):
    for _time in range(2):
        result = _run(program, '--base-url', live_server.url)
        assert result.returncode == 0, result.stdout + result.stderr
        assert 'PASS' in result.stdout
        assert 'FAIL' not in result.stdout


def test_seeding_again_makes_nothing(live_server, sql):
    program = 'seed_dynamic_sections_demo_via_api'
    _run(program, '--base-url', live_server.url)
    tables = ('classroom', 'course', 'course_section', 'batch', 'batch_enrollment')
    counts = [sql(f'SELECT count(*) FROM encoach_{table}') for table in tables]
    _run(program, '--base-url', live_server.url)
    assert [sql(f'SELECT count(*) FROM encoach_{table}') for table in tables] == counts


@pytest.mark.parametrize('program', PROGRAMS)
def test_a_program_fails_where_there_is_nothing(live_server, program):
    for arguments in (
        ('--base-url', 'http://127.0.0.1:9'),
        ('--base-url', live_server.url, '--admin', f'nobody-{program}'),
    ):
        result = _run(program, *arguments)
        assert result.returncode == 1
        assert 'FAIL' in result.stdout
        assert 'Traceback' not in result.stderr


def test_the_isolation_program_notices_a_leak(live_server, sql):
    """With an account that belongs to both schools, the other school is no longer foreign."""
    admin, entity = sql(
        """
        SELECT res_users.id, encoach_entity.id FROM res_users, encoach_entity
         WHERE login = 'khaled@nile.example' AND code = 'DELTA'
        """
    )[0]
    sql('INSERT INTO encoach_entity_users_rel (user_id, entity_id) VALUES (%s, %s)', admin, entity)
    sql('INSERT INTO orm_signaling_default DEFAULT VALUES')
    try:
        result = _run(
            'smoke_entity_isolation',
            *('--base-url', live_server.url, '--teacher', 'khaled@nile.example'),
        )
    finally:
        sql(
            'DELETE FROM encoach_entity_users_rel WHERE user_id = %s AND entity_id = %s',
            *(admin, entity),
        )
        sql('INSERT INTO orm_signaling_default DEFAULT VALUES')
    assert result.returncode == 1, result.stdout
    assert 'FAIL  khaled@nile.example: GET /students shows no foreign record' in result.stdout
