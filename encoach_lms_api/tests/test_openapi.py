import json
import re
from unittest.mock import patch

from openapi_spec_validator import OpenAPIV31SpecValidator

from odoo.tests import tagged

from ..openapi import describe
from .common import ApiCase
from .contract import Contract

METHODS = {'get', 'post', 'put', 'patch', 'delete'}


def walk(node, pointer='#'):
    """Yield ``(JSON pointer, dict)`` of every object in a document."""
    if isinstance(node, dict):
        yield pointer, node
        for key, value in node.items():
            yield from walk(value, f'{pointer}/{str(key).replace("~", "~0").replace("/", "~1")}')
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(value, f'{pointer}/{index}')


@tagged('post_install', '-at_install')
class TestOpenapi(ApiCase):
    """The document describes the routes that there are, and is served as documents are."""

    def setUp(self):
        super().setUp()
        self.document = self.ok(None, 'GET', '/openapi.json')

    def routes(self):
        """Yield ``(path, method, rule)`` as the routing map has them."""
        for rule in self.env['ir.http'].routing_map().iter_rules():
            if rule.rule.startswith('/api/') and rule.endpoint.routing['type'] == 'encoach':
                for method in rule.endpoint.routing['methods']:
                    if method not in ('OPTIONS', 'HEAD'):
                        yield re.sub(r'<\w+:(\w+)>', r'{\1}', rule.rule), method.lower(), rule

    def operations(self):
        """Yield ``(path, method, operation)`` as the document has them."""
        for path, methods in self.document['paths'].items():
            for method, operation in methods.items():
                yield path, method, operation

    def test_every_method_of_every_route_is_described(self):
        routes = {(path, method) for path, method, _rule in self.routes()}
        self.assertGreater(len(routes), 80)
        self.assertEqual({(path, method) for path, method, _op in self.operations()}, routes)
        served = {
            rule.rule
            for rule in self.env['ir.http'].routing_map().iter_rules()
            if rule.rule.startswith('/api/')
        }
        self.assertEqual(served, {rule.rule for _path, _method, rule in self.routes()})

    def test_every_parameter_of_every_route_is_described(self):
        for path, method, rule in self.routes():
            with self.subTest(path=path, method=method):
                operation = self.document['paths'][path][method]
                parameters = operation.get('parameters', ())
                self.assertTrue(all(item.get('schema') for item in parameters))
                given = [(it['in'], it['name']) for it in parameters if it['in'] != 'header']
                query = rule.endpoint.routing['operation'].query
                fields = query.model_fields if query else ()
                expected = [('path', name) for name in sorted(rule.arguments)]
                expected += [('query', name) for name in sorted(fields)]
                self.assertEqual(sorted(given), expected)
                body = rule.endpoint.routing['operation'].body
                content = operation.get('requestBody', {}).get('content', {})
                if body:
                    name = content['application/json']['schema']['$ref'].rpartition('/')[2]
                    schema = self.document['components']['schemas'][name]
                    self.assertEqual(set(schema.get('properties', ())), set(body.model_fields))

    def test_every_operation_is_presentable(self):
        names = [operation['operationId'] for _path, _method, operation in self.operations()]
        self.assertEqual(len(set(names)), len(names))
        tags = {tag['name']: tag['description'] for tag in self.document['tags']}
        self.assertTrue(all(tags.values()))
        for path, method, operation in self.operations():
            with self.subTest(path=path, method=method):
                self.assertRegex(operation['summary'], r'^[A-Z][^\n]+\.$')
                self.assertIn(operation['tags'][0], tags)
                self.assertTrue(any(status.startswith('2') for status in operation['responses']))
                for status in ('422', '500', '503'):
                    self.assertIn(status, operation['responses'])

    def test_the_document_says_who_needs_a_token(self):
        self.assertEqual(self.document['security'], [{'token': []}])
        public = {path for path, _method, op in self.operations() if op.get('security') == []}
        self.assertEqual(public, {'/api/login', '/api/health', '/api/openapi.json', '/api/docs'})
        for path, _method, operation in self.operations():
            if path not in public:
                self.assertNotIn('security', operation)
                self.assertIn('401', operation['responses'])

    def test_the_document_is_valid_openapi(self):
        self.assertEqual(self.document['openapi'], '3.1.0')
        OpenAPIV31SpecValidator(self.document).validate()

    def test_every_example_fits_its_own_schema(self):
        contract = Contract(self.document)
        count = 0
        for pointer, node in walk(self.document):
            if 'example' in node and 'schema' in node:
                count += 1
                complaints = contract.validate(f'{pointer}/schema', node['example'])
                self.assertFalse(complaints, f'{pointer}: {complaints}')
            # a property may be called "examples", but it is no list then
            for example in node['examples'] if isinstance(node.get('examples'), list) else ():
                count += 1
                complaints = contract.validate(pointer, example)
                self.assertFalse(complaints, f'{pointer}: {complaints}')
        self.assertGreater(count, 200)

    def test_every_body_and_every_answer_has_an_example(self):
        for pointer, node in walk(self.document['paths'], '#/paths'):
            for mimetype, content in node.get('content', {}).items():
                if '$ref' in content['schema']:
                    self.assertIn('example', content, f'{pointer} {mimetype}')

    def test_a_route_that_is_not_described_is_noticed(self):
        """The tests above compare with a document that hides something."""
        path = '/api/students/{student_id}'
        del self.document['paths'][path]['patch']
        contract = Contract(self.document)
        answer = self.call(self.a.admin, 'PATCH', f'/students/{self.a.students[0].id}', json={})
        self.assertEqual(answer.status_code, 200)
        self.assertIn('not documented', contract.complaints('PATCH', path, answer)[0])
        del self.document['paths'][path]['get']['responses']['404']
        answer = self.call(self.a.admin, 'GET', '/students/2147483647')
        self.assertIn('not documented', contract.complaints('GET', path, answer)[0])
        self.document['components']['schemas']['Student']['properties']['name']['type'] = 'integer'
        answer = self.call(self.a.admin, 'GET', f'/students/{self.a.students[0].id}')
        self.assertIn('integer', Contract(self.document).complaints('GET', path, answer)[0])

    def test_it_is_made_once_and_need_not_be_sent_twice(self):
        answer = self.call(None, 'GET', '/openapi.json')
        self.assertEqual(answer.headers['Cache-Control'], 'no-cache')
        headers = {'If-None-Match': answer.headers['ETag']}
        target = 'odoo.addons.encoach_lms_api.models.ir_http.describe'
        with patch(target, side_effect=describe) as made:
            answer = self.call(None, 'GET', '/openapi.json', headers=headers)
            self.assertEqual((answer.status_code, answer.content), (304, b''))
            self.assertFalse(made.called)
            self.env.registry.clear_cache('routing')
            self.assertEqual(self.ok(None, 'GET', '/openapi.json'), self.document)
            self.assertEqual(made.call_count, 1)

    def test_a_session_or_a_token_makes_no_difference(self):
        self.authenticate(self.a.teacher_user.login, self.a.teacher_user.login)
        self.assertEqual(self.ok(None, 'GET', '/openapi.json'), self.document)
        self.assertEqual(self.ok('no-token-' * 4, 'GET', '/openapi.json'), self.document)

    def test_the_page_asks_nothing_of_other_hosts(self):
        answer = self.call(None, 'GET', '/docs')
        self.assertEqual(answer.headers['Content-Type'], 'text/html; charset=utf-8')
        policy = answer.headers['Content-Security-Policy']
        self.assertIn("default-src 'none'", policy)
        self.assertNotRegex(policy, r'https?:|\*|unsafe-eval')
        addresses = re.findall(r'(?:src|href)="([^"]*)"', answer.text)
        self.assertGreater(len(addresses), 3)
        for address in addresses:
            self.assertRegex(address, r'^/(api|encoach_lms_api/static)/')
            self.assertEqual(self.url_open(address).status_code, 200, address)

    def test_the_page_works_in_a_browser_and_asks_this_server_only(self):
        self.browser_js(
            '/api/docs',
            """
            const asked = performance.getEntriesByType("resource").map((entry) => entry.name);
            const outside = asked.filter((name) => !name.startsWith(location.origin));
            if (asked.length < 4 || outside.length) {
                throw new Error(`asked for ${asked}`);
            }
            console.log("test successful");
            """,
            ready="document.querySelectorAll('.opblock-tag').length >= 15",
            login=None,
        )

    def test_the_document_is_json_that_needs_no_extension(self):
        text = self.call(None, 'GET', '/openapi.json').text
        self.assertNotIn('NaN', text)
        self.assertEqual(json.loads(text), self.document)
        self.assertTrue(METHODS.issuperset(method for _path, method, _op in self.operations()))
