"""Requests that can be sent again: with an ``Idempotency-Key`` they are done once.

The answer is kept in the transaction that does the work, so that there is neither without the
other. Refusals are not kept: they have changed nothing, and the same request may be tried again.
"""

import hashlib
import re

from odoo.http import Response
from odoo.tools.translate import LazyTranslate

from odoo.addons.encoach_lms_core.exceptions import InvalidInput

_lt = LazyTranslate(__name__, default_lang='en_US')

HEADER = 'Idempotency-Key'
KEY = re.compile(r'[\x21-\x7e]{1,255}')


def takes_key(method, auth, operation):
    """Return whether a route can be asked once only: whoever signed in, and posts something."""
    return method == 'POST' and auth != 'none' and operation.answer is not None


def answer_once(request, routing, answer):
    """Return the response to a request, the one from before if its key has had one.

    :param dict routing: of the route
    :param answer: function that does the work and returns the response
    :raise InvalidInput: for a key that is none, or was sent with another request
    """
    key = request.httprequest.headers.get(HEADER)
    method = request.httprequest.method
    if key is None or not takes_key(method, routing['auth'], routing['operation']):
        return answer()
    if not KEY.fullmatch(key):
        message = str(_lt("A key is 1 to 255 visible ASCII characters."))
        raise InvalidInput(message, HEADER, reason='wrong_format')
    answers = request.env['encoach.api.answer']
    if known := answers._begin(key, _digest(request)):
        return _repeat(*known, routing['operation'].produces)
    response = answer()
    content = response.get_data(as_text=True)
    answers._keep(key, response.status_code, response.headers.get('Location'), content)
    return response


def _digest(request):
    """Return a digest of what is asked, and of what its sender may see: that may change."""
    user = request.env.user
    parts = [request.httprequest.path, user._get_encoach_role(), user._get_entity_ids()]
    for name, value in sorted(request.params.items()):
        if hasattr(value, 'model_dump_json'):
            value = value.model_dump_json(exclude_unset=True)
        parts.append((name, value))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _repeat(status, location, content, content_type):
    response = Response(content, status=status, content_type=content_type)
    if location:
        response.headers.set('Location', location)
    if content:
        response.headers.set('Cache-Control', 'no-store')
    else:
        response.headers.pop('Content-Type')
    return response
