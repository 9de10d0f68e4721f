import json
import re

from odoo.tests import tagged

from ..openapi.schemas import make_body
from .common import ApiCase
from .test_openapi import walk

SENTENCE = re.compile(r'[A-Z`(“].*[.?!)…”]$', re.DOTALL)
#: names of operations begin with what they do
VERBS = {
    *('add', 'apply', 'approve', 'assign', 'cancel', 'change', 'correct', 'create', 'delete'),
    *('explain', 'export', 'generate', 'import', 'list', 'remove', 'reopen', 'reset', 'resolve'),
    *('return', 'revoke', 'settle', 'show', 'submit', 'substitute', 'undo', 'update'),
}
#: names of one word: things that a school has
THINGS = {
    *('Batch', 'Classroom', 'Course', 'Entity', 'Placement', 'Section', 'Student', 'Teacher'),
    *('Guardian', 'Problem', 'Room', 'Term'),
}
#: and what one does to come in and to go
DOORS = {'login', 'logout'}


@tagged('post_install', '-at_install')
class TestDescription(ApiCase):
    """The document is worth reading, and clients can be generated from it."""

    def setUp(self):
        super().setUp()
        self.document = self._contract.document
        self.schemas = self.document['components']['schemas']

    def operations(self):
        """Yield ``(name, operation)``."""
        for path, methods in self.document['paths'].items():
            for method, operation in methods.items():
                yield f'{method.upper()} {path}', operation

    def assertSentence(self, described, what, hint=''):
        text = described.get('description', '')
        self.assertRegex(text, SENTENCE, f"{what} has no description. {hint}".strip())

    def test_every_operation_and_parameter_says_what_it_is(self):
        for name, operation in self.operations():
            self.assertSentence(operation, name)
            for parameter in operation.get('parameters', ()):
                self.assertSentence(
                    parameter,
                    f'{name}: {parameter["name"]}',
                    "Say what it is with Field(description=…), or in schemas/glossary.py.",
                )

    def test_every_schema_and_property_says_what_it_is(self):
        count = 0
        for name, schema in self.schemas.items():
            self.assertSentence(schema, name)
            for field, described in schema.get('properties', {}).items():
                count += 1
                self.assertSentence(
                    described,
                    f'{name}: {field}',
                    "Say what it is with Field(description=…), or in schemas/glossary.py.",
                )
        self.assertGreater(count, 250)

    def test_every_example_of_a_body_is_one(self):
        """The tests of roles and of isolation make their requests of them."""
        self.ok(None, 'GET', '/health')  # has the server build the routing map
        count = 0
        for rule in self.env['ir.http'].routing_map().iter_rules():
            operation = rule.endpoint.routing.get('operation')
            if body := operation and operation.body:
                with self.subTest(body.__name__):
                    self.assertLessEqual(set(body.typical), body.model_fields.keys())
                    body.model_validate_json(json.dumps(make_body(body)))
                    count += 1
        self.assertGreater(count, 30)

    def test_every_answer_and_header_says_what_it_is(self):
        for pointer, node in walk(self.document):
            if pointer.endswith(('/headers', '/responses')):
                for name, described in node.items():
                    if '$ref' not in described:
                        self.assertSentence(described, f'{pointer}/{name}')

    def test_names_say_what_they_are(self):
        for _name, operation in self.operations():
            name = operation['operationId']
            self.assertTrue(
                name in DOORS or (name.partition('_')[0] in VERBS and '_' in name),
                f"{name}: call an operation by what it does to what, as in list_students",
            )
        for name in self.schemas:
            words = re.findall('[A-Z][a-z]*', name)
            self.assertTrue(
                len(words) > 1 or name in THINGS,
                f"{name}: call a schema by what it is and of what, as in LessonNoteReturn;"
                " or put it into THINGS, if a school has such a thing",
            )

    def test_what_may_be_one_of_several_objects_says_which(self):
        unions = 0
        for pointer, node in walk(self.document):
            choices = [*node.get('anyOf', ()), *node.get('oneOf', ())]
            if sum('$ref' in choice for choice in choices) > 1:
                unions += 1
                name = node['discriminator']['propertyName']
                for value, reference in node['discriminator']['mapping'].items():
                    schema = self.schemas[reference.rpartition('/')[2]]
                    self.assertEqual(schema['properties'][name]['const'], value, pointer)
                    self.assertIn(name, schema['required'])
        self.assertGreaterEqual(unions, 1)

    def test_no_text_is_described_that_is_refused(self):
        for schema, field, wrong in (
            ('StudentCreate', 'email', 'a\x7f@nile.example'),
            ('AdminStudentChange', 'email', 'a@nile.exam\x00ple'),
            ('LessonNoteReturn', 'remark', ' '),
            ('LessonNoteReturn', 'remark', ''),
        ):
            pointer = f'#/components/schemas/{schema}/properties/{field}'
            self.assertTrue(self._contract.validate(pointer, wrong), (schema, field, wrong))

    def test_errors_are_problems_by_reference(self):
        """Whatever stands around a reference, generators of clients drop the error."""
        for name, response in self.document['components']['responses'].items():
            schema = response['content']['application/problem+json']['schema']
            self.assertEqual(schema['$ref'], '#/components/schemas/Problem', name)
            self.assertNotIn('allOf', schema)
        for _name, operation in self.operations():
            for status, response in operation['responses'].items():
                if int(status) >= 400:
                    self.assertEqual(set(response), {'$ref'})

    def test_each_operation_says_who_may_call_it(self):
        for name, operation in self.operations():
            self.assertRegex(operation['description'].splitlines()[-1], r'^Allowed to .+\.$', name)
