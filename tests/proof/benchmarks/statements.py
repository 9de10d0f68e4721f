"""The statements that the API sends to PostgreSQL, in the process that serves it.

`Client` calls Odoo as an HTTP server would, `Recorder` keeps what Odoo logs of its statements.
"""

import collections
import json
import logging
import re

import werkzeug.test

import odoo.http
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

#: what differs between two executions of a statement: literals, and how many there are of them
LITERAL = re.compile(r"'(?:[^']|'')*'(?:::\w+(?:\[\])?)?|\b\d+\b")
LIST = re.compile(r'\?(?:, ?\?)+')


def normalize(statement):
    """Return a statement without its literals."""
    return LIST.sub('?', LITERAL.sub('?', ' '.join(statement.split())))


class Recorder(logging.Handler):
    """Counts the statements that are logged; keeps one execution of each."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.counts = collections.Counter()
        self.examples = {}

    def emit(self, record):
        if record.levelno == logging.DEBUG and 'query' in record.msg:
            statement = record.args[1]
            statement = statement.decode() if isinstance(statement, bytes) else str(statement)
            self.counts[normalize(statement)] += 1
            self.examples.setdefault(normalize(statement), statement)

    def __enter__(self):
        logger = logging.getLogger('odoo.sql_db')
        self._before = logger.level, logger.propagate
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.addHandler(self)
        return self

    def __exit__(self, *_exception):
        logger = logging.getLogger('odoo.sql_db')
        logger.removeHandler(self)
        logger.setLevel(self._before[0])
        logger.propagate = self._before[1]


def serve(database):
    """Have this process serve the database to `Client`."""
    config['db_name'] = [database]
    load_server_wide_modules()


class Client:
    """A user of the API, which this process serves to him."""

    def __init__(self, token):
        self._client = werkzeug.test.Client(odoo.http.root)
        self._headers = {'Authorization': f'Bearer {token}'}

    def get(self, path):
        """Read something, or be told that the role may not."""
        self._open('GET', path, (200, 403))

    def call(self, method, path, body=None):
        """Return the JSON of a request that must succeed."""
        return json.loads(self._open(method, path, (200, 201), json=body).data)

    def _open(self, method, path, accepted, **options):
        answer = self._client.open(path, method=method, headers=self._headers, **options)
        if answer.status_code not in accepted:
            raise ValueError(f'{method} {path} was answered {answer.status}: {answer.text}')
        return answer
