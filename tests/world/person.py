"""Somebody who asks: one client for each way into the server."""

import datetime
import functools
import xmlrpc.client

import requests

from .answer import Answer

TIMEOUT = 120  # seconds
#: of everybody in the demo schools
PASSWORD = 'encoach-demo'


class Person:
    """A user with a session of the web client and, when he asks there, an API token and a key.

    :param str url: of the server
    :param str database: of the server
    :param str login: of an account
    :param str password: of that account
    :param token: of the API, if one has been issued
    :param key: for programs, if one has been made
    """

    def __init__(self, url, database, login, password=PASSWORD, *, token=None, key=None):
        self.url, self.database, self.login = url, database, login
        self._password = password
        self._session = requests.Session()
        self._bare = requests.Session()
        if token:
            self._token = token
        if key:
            self._key = key
        answer = self.json_rpc(
            '/web/session/authenticate', {'db': database, 'login': login, 'password': password}
        )
        if answer.refused or not answer.result.get('uid'):
            raise AssertionError(f'{login} cannot sign in: {answer.raw}')
        self.user_id = answer.result['uid']

    @classmethod
    def at(cls, server, login, password=PASSWORD):
        """Return somebody at a server of the tests."""
        return cls(server.url, server.database, login, password)

    @functools.cached_property
    def _token(self):
        body = {'login': self.login, 'password': self._password}
        answer = self._bare.post(f'{self.url}/api/login', json=body, timeout=TIMEOUT)
        return answer.json()['token']

    @functools.cached_property
    def _key(self):
        """A key for programs, made as in one's own preferences."""
        soon = (datetime.datetime.now() + datetime.timedelta(hours=12)).strftime('%F %T')
        wizard, values = 'res.users.apikeys.description', {'name': 'rpc', 'duration': '-1'}
        values['expiration_date'] = soon
        ((made),) = self.need(wizard, 'web_save', [], values, {})
        check = self.press(wizard, 'make_key', [made['id']]).result
        context = {'password': self._password}
        key = self.press(check['res_model'], 'run_check', [check['res_id']], context=context)
        return key.result['context']['default_key']

    @functools.cached_property
    def _objects(self):
        return xmlrpc.client.ServerProxy(f'{self.url}/xmlrpc/2/object', allow_none=True)

    @property
    def session_id(self):
        return self._session.cookies['session_id']

    # the web client

    def call(self, model, method, *args, **kwargs):
        """Call a method by the web client's RPC."""
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.json_rpc('/web/dataset/call_kw', parameters)

    def press(self, model, method, *args, **kwargs):
        """Call a method as a button does."""
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.json_rpc('/web/dataset/call_button', parameters)

    def need(self, model, method, *args, **kwargs):
        """Return the result of a method that must succeed."""
        answer = self.call(model, method, *args, **kwargs)
        assert not answer.refused, f'{self.login}: {model}.{method}: {answer.error}'
        return answer.result

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

    # the API

    def api(self, method, path, **options):
        """Ask the API."""
        headers = {'Authorization': f'Bearer {self._token}', **options.pop('headers', {})}
        response = self._bare.request(
            method, f'{self.url}{path}', headers=headers, timeout=TIMEOUT, **options
        )
        return Answer.of_response(response)

    # programs with a key

    def json_2(self, model, method, **kwargs):
        """Call a method by Odoo's own JSON interface."""
        response = self._bare.post(
            f'{self.url}/json/2/{model}/{method}',
            json=kwargs,
            headers={'Authorization': f'Bearer {self._key}'},
            timeout=TIMEOUT,
        )
        return Answer.of_response(response)

    def execute(self, model, method, *args):
        """Call a method over JSON-RPC, by position."""
        return self._ask_object('execute', model, method, *args)

    def execute_kw(self, model, method, *args, **kwargs):
        """Call a method over JSON-RPC."""
        return self._ask_object('execute_kw', model, method, args, kwargs)

    def _ask_object(self, verb, *args):
        identity = [self.database, self.user_id, self._key]
        parameters = {'service': 'object', 'method': verb, 'args': [*identity, *args]}
        return self.json_rpc('/jsonrpc', parameters)

    def xml_rpc(self, model, method, *args, **kwargs):
        """Call a method by XML-RPC."""
        identity = (self.database, self.user_id, self._key)
        try:
            return Answer.of_value(self._objects.execute_kw(*identity, model, method, args, kwargs))
        except xmlrpc.client.Fault as fault:
            return Answer.of_fault(fault)
