"""Which errors an operation may answer, and what they look like."""

from http import HTTPStatus

from ..errors import CODES
from ..http import PROBLEM
from ..schemas.problems import Problem
from .schemas import refer

#: codes of the statuses that the error map leaves to the exception
FURTHER_CODES = {
    403: ('entity_mismatch',),
    409: ('stale_plan', 'used_plan', 'clash', 'not_open', 'already_submitted', 'attendance_closed'),
    410: ('resync_required',),
}

DESCRIPTIONS = {
    400: "The body is no JSON object, or a parameter is given twice.",
    401: "The token (or the login and password) is missing, unknown or expired.",
    403: "An id of another school, or the caller's role does not allow this.",
    404: "An id that exists nowhere.",
    409: "Something stored already is in the way.",
    410: "The cursor is too old: start anew without it.",
    412: "What GET answers is not what `If-Match` names: read it again.",
    413: "The body is too large.",
    415: "The content type is not one of those the operation takes.",
    422: "Understood but not acceptable; `errors` names the fields.",
    429: "Too many attempts: wait.",
    500: "Something went wrong on the server's side.",
    503: "The service or its database is busy or down.",
}
RETRY_AFTER = {
    'description': "How many seconds to wait.",
    'schema': {'type': 'integer', 'minimum': 1},
}
HEADERS = {
    401: {
        'WWW-Authenticate': {
            'description': "How to sign in: `Bearer`.",
            'schema': {'type': 'string'},
        }
    },
    429: {'Retry-After': RETRY_AFTER},
    503: {'Retry-After': RETRY_AFTER},
}


def find_statuses(operation, *, guarded, writes, conditional, names):
    """Return the statuses of the errors that an operation may answer.

    :param bool guarded: whether it wants a token
    :param bool writes: whether it changes records
    :param bool conditional: whether it honours ``If-Match``
    :param names: of its ids in the path and of the fields of its body
    """
    statuses = {400, 422, 500, 503, *operation.errors}
    if guarded:
        statuses |= {401, 403}
    if any(name.endswith(('_id', '_ids')) for name in names):
        statuses.add(404)
    if operation.body or operation.upload:
        statuses |= {413, 415}
    if guarded and writes:
        statuses.add(409)
    if conditional:
        statuses.add(412)
    return sorted(statuses)


def refer_to_response(status):
    """Return the reference to the response of a status."""
    return {'$ref': f'#/components/responses/{_name(status)}'}


def describe_responses():
    """Return the components of all error responses."""
    return {_name(status): _describe_response(status) for status in DESCRIPTIONS}


def _codes(status):
    own = (CODES[status],) if status in CODES else ()
    return [*own, *FURTHER_CODES.get(status, ())]


def _name(status):
    return _codes(status)[0].title().replace('_', '')


def _describe_response(status):
    codes = _codes(status)
    # beside the reference: clients that are generated keep one kind of error, validators see more
    only = {'status': {'const': status}, 'code': {'enum': codes}}
    response = {
        'description': DESCRIPTIONS[status],
        'content': {
            PROBLEM: {
                'schema': {**refer(Problem.__name__), 'properties': only},
                'example': {
                    'type': 'about:blank',
                    'title': HTTPStatus(status).phrase,
                    'status': status,
                    'code': codes[0],
                    'detail': DESCRIPTIONS[status],
                    'errors': [],
                },
            }
        },
    }
    if status in HEADERS:
        response['headers'] = HEADERS[status]
    return response
