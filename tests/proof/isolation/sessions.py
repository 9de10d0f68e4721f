"""People who ask: one client for each way into the server, and one shape for all answers."""

import json
import xmlrpc.client
from typing import NamedTuple

import requests

TIMEOUT = 120  # seconds


class Answer(NamedTuple):
    """What came back.

    :param bool refused: whether the server said no
    :param result: what was answered instead, as Python values
    :param str raw: everything that was sent, headers too
    :param int status: of HTTP
    """

    refused: bool
    result: object
    raw: str
    status: int

    @classmethod
    def of_response(cls, response):
        """Return an answer of HTTP."""
        raw = f'{response.headers}\n{response.text}'
        if not response.headers.get('Content-Type', '').partition(';')[0].endswith('json'):
            return cls(not response.ok, response.content, raw, response.status_code)
        result = response.json() if response.content else None
        return cls(not response.ok, result, raw, response.status_code)

    @classmethod
    def of_rpc(cls, response):
        """Return an answer of JSON-RPC, which is 200 even for errors."""
        answer = cls.of_response(response)
        if not isinstance(answer.result, dict):
            return answer
        failed = 'error' in answer.result
        return answer._replace(refused=failed, result=answer.result.get('result'))

    def message(self):
        """Return the reason of a refusal, as far as one is told, shortened."""
        try:
            body = json.loads(self.raw.partition('\n')[2])
            return str(body.get('detail') or body['error']['data']['message'])[:120]
        except (ValueError, KeyError, TypeError, AttributeError):
            return f'{self.status} {self.raw[-120:]!r}'


class Person:
    """A user of one of the schools, with a session of the web client, an API token, and keys."""

    def __init__(self, url, database, user, password):
        self.role = user['role']
        self.user_id = user['id']
        self.login = user['login']
        self.url, self._database = url, database
        self._token, self._key = user['token'], user['key']
        self._session = requests.Session()
        self._bare = requests.Session()
        self._xmlrpc = xmlrpc.client.ServerProxy(f'{url}/xmlrpc/2/object', allow_none=True)
        answer = self.json_rpc(
            '/web/session/authenticate',
            {'db': database, 'login': self.login, 'password': password},
        )
        if answer.refused:
            raise AssertionError(f'{self.login} cannot sign in: {answer.raw}')

    @property
    def session_id(self):
        return self._session.cookies['session_id']

    def call(self, model, method, *args, **kwargs):
        """Call a method by the web client's RPC."""
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.json_rpc('/web/dataset/call_kw', parameters)

    def json_rpc(self, path, parameters):
        """Call a route of the web client."""
        response = self._session.post(self.url + path, json={'params': parameters}, timeout=TIMEOUT)
        return Answer.of_rpc(response)

    def page(self, method, path, **options):
        """Ask for a page or a file as the browser does."""
        options.setdefault('allow_redirects', False)
        response = self._session.request(method, self.url + path, timeout=TIMEOUT, **options)
        return Answer.of_response(response)

    def csrf_token(self):
        """Return what a form of this session has to hold."""
        answer = self.page('GET', '/my/account', allow_redirects=True)
        return answer.raw.partition('csrf_token: "')[2].partition('"')[0]

    def api(self, method, path, **options):
        """Ask the API."""
        headers = {'Authorization': f'Bearer {self._token}', **options.pop('headers', {})}
        response = self._bare.request(
            method, f'{self.url}{path}', headers=headers, timeout=TIMEOUT, **options
        )
        return Answer.of_response(response)

    def json_2(self, model, method, **kwargs):
        """Call a method by Odoo's own JSON interface."""
        response = self._bare.post(
            f'{self.url}/json/2/{model}/{method}',
            json=kwargs,
            headers={'Authorization': f'Bearer {self._key}'},
            timeout=TIMEOUT,
        )
        return Answer.of_response(response)

    def xml_rpc(self, model, method, *args, **kwargs):
        """Call a method by XML-RPC."""
        try:
            result = self._xmlrpc.execute_kw(
                self._database, self.user_id, self._key, model, method, args, kwargs
            )
        except xmlrpc.client.Fault as fault:
            return Answer(True, None, f'{fault.faultCode} {fault.faultString}', 200)
        return Answer(False, result, repr(result), 200)
