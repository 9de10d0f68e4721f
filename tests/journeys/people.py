"""People of the demo schools on every protocol that names a method."""

import datetime
import xmlrpc.client

import requests

PASSWORD = 'encoach-demo'
TIMEOUT = 60  # seconds


class Caller:
    """Somebody signed in, who calls methods.

    Each answer is ``(error, result)``; an error is the message of the exception, None when there
    is none.
    """

    def __init__(self, server, login):
        self.url, self.database, self.login = server.url, server.database, login
        self.session = requests.Session()
        parameters = {'db': self.database, 'login': login, 'password': PASSWORD}
        self.user_id = self.json('/web/session/authenticate', parameters)[1]['uid']
        self._key = self._make_key()

    def _make_key(self):
        """Return a key for programs, made as in one's own preferences."""
        soon = (datetime.datetime.now() + datetime.timedelta(hours=12)).strftime('%F %T')
        wizard, values = 'res.users.apikeys.description', {'name': 'rpc', 'duration': '-1'}
        values['expiration_date'] = soon
        _error, made = self.call_kw(wizard, 'web_save', [], values, {})
        _error, check = self.call_button(wizard, 'make_key', [made[0]['id']])
        password = {'password': PASSWORD}
        error, key = self.call_button(
            check['res_model'], 'run_check', [check['res_id']], context=password
        )
        assert error is None, error
        return key['context']['default_key']

    def json(self, path, parameters):
        """Call a route of type jsonrpc."""
        answer = self.session.post(self.url + path, json={'params': parameters}, timeout=TIMEOUT)
        body = answer.json()
        if 'error' in body:
            return body['error']['data']['message'] or body['error']['message'], None
        return None, body.get('result')

    def call_kw(self, model, method, *args, **kwargs):
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.json('/web/dataset/call_kw', parameters)

    def call_button(self, model, method, *args, **kwargs):
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.json('/web/dataset/call_button', parameters)

    def execute(self, model, method, *args):
        """Call over JSON-RPC, by position."""
        return self._ask_object('execute', model, method, *args)

    def execute_kw(self, model, method, *args, **kwargs):
        return self._ask_object('execute_kw', model, method, args, kwargs)

    def _ask_object(self, verb, *args):
        identity = [self.database, self.user_id, self._key]
        return self.json(
            '/jsonrpc', {'service': 'object', 'method': verb, 'args': [*identity, *args]}
        )

    def xml_rpc(self, model, method, *args, **kwargs):
        proxy = xmlrpc.client.ServerProxy(f'{self.url}/xmlrpc/2/object', allow_none=True)
        identity = (self.database, self.user_id, self._key)
        try:
            return None, proxy.execute_kw(*identity, model, method, args, kwargs)
        except xmlrpc.client.Fault as fault:
            return fault.faultString, None

    def json_2(self, model, method, **kwargs):
        answer = requests.post(
            f'{self.url}/json/2/{model}/{method}',
            json=kwargs,
            headers={'Authorization': f'Bearer {self._key}'},
            timeout=TIMEOUT,
        )
        return (None, answer.json()) if answer.ok else (answer.json()['message'], None)
