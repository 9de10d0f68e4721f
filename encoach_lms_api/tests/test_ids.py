import json
import re

from pydantic import ValidationError

from odoo.tests import tagged

from ..openapi.schemas import make_example, refer
from ..schemas.ids import ANY, MODELS, get_model, get_path_models
from .common import ApiCase

ID = re.compile(r'(?:^|_)ids?$')
#: repeats the ids that a client sent, of whatever it asked for
UNTYPED = {('Problem', 'ids'), ('FieldError', 'ids')}


@tagged('post_install', '-at_install')
class TestIds(ApiCase):
    """Whose ids the ids are is said by their types, and by nothing else."""

    def fields(self):
        """Yield ``(where, name, schema)`` of every parameter and property that is described."""
        document = self._contract.document
        for path, methods in document['paths'].items():
            for method, operation in methods.items():
                for parameter in operation.get('parameters', ()):
                    where = f'{method.upper()} {path}'
                    yield where, parameter['name'], parameter['schema']
        for schema_name, schema in document['components']['schemas'].items():
            for name, described in schema.get('properties', {}).items():
                yield schema_name, name, described

    def test_every_id_says_which_model_it_is_an_id_of(self):
        count = 0
        for where, name, schema in self.fields():
            if not ID.search(name) or schema.get('deprecated') or (where, name) in UNTYPED:
                continue
            count += 1
            model = get_model(schema)
            self.assertTrue(
                model and model != ANY,
                f"{where}: {name} is called as ids are. Give it a type of schemas/ids.py, so that"
                " the proof of isolation and the fuzzer know what to put there.",
            )
            self.assertIn(model, self.env, f"{where}: {name} is an id of a model that is not here")
        self.assertGreater(count, 150)

    def test_an_id_is_of_the_model_that_its_name_says(self):
        for where, name, schema in self.fields():
            model = get_model(schema)
            if name != 'id' and model:
                expected = MODELS.get(re.sub('_ids$', '_id', name), model)
                self.assertEqual(model, expected, f"{where}: {name} has the type of another id")

    def test_a_path_with_an_id_of_nothing_is_refused_when_it_is_declared(self):
        with self.assertRaisesRegex(LookupError, 'parcel_id: say in MODELS of schemas/ids.py'):
            get_path_models(['student_id', 'parcel_id'])


def replace_each_number(value, change):
    """Yield copies of a JSON value, each with one of its whole numbers changed."""
    if isinstance(value, dict):
        for name, content in value.items():
            yield from ({**value, name: new} for new in replace_each_number(content, change))
    elif isinstance(value, list):
        for index, content in enumerate(value):
            for new in replace_each_number(content, change):
                yield [*value[:index], new, *value[index + 1 :]]
    elif type(value) is int:
        yield change(value)


@tagged('post_install', '-at_install')
class TestWholeNumbers(ApiCase):
    """JSON Schema says that 9.0 is an integer, and so do bodies; 9.5, "9" and true are none."""

    def examples(self):
        """Yield ``(model, example)`` of every body that a route takes."""
        self.ok(None, 'GET', '/health')  # has the server build the routing map
        rules = self.env['ir.http'].routing_map().iter_rules()
        operations = [rule.endpoint.routing.get('operation') for rule in rules]
        schemas = self._contract.document['components']['schemas']
        for model in {operation.body for operation in operations if operation and operation.body}:
            yield model, make_example(refer(model.__name__), schemas)

    def test_every_whole_number_in_a_body_may_be_written_with_a_point(self):
        count = 0
        for model, example in self.examples():
            read = model.model_validate_json(json.dumps(example))
            for changed in replace_each_number(example, float):
                count += 1
                self.assertEqual(model.model_validate_json(json.dumps(changed)), read)
        self.assertGreater(count, 20)

    def test_what_only_looks_like_a_whole_number_is_refused(self):
        for model, example in self.examples():
            for change in (lambda number: number + 0.5, str, bool, lambda number: [number]):
                for changed in replace_each_number(example, change):
                    with self.assertRaises(ValidationError, msg=f'{model} {changed}'):
                        model.model_validate_json(json.dumps(changed))
