"""A database with generated schools, large enough for PostgreSQL to plan as it would at work."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from launcher import database, proofs, templates
from launcher.settings import Settings, process_name

SCHOOLS = 20
#: 4 classrooms of 25 students, each with 10 courses: 1000 placements a school
SIZE = (4, 25, 10)
SCRIPTS = Path(__file__).resolve().parents[2] / 'scripts'


class Generated:
    """The database, and the programs of ``tests/proof/benchmarks`` on it."""

    def __init__(self, settings):
        self.name = f'{settings.database}_test_scale_{process_name()}'
        self.settings = settings

    def run(self, program, *arguments):
        """Run a program on the database; return what it prints as JSON, None if that is nothing.

        :param program: the path of one, or the name of a module of the tests
        """
        run = ['-m', f'tests.{program}'] if isinstance(program, str) else [program]
        command = [sys.executable, *run, self.name, *map(str, arguments)]
        result = subprocess.run(
            command, env=proofs.environment(self.settings), check=True, stdout=subprocess.PIPE
        )
        return json.loads(result.stdout) if result.stdout else None


@pytest.fixture(scope='session')
def generated():
    """The database with generated schools."""
    made = Generated(Settings.from_environment())
    try:
        database.clone(made.settings, templates.name(made.settings), made.name)
        made.run('world.generator', SCHOOLS, *SIZE)
        yield made
    finally:
        database.drop(made.settings, made.name)
