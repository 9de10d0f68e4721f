"""The one map from exceptions to what a client may see of them (RFC 9457).

Never a traceback, SQL, a login, or the name of a record outside the caller's entities.
"""

import re
from http import HTTPStatus
from typing import NamedTuple

import psycopg2
import psycopg2.errors
import psycopg2.pool
from werkzeug.exceptions import HTTPException

from odoo.exceptions import (
    AccessDenied,
    AccessError,
    ConcurrencyError,
    LockError,
    MissingError,
    UserError,
)
from odoo.http import SessionExpiredException, request
from odoo.tools.translate import LazyTranslate

from .schema_errors import describe_error

_lt = LazyTranslate(__name__, default_lang='en_US')

#: the code of each status
CODES = {
    400: 'bad_request',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    405: 'method_not_allowed',
    409: 'conflict',
    412: 'precondition_failed',
    413: 'too_large',
    415: 'unsupported_media_type',
    422: 'invalid',
    429: 'too_many_requests',
    500: 'internal_error',
    503: 'unavailable',
}

#: how many fields at fault are told; of a thousand people each may have one
MAX_ERRORS = 1000

#: seconds
RETRY_AFTER = '1'

#: what is said where the exception itself has nothing better to say
SENTENCES = {
    400: _lt("The body must be a JSON object."),
    401: _lt("Sign in first: the token is missing, unknown or expired."),
    403: _lt("Your role does not allow this."),
    404: _lt("There is nothing here."),
    405: _lt("This path does not answer to that method."),
    409: _lt("Something stored already is in the way."),
    412: _lt("It has changed since you read it: read it again."),
    413: _lt("The body is too large."),
    415: _lt("Send the body as application/json."),
    422: _lt("A value is not acceptable."),
    429: _lt("Too many attempts: wait a while."),
    500: _lt("Something went wrong on our side."),
    503: _lt("The service is busy or down: try again in a moment."),
}

KEY_COLUMNS = re.compile(r'\(([\w, ]+)\)')
UNIQUE_KEY = re.compile(r'\(([\w, ]+)\)=\(')


class Problem(NamedTuple):
    """Problem details: what a client gets to see of an exception.

    :param int status: HTTP status
    :param str code: stable code for programs, see api.md
    :param str detail: a sentence for a person
    :param errors: ``[{'field', 'message', 'code'?, 'ids'?}]``; without a code, the problem's
    :param headers: pairs to add to the answer
    """

    status: int
    code: str
    detail: str
    errors: tuple = ()
    headers: tuple = ()

    def to_json(self):
        """Return the body of the answer as a dict."""
        return {
            'type': 'about:blank',
            'title': HTTPStatus(self.status).phrase,
            'status': self.status,
            'code': self.code,
            'detail': self.detail,
            'errors': [self._complete(error) for error in self.errors],
        }

    def _complete(self, error):
        """Return an entry with its code, and without its field's name in its message."""
        message = error['message'].removeprefix(f'{error["field"]}: ')
        return {'code': self.code, **error, 'message': message}


class ProblemError(Exception):
    """A refusal that is a Problem already."""

    def __init__(self, problem):
        super().__init__(problem.detail)
        self.problem = problem


def make_problem(status, detail=None, errors=(), headers=()):
    """Return the Problem of a status, with our own sentence unless ``detail`` has a better one.

    A 503 always says when to try again: what lies behind it mostly passes by itself.
    """
    detail = detail or str(SENTENCES[status])
    if status == 503 and 'Retry-After' not in dict(headers):
        headers = [*headers, ('Retry-After', RETRY_AFTER)]
    return Problem(status, CODES[status], detail, tuple(errors), tuple(headers))


def problem_from_schema(exc):
    """Return the Problem of a body or query string that its schema refuses.

    400 when it is no JSON object at all, else 422 with the fields at fault.

    :param pydantic.ValidationError exc: holds the values sent, a password perhaps: not for the log
    """
    found = exc.errors(include_url=False, include_input=False)
    if any(error['type'] == 'json_invalid' or not error['loc'] for error in found):
        return make_problem(400)
    errors = [describe_error(error) for error in found[:MAX_ERRORS]]
    return make_problem(422, f"{errors[0]['field']}: {errors[0]['message']}", errors)


def error_from_exception(exc):
    """Return the Problem a client may see of ``exc``."""
    if isinstance(exc, ProblemError):
        return exc.problem
    if isinstance(exc, HTTPException):
        return _from_http(exc)
    if database_error := _find_database_error(exc):
        return _from_database(exc, database_error)
    if isinstance(exc, UserError) and hasattr(exc, 'code'):
        return Problem(
            int(exc.http_status),
            exc.code,
            exc.args[0],
            tuple(getattr(exc, 'errors', ())),
            tuple(getattr(exc, 'headers', ())),
        )
    return _from_odoo(exc)


def _from_odoo(exc):
    """Odoo's own errors: the texts of access errors hold logins and names, so they are ours."""
    if isinstance(exc, (AccessDenied, SessionExpiredException)):
        return make_problem(401, headers=[('WWW-Authenticate', 'Bearer')])
    if isinstance(exc, AccessError):
        return make_problem(403)
    if isinstance(exc, MissingError):
        return make_problem(404)
    if isinstance(exc, LockError):
        return make_problem(409)
    if isinstance(exc, ConcurrencyError):
        return make_problem(503)
    if isinstance(exc, UserError):
        return make_problem(422, str(exc.args[0]))
    return make_problem(500)


def _from_http(exc):
    """Werkzeug's errors, and ours made of them; one without a row in the table is a 400 or 500."""
    status = exc.code if exc.code in CODES else 400 if (exc.code or 500) < 500 else 500
    detail = exc.description if 'description' in vars(exc) and status < 500 else None
    headers = [(name, value) for name, value in exc.get_headers() if name != 'Content-Type']
    return make_problem(status, detail, headers=headers)


def _find_database_error(exc):
    """Return the psycopg2 error that ``exc`` is or was raised from, or None.

    What the wall refuses is an AccessError from one, and answered as any other.
    """
    if isinstance(exc, AccessError):
        return None
    return next((e for e in (exc, exc.__cause__) if isinstance(e, psycopg2.Error)), None)


def _from_database(exc, error):
    """A refusal of the database; Odoo hands us constraints as a ValidationError ``from`` it."""
    if isinstance(error, (psycopg2.errors.UniqueViolation, psycopg2.errors.ExclusionViolation)):
        detail = _constraint_message(exc, error) or str(SENTENCES[409])
        errors = [
            {'field': field, 'code': 'taken', 'message': detail} for field in _unique_fields(error)
        ]
        problem = make_problem(409, detail, errors)
        # what two callers wanted at the same moment: see Clash
        is_clash = isinstance(error, psycopg2.errors.ExclusionViolation)
        return problem._replace(code='clash') if is_clash else problem
    if isinstance(error, (psycopg2.errors.ForeignKeyViolation, psycopg2.errors.RestrictViolation)):
        return make_problem(409, str(_lt("It is in use: other records refer to it.")))
    if isinstance(error, psycopg2.IntegrityError):
        return _from_constraint(_constraint_message(exc, error), error.diag)
    if isinstance(error, psycopg2.DataError):
        return make_problem(422)
    if isinstance(
        error, (psycopg2.OperationalError, psycopg2.InterfaceError, psycopg2.pool.PoolError)
    ):
        return make_problem(503)
    return make_problem(500)


def _constraint_message(exc, error):
    """Return the constraint's own message, or None if Odoo had to quote the database instead."""
    message = str(exc.args[0]) if isinstance(exc, UserError) else ''
    quotes = (error.diag.message_primary, error.diag.message_detail, error.diag.constraint_name)
    return None if not message or any(q and q in message for q in quotes) else message


def _from_constraint(message, diag):
    """Return the Problem of a row that a CHECK refuses, or that lacks a value.

    It names the fields that the constraint speaks of; its name is what is wrong with them.
    """
    if diag.column_name:
        names, code = [diag.column_name], 'required'
    else:
        model, constraint = _find_constraint(diag.table_name, diag.constraint_name)
        words = re.findall(r'\w+', constraint.get_definition(model.pool)) if constraint else ()
        names = [name for name in dict.fromkeys(words) if name in model._fields]
        code = (diag.constraint_name or '').removeprefix(f'{diag.table_name}_')
    sentence = message or str(SENTENCES[422])
    errors = [{'field': name, 'code': code, 'message': sentence} for name in names]
    return make_problem(422, message, errors)


def _unique_fields(error):
    """Return the name of the last field of a unique key, in a list: the others say where.

    Keys such as ``email_key`` are the normalized form of the field a client knows. Somebody behind
    the wall is not told by the database which columns clash; the key's own definition tells.
    """
    key = UNIQUE_KEY.search(error.diag.message_detail or '')
    columns = key[1] if key else _key_columns(error.diag.table_name, error.diag.constraint_name)
    return [columns.split(',')[-1].strip().removesuffix('_key')] if columns else []


def _key_columns(table, name):
    """Return the columns of a unique key as its model declares them, or None."""
    model, key = _find_constraint(table, name)
    found = key and KEY_COLUMNS.search(key.get_definition(model.pool))
    return found and found[1]


def _find_constraint(table, name):
    """Return ``(model, constraint or key)`` of a name in the database, or twice None."""
    for model in request.registry.values() if request else ():
        if model._table == table and name in model._table_objects:
            return model, model._table_objects[name]
    return None, None
