"""Generated schools are what the product itself would have made of them."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import requests
from launcher import checks, server

from odoo.addons.encoach_lms_core.models.sync.sources import SOURCES

from .conftest import SCHOOLS, SCRIPTS, SIZE

STUDENTS = SIZE[0] * SIZE[1]
PLACEMENTS = STUDENTS * SIZE[2]


@pytest.fixture
def get(generated):
    """Return a function from a path to the answer that a school's administrator gets."""
    token = generated.run('proof.benchmarks.targets', 'S0010')['/api/me as admin']['token']
    log = generated.settings.log('scale')
    running = server.Server(
        generated.settings, database=generated.name, port=checks.free_port(), log=log, jobs=False
    )
    try:
        running.start()
        headers = {'Authorization': f'Bearer {token}'}
        yield lambda path: requests.get(running.url + path, headers=headers, timeout=60)
    finally:
        running.stop()


def test_the_audit_finds_nothing_to_mend(generated):
    audit = SCRIPTS / 'audit_course_enrollments.py'
    result = subprocess.run(
        [sys.executable, audit, '-d', generated.name], capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count('coverage: 100.00 %') == SCHOOLS
    assert result.stdout.count(f'active placements: {PLACEMENTS}\n') == SCHOOLS


def test_the_api_serves_a_generated_school(get):
    assert get('/api/students').json()['total'] == STUDENTS
    classrooms = get('/api/classrooms').json()
    assert classrooms['total'] == SIZE[0]
    assert {item['student_count'] for item in classrooms['items']} == {SIZE[1]}
    batches = get('/api/batches').json()
    assert batches['total'] == SIZE[0] * SIZE[2]
    assert {item['student_count'] for item in batches['items']} == {SIZE[1]}
    changes = get(f'/api/sync/changes?classroom_id={classrooms["items"][0]["id"]}&limit=1000')
    assert {item['model'] for item in changes.json()['items']} == SOURCES.keys()


def test_every_check_of_the_models_accepts_the_rows(generated):
    """The constraints of the database were in force; those in Python are asked here."""
    with closing(psycopg2.connect(dbname=generated.name)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        assert cursor.fetchall() == []
    program = Path(__file__).with_name('model_checks.py')
    assert generated.run(program, 'S0010') == []
