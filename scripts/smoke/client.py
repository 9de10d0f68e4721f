"""A client of the API, and a list of checks with an exit code."""

import argparse
import sys

import requests

TIMEOUT = 60  # seconds; a cascade of thousands takes one or two


class Stop(Exception):
    """The program cannot go on; the message says why."""


class Client:
    """Talks to the API as one user.

    :param str base_url: address of the server, without /api
    :param str login: of an account
    :param password: of that account; not needed with a token
    :param token: issued elsewhere: by another server, or to somebody else
    """

    def __init__(self, base_url, login, password=None, *, token=None):
        self.login = login
        self._api = f'{base_url.rstrip("/")}/api'
        self._session = requests.Session()
        self.token = token or self._sign_in(password)
        self._session.headers['Authorization'] = f'Bearer {self.token}'

    def _sign_in(self, password):
        """Return a token of the account, about which `user` tells."""
        answer = self.send('POST', '/login', json={'login': self.login, 'password': password})
        if answer.status_code != 200:
            raise Stop(f"{self.login} cannot sign in: {describe(answer)}")
        self.user = answer.json()['user']
        return answer.json()['token']

    def send(self, method, path, **options):
        """Return the response to a request, whatever its status."""
        try:
            return self._session.request(method, self._api + path, timeout=TIMEOUT, **options)
        except requests.RequestException as error:
            raise Stop(f"{self._api} does not answer: {error}") from error

    def call(self, method, path, **options):
        """Return the JSON of a request that must succeed (None for an empty answer)."""
        answer = self.send(method, path, **options)
        if not answer.ok:
            raise Stop(f"{method} {path} as {self.login}: {describe(answer)}")
        return answer.json() if answer.content else None

    def all(self, path, **params):
        """Return every item of a list, page by page."""
        items, total = [], 1
        while len(items) < total:
            page = self.call('GET', path, params={**params, 'limit': 1000, 'offset': len(items)})
            items += page['items']
            total = page['total'] if page['items'] else 0
        return items

    def find(self, path, **values):
        """Return the first item of a list that has these values, or None."""
        search = {'search': values['name']} if 'name' in values else {}
        return next(
            (
                item
                for item in self.all(path, **search)
                if all(item[name] == value for name, value in values.items())
            ),
            None,
        )

    def need(self, path, **values):
        """Return the item that `find` finds; the program stops without it."""
        item = self.find(path, **values)
        if item is None:
            raise Stop(f"{self.login} has nothing in {path} with {values}: is this the demo data?")
        return item

    def find_or_create(self, path, **values):
        """Return ``(item, created)`` for the item with these values."""
        item = self.find(path, **values)
        return (item, False) if item else (self.call('POST', path, json=values), True)


def describe(answer):
    """Return the status and the reason of an answer in one line."""
    try:
        return f'{answer.status_code} {answer.json()["detail"]}'
    except (ValueError, KeyError, TypeError):
        return f'{answer.status_code} {answer.text[:200]!r}'


class Checks:
    """Prints PASS or FAIL for each check, and knows whether all passed."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds, detail=''):
        """Print the outcome of one check, with ``detail`` when it fails."""
        if holds:
            self.passed += 1
            print(f'PASS  {what}')
        else:
            self.failed += 1
            print(f'FAIL  {what}  {detail}'.rstrip())

    def equal(self, what, found, expected):
        """Check that two values are equal."""
        self.check(what, found == expected, f'found {found!r}, expected {expected!r}')


def parse_arguments(description, **accounts):
    """Return the command line's options.

    :param accounts: option names and their defaults: logins of the demo data
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('--base-url', default='http://127.0.0.1:8069', help="of the server")
    parser.add_argument('--password', default='encoach-demo', help="of all accounts")
    for name, login in accounts.items():
        parser.add_argument(f'--{name.replace("_", "-")}', default=login, help="an account's login")
    return parser.parse_args()


def run(program, options):
    """Run a program with its `Checks`; return the exit code: 0 when all checks passed, else 1."""
    checks = Checks()
    try:
        program(options, checks)
    except Stop as stop:
        checks.check("the program runs to its end", False, str(stop))
    print(f'{checks.passed} passed, {checks.failed} failed')
    sys.stdout.flush()
    return 1 if checks.failed else 0
