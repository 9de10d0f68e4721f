"""The API's description, as the requests are made from it."""

import copy

LONG = 1000  # characters


def prepare(document, ids):
    """Return a copy of an OpenAPI document that is better to make requests from.

    Its ids include those of records that exist, and answers may have no property that is not
    described.

    :param ids: ids by model, such as ``{'encoach.student': [1, 2]}``
    """
    document = copy.deepcopy(document)
    for methods in document['paths'].values():
        for operation in methods.values():
            for parameter in operation.get('parameters', ()):
                _offer(parameter, 'schema', ids)
                parameter.pop('example', None)
    for schema in document['components']['schemas'].values():
        for name, described in schema.get('properties', {}).items():
            _offer(schema['properties'], name, ids)
            described.pop('examples', None)
            for choice in (described, *described.get('anyOf', ())):
                if choice.get('maxLength', 0) > LONG:
                    # texts of this length take minutes to make; the tests of the API send one
                    del choice['maxLength']
                    choice.pop('pattern', None)
        if schema.get('type') == 'object':
            # of a body it is so already
            schema.setdefault('additionalProperties', False)
    return document


def _offer(holder, key, ids):
    """Add known ids to the values of a schema of ids, if it is one, or a list of them."""
    schema = holder[key]
    choices = schema.get('anyOf', [])
    for index in range(len(choices)):
        _offer(choices, index, ids)
    if 'items' in schema:
        _offer(schema, 'items', ids)
    if known := ids.get(schema.get('x-model')):
        holder[key] = {'anyOf': [{'type': 'integer', 'enum': known}, schema]}
