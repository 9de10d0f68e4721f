"""Clients of the API and of the web client, beside the one that signs in to the API."""

import requests
from smoke.client import Client


class TokenClient(Client):
    """A client whose token was issued elsewhere: by another server, or to somebody else."""

    def __init__(self, base_url, token):
        self.login = 'the owner of a token'
        self.token = token
        self._api = f'{base_url}/api'
        self._session = requests.Session()
        self._session.headers['Authorization'] = f'Bearer {token}'


class WebClient:
    """A signed-in session of Odoo's web client, which may call every public method."""

    def __init__(self, base_url, database, login, password):
        self._url = base_url
        self._session = requests.Session()
        parameters = {'db': database, 'login': login, 'password': password}
        assert self._post('/web/session/authenticate', parameters)['uid']

    def call(self, model, method, *args):
        """Return the result of a method, which must succeed."""
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': {}}
        return self._post('/web/dataset/call_kw', parameters)

    def _post(self, path, parameters):
        answer = self._session.post(self._url + path, json={'params': parameters}, timeout=60)
        assert 'result' in answer.json(), answer.text
        return answer.json()['result']
