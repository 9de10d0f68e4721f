"""Changes on condition: a client says by a tag what it has seen, and nothing newer is overwritten.

A tag (``ETag``) stands for what GET answers for a path: of a record all of it, of a list of members
who is on it. A change of the same path with ``If-Match`` is refused when GET would answer another
tag now. What GET would answer, the claim of the record and the change are of one transaction: of
two changes on the same condition, the second is run again, and then refused.
"""

import hashlib
import json

from werkzeug.exceptions import HTTPException, PreconditionFailed

from odoo.tools.json import json_default

#: methods that change what GET answers for the same path; POST where it changes a list of members
CHANGING = ('PATCH', 'PUT', 'DELETE')


def make_tag(content):
    """Return the tag of a JSON value."""
    data = json.dumps(content, sort_keys=True, default=json_default).encode()
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def takes_condition(method, operation, reading):
    """Return whether a change may be made on condition.

    :param str method: of the change, in capital letters
    :param Operation operation: the change
    :param reading: the `Operation` of GET for the same path, or None
    """
    if not reading or not reading.tagged:
        return False
    return method in CHANGING or bool(operation.body and 'mode' in operation.body.model_fields)


def check_condition(request, operation, args):
    """Refuse a request whose ``If-Match`` does not hold, and claim the record that it is about.

    :param Operation operation: what the request asks for
    :param dict args: the ids of the path
    :raise PreconditionFailed: when what GET answers is not what the client has seen
    """
    httprequest = request.httprequest
    if 'If-Match' not in httprequest.headers:
        return
    endpoint = _find_reading(request)
    reading = endpoint and endpoint.routing['operation']
    if not takes_condition(httprequest.method, operation, reading):
        return
    query = {'query': reading.query()} if reading.query else {}
    if not httprequest.if_match.contains_raw(tag_of(endpoint(**args, **query))):
        raise PreconditionFailed
    # the first id of a path is the record's
    name, record_id = next(iter(args.items()))
    request.env[operation.path_models[name]].browse(record_id)._claim()


def tag_of(result):
    """Return the tag of what a tagged route returns."""
    headers = dict(getattr(result, 'headers', ()))
    return headers.get('ETag') or make_tag(getattr(result, 'body', result))


def _find_reading(request):
    """Return the endpoint of GET for the path of a request, or None."""
    adapter = request.env['ir.http'].routing_map().bind('')
    try:
        rule, _args = adapter.match(request.httprequest.path, method='GET', return_rule=True)
    except HTTPException:
        return None
    return rule.endpoint
