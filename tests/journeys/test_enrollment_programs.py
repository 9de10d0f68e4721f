"""S4-07 … S4-09, S4-12, S4-13: the audit finds what raw SQL broke, the backfill mends it."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / 'scripts'


@pytest.fixture
def run(live_server):
    """Return a function that runs a program and returns its exit code and what it printed."""

    def run_program(program, *arguments):
        script = str(SCRIPTS / f'{program}_course_enrollments.py')
        result = subprocess.run(
            [sys.executable, script, '-d', live_server.database, *arguments],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert 'Traceback' not in result.stderr, result.stderr
        return result.returncode, result.stdout

    return run_program


@pytest.fixture
def enrollments(nile, sql, classroom):
    """Assign a course to a classroom and return its course enrollments' ids."""
    course = nile.call('POST', '/courses', json={'name': 'Audited course'})
    body = {'course_id': course['id']}
    nile.call('POST', f'/classrooms/{classroom["id"]}/assign-course', json=body)
    rows = sql('SELECT id FROM encoach_course_enrollment WHERE course_id = %s', course['id'])
    return [enrollment_id for (enrollment_id,) in rows]


@pytest.fixture
def keyless(sql):
    """Return a function that takes away the key that keeps from happening what the audit looks for.

    It is put back in the end, which fails while there is anything broken.
    """
    table, key = 'encoach_batch_enrollment', 'encoach_batch_enrollment_enrollment_active_fk'
    [(definition,)] = sql(
        'SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s', key
    )
    yield lambda: sql(f'ALTER TABLE {table} DROP CONSTRAINT {key}')
    sql(f'ALTER TABLE {table} ADD CONSTRAINT {key} {definition}')


def test_broken_rows_are_found_and_mended(run, sql, enrollments, keyless):
    code, text = run('audit')
    assert code == 0, text
    assert text.count('coverage: 100.00 %') == 2
    assert text.endswith('PASS\n')

    keyless()
    inactive, *missing = enrollments[:13]
    sql('UPDATE encoach_course_enrollment SET active = FALSE WHERE id = %s', inactive)
    sql('DELETE FROM encoach_course_enrollment WHERE id = ANY(%s)', missing)
    code, text = run('audit')
    assert code == 2, text
    nile = text[text.index('NILE') :]
    assert 'present but inactive 1, missing 12' in nile
    assert nile.count('    missing: student') == 10
    assert '... and 3 more' in nile
    assert 'without: 13' in nile
    assert text.endswith('FAIL\n')
    assert run('audit', '--entity', 'DELTA')[0] == 0

    before = sql('SELECT count(*) FROM encoach_course_enrollment WHERE active')
    for arguments in ((), ('--entity', 'DELTA', '--commit')):
        code, text = run('backfill', *arguments)
        assert code == 0
        assert sql('SELECT count(*) FROM encoach_course_enrollment WHERE active') == before
    assert '12' not in text
    code, text = run('backfill')
    assert '  would create: 12' in text
    assert '  would activate: 1' in text

    code, text = run('backfill', '--commit')
    assert code == 0
    assert '  created: 12' in text
    assert '  activated: 1' in text
    code, text = run('audit')
    assert (code, text.count('coverage: 100.00 %')) == (0, 2)
    code, text = run('backfill', '--commit')
    assert '  created: 0\n  activated: 0' in text


def test_wrong_arguments_are_refused(run):
    for program in ('audit', 'backfill'):
        for arguments in (('--entity', 'NOWHERE'), ('--all',)):
            assert run(program, *arguments) == (2, '')
