"""From pydantic models to the schemas and examples of the description."""

import re

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from ..schemas.glossary import explain

REFERENCE = '#/components/schemas/{model}'
GENERIC = re.compile(r'^(\w+)\[(\w+)\]$')


class SchemaGenerator(GenerateJsonSchema):
    """Leaves out what tells a reader nothing: titles made of names, and defaults of null."""

    def normalize_name(self, name):
        # as the class is called: a Page[Batch] is a BatchPage
        return super().normalize_name(GENERIC.sub(r'\2\1', name))

    def field_title_should_be_set(self, schema):
        return False

    def default_schema(self, schema):
        described = super().default_schema(schema)
        # of a field that may be left out: mostly not even a value that it takes
        if 'default' in described and described['default'] is None:
            del described['default']
        return described


def refer(name):
    """Return the reference to a schema."""
    return {'$ref': REFERENCE.format(model=name)}


def describe_models(models):
    """Return the schemas of models by their names.

    :param models: pairs of a model and ``validation`` (what is read) or ``serialization``
    """
    _references, schemas = models_json_schema(
        sorted(models, key=lambda pair: pair[0].__name__),
        ref_template=REFERENCE,
        schema_generator=SchemaGenerator,
    )
    described = schemas['$defs']
    for schema in described.values():
        _explain(schema.get('properties', {}))
    return described


def _explain(fields):
    """Have the glossary say what a field is, where its schema does not."""
    for name, field in fields.items():
        if 'description' not in field and (words := explain(name)):
            field['description'] = words


def describe_fields(model):
    """Return ``(name, schema, whether it is required)`` of the fields of a query string.

    There is no null in a query string: such a parameter is left out.
    """
    schema = model.model_json_schema(schema_generator=SchemaGenerator)
    fields = schema.get('properties', {})
    _explain(fields)
    for name, field in fields.items():
        yield name, _without_null(field), name in schema.get('required', ())


def _without_null(schema):
    choices = [choice for choice in schema.get('anyOf', ()) if choice != {'type': 'null'}]
    if len(choices) != 1:
        return schema
    return {**choices[0], **{key: value for key, value in schema.items() if key != 'anyOf'}}


def make_body(body):
    """Return a typical body: what a schema requires, and what its `typical` names."""
    whole = body.model_json_schema()
    definitions = whole.get('$defs', {})
    for schema in whole.get('properties', {}).values():
        if schema.get('default', ...) is None:
            del schema['default']  # left out, which is no example
    return {
        name: make_example(whole['properties'][name], definitions, brief=True)
        for name, field in body.model_fields.items()
        if field.is_required() or name in body.typical
    }


def make_example(schema, schemas, *, brief=False):
    """Return a value that fits a schema, of the examples in it.

    :param schemas: the components that it refers to
    :param bool brief: with required properties only, if there are any: for bodies
    """
    if '$ref' in schema:
        schema = schemas[schema['$ref'].rsplit('/', 1)[-1]]
    for key in ('const', 'default'):
        if key in schema:
            return schema[key]
    for key in ('examples', 'enum'):
        if key in schema:
            return schema[key][0]
    if choices := schema.get('anyOf') or schema.get('oneOf'):
        return make_example(choices[0], schemas, brief=brief)
    if schema.get('type') == 'object':
        names = (brief and schema.get('required')) or schema.get('properties', {})
        return {
            name: make_example(schema['properties'][name], schemas, brief=brief)
            for name in names
            if not brief or not schema['properties'][name].get('deprecated')
        }
    if schema.get('type') == 'array':
        return [make_example(schema['items'], schemas, brief=brief)]
    return {'string': "Text", 'integer': 1, 'boolean': True}.get(schema.get('type'))
