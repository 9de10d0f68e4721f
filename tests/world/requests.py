"""Requests to the API that are all one's own, made of what a route declares.

A body is the example of the description, with real ids where its schema says whose they are.
"""

from odoo.addons.encoach_lms_api.openapi.schemas import make_body, make_example
from odoo.addons.encoach_lms_api.schemas.ids import get_model

#: a file that is accepted, by the type of a body that is one; takes the name of a course
FILES = {'text/csv': 'name,email,course_name\r\nTried,tried@school.example,{course_name}\r\n'}


def properties(schema):
    """Return ``{name: JSON schema}`` of the fields of a pydantic model, references resolved."""
    if schema is None:
        return {}
    whole = schema.model_json_schema()
    return _resolve(whole.get('properties', {}), whole.get('$defs', {}))


def _resolve(node, definitions):
    if isinstance(node, list):
        return [_resolve(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if '$ref' in node:
        return _resolve(definitions[node['$ref'].rsplit('/', 1)[-1]], definitions)
    return {key: _resolve(value, definitions) for key, value in node.items()}


def model_of(name, schema):
    """Return the model of what is an id of a record or a list of them; else None."""
    return get_model(schema) if name != 'ids' else None


def walk_ids(fields, place=()):
    """Yield ``(path to it, name, model)`` of every id in a body, in nested lists and objects."""
    for name, schema in fields.items():
        if model := model_of(name, schema):
            yield place, name, model
        for inner in (schema, schema.get('items', {}), *schema.get('anyOf', ())):
            if inner.get('properties'):
                yield from walk_ids(inner['properties'], (*place, name))


def put(body, place, name, value, fields):
    """Set a field of a body, nested as `walk_ids` says; an empty list gets an example first."""
    for step in place:
        inner = body.setdefault(step, {})
        if inner == []:
            inner.append(make_example(fields[step]['items'], {}, brief=True))
        body = inner[0] if isinstance(inner, list) else inner
        fields = _get_inner(fields[step])
    body[name] = value


def _get_inner(schema):
    """Return the fields of an object, or of those in a list."""
    choices = (schema, schema.get('items', {}), *schema.get('anyOf', ()))
    return next(inner['properties'] for inner in choices if inner.get('properties'))


def make_options(operation, own, values):
    """Return what is sent, as `requests` takes it: a query string and a body or a file.

    :param own: function from the name of a model to an id of one's own
    :param dict values: of fields by their names, where the description's examples would not do
    """
    options = {'params': make_query(operation, own, values)}
    if operation.upload:
        mimetype = operation.upload.mimetype
        text = FILES[mimetype].format_map(values)
        options |= {'data': text.encode(), 'headers': {'Content-Type': mimetype}}
    elif operation.body:
        options['json'] = make_json(operation, own, values)
    return options


def make_json(operation, own, values):
    """Return a typical body with one's own ids."""
    body = make_body(operation.body)
    for place, name, model in walk_ids(properties(operation.body)):
        if not place and name in body:
            body[name] = [own(model)] if name.endswith('_ids') else own(model)
    return {name: values.get(name, value) for name, value in body.items()}


def make_query(operation, own, values, *, every_id=False):
    """Return a query string as a typical one is, or with every id that may be given."""
    typical = getattr(operation.query, 'typical', ())
    fields = operation.query.model_fields if operation.query else {}
    query = {}
    for name, schema in properties(operation.query).items():
        model = model_of(name, schema)
        if fields[name].is_required() or name in typical or (every_id and model):
            query[name] = own(model) if model else values.get(name) or _get_example(schema)
    return query


def _get_example(schema):
    """Return the first example of a parameter, which may be null as well."""
    return next(
        inner['examples'][0] for inner in (schema, *schema.get('anyOf', ())) if 'examples' in inner
    )
