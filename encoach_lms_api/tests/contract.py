"""Answers of the API, judged by its OpenAPI document."""

import re
from functools import lru_cache

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = 'urn:document'
PROBLEM = 'application/problem+json'
JSON = ('application/json', PROBLEM)


class Contract:
    """An OpenAPI document, and what contradicts it.

    :param dict document: as /api/openapi.json answers it
    """

    def __init__(self, document):
        self.document = document
        self._registry = Registry().with_resource(DOCUMENT, DRAFT202012.create_resource(document))
        self._validator = lru_cache(maxsize=None)(self._make_validator)
        # paths without parameters first: /students/export.csv is no student
        paths = sorted(document['paths'], key=lambda path: '{' in path)
        self._patterns = [(_make_pattern(path), path) for path in paths]

    def find(self, method, path):
        """Return the path template and the operation of a request, or None and None."""
        for pattern, template in self._patterns:
            operation = self.document['paths'][template].get(_get_key(method))
            if operation and pattern.fullmatch(path):
                return template, operation
        return None, None

    def complaints(self, method, path, response):
        """Return sentences that say what of a response is not as the document has it.

        :param str path: with /api, without the query string
        :param response: of `requests`
        """
        template, operation = self.find(method, path)
        if operation:
            found = self._judge(template, operation, method, response)
        else:
            found = self._judge_undescribed(method, response)
        return [f'{method} {template or path} {response.status_code}: {text}' for text in found]

    def validate(self, pointer, value):
        """Return what of a value does not fit the schema at a JSON pointer of the document."""
        return [error.message for error in self._validator(pointer).iter_errors(value)]

    def _judge(self, template, operation, method, response):
        status = str(response.status_code)
        described = operation['responses'].get(status)
        if not described:
            return ["the status is not documented"]
        pointer = described.get('$ref') or _point(
            '#', 'paths', template, _get_key(method), 'responses', status
        )
        content = self.resolve(pointer).get('content', {})
        mimetype = response.headers.get('Content-Type', '').partition(';')[0]
        if not content and (mimetype or response.content):
            return ["it has content, and should have none"]
        if content and mimetype not in content:
            return [f"the content type {mimetype!r} is not documented"]
        if mimetype not in JSON or method == 'HEAD':
            return []
        return self.validate(_point(pointer, 'content', mimetype, 'schema'), response.json())

    def _judge_undescribed(self, method, response):
        """What is not described is answered 404 or 405, but for preflights."""
        if method == 'OPTIONS' and response.status_code == 204 and not response.content:
            return []
        if response.status_code not in (404, 405):
            return ["the operation is not documented"]
        if method == 'HEAD':
            return []
        return self.validate('#/components/schemas/Problem', response.json())

    def resolve(self, pointer):
        """Return what stands at a JSON pointer of the document."""
        found = self.document
        for step in pointer.split('/')[1:]:
            found = found[step.replace('~1', '/').replace('~0', '~')]
        return found

    def _make_validator(self, pointer):
        return Draft202012Validator(
            {'$ref': f'{DOCUMENT}{pointer}'},
            registry=self._registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )


def _make_pattern(path):
    return re.compile('[^/]+'.join(map(re.escape, re.split(r'{\w+}', path))))


def _get_key(method):
    """Return the key of a method in the document: HEAD is answered wherever GET is."""
    return 'get' if method == 'HEAD' else method.lower()


def _point(pointer, *steps):
    return '/'.join([pointer, *(step.replace('~', '~0').replace('/', '~1') for step in steps)])
