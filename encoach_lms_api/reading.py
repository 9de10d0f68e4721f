"""What a request says: its query string and its JSON body, as their schemas have them."""

import pydantic
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from odoo.tools.translate import LazyTranslate

from .errors import ProblemError, problem_from_schema
from .schemas.ids import takes_several

_lt = LazyTranslate(__name__, default_lang='en_US')


class NoParameters(pydantic.BaseModel, extra='forbid'):
    """A route without query parameters refuses them, so that a typing mistake is noticed."""


def read_query(given, schema):
    """Return the parameters of the query string as an instance of ``schema``.

    :param given: pairs of name and value
    :raise ProblemError: 422 for an unknown or unacceptable parameter
    :raise BadRequest: for one that is given twice and is no list
    """
    schema = schema or NoParameters
    values = {}
    for name, value in given:
        if name not in values:
            values[name] = value
        elif name in schema.model_fields and takes_several(schema.model_fields[name]):
            values[name] += f',{value}'
        else:
            raise BadRequest(str(_lt("A query parameter is given twice.")))
    return _validate(schema.model_validate, values)


def read_body(httprequest, schema):
    """Return the JSON body as an instance of ``schema``.

    An empty body is an empty object where the schema requires nothing.

    :raise UnsupportedMediaType: for something else than JSON
    :raise RequestEntityTooLarge: for more than the dispatcher lets in
    :raise ProblemError: 400 for no JSON object, 422 for one that is not acceptable
    """
    data = httprequest.get_data(cache=True)
    if not data:
        if any(field.is_required() for field in schema.model_fields.values()):
            raise BadRequest(str(_lt("The body must be a JSON object.")))
        return schema()
    if httprequest.mimetype != 'application/json':
        raise UnsupportedMediaType(str(_lt("Send the body as application/json.")))
    return _validate(schema.model_validate_json, data)


def _validate(read, values):
    """Return what a schema makes of ``values``, or say what is wrong with them."""
    try:
        return read(values)
    except pydantic.ValidationError as exc:
        raise ProblemError(problem_from_schema(exc)) from None
