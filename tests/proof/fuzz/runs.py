"""Runs of Schemathesis against a server: as an administrator, as a teacher, and without a token.

The description says what is right: a 500, a status or a shape that it does not have, a wrong value
that is accepted, or a token that is not asked for is a finding.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import requests
from smoke.client import Client

from tests.world.person import PASSWORD

from . import hooks, world
from .document import prepare

ROOT = Path(__file__).resolve().parents[3]
ADMIN = 'admin@nile.example'
OTHER_ADMIN = 'admin@delta.example'
TEACHER = 'salem@nile.example'

CHECKS = (
    'not_a_server_error',
    'status_code_conformance',
    'content_type_conformance',
    'response_headers_conformance',
    'response_schema_conformance',
    'negative_data_rejection',
    'unsupported_method',
    'allow_header_conformance',
    *hooks.CHECKS,
)
ALWAYS = (
    '--continue-on-failure',
    '--no-color',
    '--generation-database=none',
    '--output-sanitize=false',  # the server is thrown away, and with it the token
    '--warnings=off',
    '--generation-with-security-parameters=false',  # each run says whose token it sends
    '--request-timeout=60',
    f'--checks={",".join(CHECKS)}',
)

# Signing out would make all that follows a test of "no token": it has a run and a token of its own.
STAYING = '--exclude-operation-id=logout'
LEAVING = '--include-operation-id=logout'

#: what is typical, and what is wrong in every way that a schema can be violated
EXAMPLES = '--phases=examples,fuzzing'
SAMPLE = '--phases=fuzzing'
VIOLATIONS = ('--phases=coverage', '--mode=negative')
EVERYTHING = ('--phases=examples,coverage,fuzzing', '--max-examples=100000')


# The last word on what is unique or in use is the database's; Odoo logs each of its refusals.
REFUSED = (
    r'(?s)odoo\.sql_db: bad query: .*'
    r'(duplicate key value|violates (RESTRICT setting of )?foreign key constraint)'
)


class Run(NamedTuple):
    """One run of Schemathesis.

    :param str name: for the reader
    :param str login: of the caller, or None for no token
    :param options: of its command line
    :param float share: of the time, when that is given
    """

    name: str
    login: str | None
    options: tuple
    share: float = 0


SHORT = (
    Run("administrator", ADMIN, (STAYING, EXAMPLES, '--max-examples=3')),
    Run("administrator, odd requests", ADMIN, (STAYING, *VIOLATIONS)),
    Run("teacher", TEACHER, (STAYING, SAMPLE, '--max-examples=2')),
    Run("signing out", TEACHER, (LEAVING, EXAMPLES, '--max-examples=3')),
    Run("no token", None, (SAMPLE, '--max-examples=1')),
)
LONG = (
    Run("administrator", ADMIN, (STAYING, *EVERYTHING), 0.6),
    Run("teacher", TEACHER, (STAYING, *EVERYTHING), 0.3),
    Run("signing out", TEACHER, (LEAVING, EXAMPLES, '--max-examples=100')),
    Run("no token", None, EVERYTHING, 0.1),
)


class Fuzzer:
    """Runs against one server that has the demo schools and nothing to lose.

    :param str url: of the server
    :param int seed: the same one makes the same requests
    :param runs: to come; each has a token of its own
    """

    def __init__(self, url, seed, runs):
        self._url = url
        self._seed = seed
        # beforehand: the runs try to sign in as well, until the throttle lets nobody in
        self._tokens = {run: self._sign_in(run.login).token for run in runs if run.login}
        ours, theirs = (world.build(self._sign_in(login)) for login in (ADMIN, OTHER_ADMIN))
        answer = requests.get(f'{url}/api/openapi.json', timeout=60)
        known = {model: [*ids[: world.ENOUGH], theirs[model][0]] for model, ids in ours.items()}
        self._document = prepare(answer.json(), known)

    def find(self, run, seconds=None):
        """Return what Schemathesis tells about its findings, or None when there are none.

        :param seconds: how long all runs together may take; by default as long as they need
        """
        options = [*ALWAYS, *run.options, f'--seed={self._seed}', f'--url={self._url}']
        if run.login:
            options.append(f'--header=Authorization: Bearer {self._tokens[run]}')
        if seconds and run.share:
            options.append(f'--max-time={max(1, int(seconds * run.share))}')
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, 'openapi.json')
            path.write_text(json.dumps(self._document))
            result = subprocess.run(
                [sys.executable, '-m', 'schemathesis.cli', 'run', str(path), *options],
                cwd=folder,
                env=os.environ | {'SCHEMATHESIS_HOOKS': hooks.__name__, 'PYTHONPATH': str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        return result.stdout if result.returncode else None

    def _sign_in(self, login):
        return Client(self._url, login, PASSWORD)
