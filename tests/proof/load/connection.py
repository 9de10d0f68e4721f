"""A lean client that times each request: clients share the processor with the server."""

import http.client
import json
import re
import time
from urllib.parse import urlsplit

from .journal import Request

TIMEOUT = 120  # seconds: as long as a worker may take


class Connection:
    """Talks to the API with a token, on one connection for as long as the server keeps it.

    :param str url: of the server
    :param str token: of an account
    :param Journal journal: where each request is noted
    """

    def __init__(self, url, token, journal):
        self._http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)
        self._headers = {'Authorization': f'Bearer {token}', 'Content-Type': 'application/json'}
        self._journal = journal

    def send(self, method, path, body=None):
        """Return status and JSON of an answer; (0, None) when none came."""
        kind = f"{method} {re.sub('[0-9]+', '{id}', path.partition('?')[0])}"
        started = time.perf_counter()
        try:
            data = None if body is None else json.dumps(body)
            self._http.request(method, f'/api{path}', data, self._headers)
            answer = self._http.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._http.close()
            self._journal.check(f'{kind} is answered', False, repr(error))
            status, content = 0, b''
        self._journal.requests.append(Request(kind, status, time.perf_counter() - started))
        self._journal.check(f'{kind} does not fail', status < 500 or status == 503, content[:300])
        return status, json.loads(content) if content else None

    def get(self, path):
        """Return the JSON of an answer to a reading request that must succeed."""
        status, answer = self.send('GET', path)
        self._journal.equal(f'GET {path} succeeds', status, 200)
        return answer
