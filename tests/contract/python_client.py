"""The client that openapi-python-client generates, and whoever calls the API by it."""

import importlib
import json
import subprocess
import sys

PACKAGE = 'generated_encoach_client'


def generate(description, folder):
    """Generate a client into a folder and return it; whatever the generator warns of is an error.

    :param Path description: of the API
    """
    config = folder / 'config.json'
    config.write_text(json.dumps({'post_hooks': []}))  # nobody reads how it is laid out
    result = subprocess.run(
        [
            *(sys.executable, '-m', 'openapi_python_client', 'generate', '--fail-on-warning'),
            *('--path', description, '--config', config),
            *('--meta', 'none', '--output-path', folder / PACKAGE),
        ],
        capture_output=True,
        text=True,
    )
    told = result.stdout + result.stderr
    assert result.returncode == 0 and 'warning' not in told.lower(), told
    sys.path.insert(0, str(folder))
    return Generated(folder / PACKAGE)


class Generated:
    """The generated package.

    :param Path folder: of its sources
    """

    def __init__(self, folder):
        self._folder = folder
        self._modules = {path.stem: path.parent.name for path in folder.glob('api/*/*.py')}
        self.package = importlib.import_module(PACKAGE)
        self.models = importlib.import_module(f'{PACKAGE}.models')
        self.types = importlib.import_module(f'{PACKAGE}.types')

    def count(self, text):
        """Return how often a text is in the sources of the operations."""
        return sum(path.read_text().count(text) for path in self._folder.glob('api/*/*.py'))

    def operation(self, name):
        """Return the module of an operation, by its id."""
        return importlib.import_module(f'{PACKAGE}.api.{self._modules[name]}.{name}')

    def sign_in(self, url, login, password):
        """Return the `Caller` of a login."""
        body = self.models.SignIn(login=login, password=password)
        nobody = self.package.Client(url, raise_on_unexpected_status=True)
        signed_in = self.operation('login').sync(client=nobody, body=body)
        return self.caller(url, signed_in.token)

    def caller(self, url, token):
        """Return the `Caller` of a token."""
        client = self.package.AuthenticatedClient(url, token, raise_on_unexpected_status=True)
        return Caller(self, client)


class Caller:
    """Calls operations by their ids, with the token of somebody."""

    def __init__(self, generated, client):
        self._generated = generated
        self._client = client
        self.models = generated.models
        self.types = generated.types

    def __getattr__(self, name):
        operation = self._generated.operation(name)

        def call(*ids, **options):
            answer = operation.sync_detailed(*ids, client=self._client, **options)
            self.headers = answer.headers
            return answer.parsed

        return call
