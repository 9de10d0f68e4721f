"""One shape for all that a server answers."""

from typing import NamedTuple


class Answer(NamedTuple):
    """What came back.

    :param bool refused: whether the server said no
    :param result: what was answered instead, as Python values
    :param str raw: everything that was sent, headers too
    :param int status: of HTTP
    :param error: the sentence of the refusal, or None
    """

    refused: bool
    result: object
    raw: str
    status: int
    error: str | None = None

    @classmethod
    def of_response(cls, response):
        """Return an answer of HTTP."""
        raw = f'{response.headers}\n{response.text}'
        if not response.headers.get('Content-Type', '').partition(';')[0].endswith('json'):
            return cls(not response.ok, response.content, raw, response.status_code)
        result = response.json() if response.content else None
        error = None if response.ok else _sentence(result)
        return cls(not response.ok, result, raw, response.status_code, error)

    @classmethod
    def of_rpc(cls, response):
        """Return an answer of JSON-RPC, which is 200 even for errors."""
        answer = cls.of_response(response)
        if not isinstance(answer.result, dict):
            return answer
        result, failed = answer.result.get('result'), 'error' in answer.result
        error = _sentence(answer.result) if failed else None
        return answer._replace(refused=failed, result=result, error=error)

    @classmethod
    def of_fault(cls, fault):
        """Return an answer of XML-RPC that is a refusal."""
        return cls(True, None, f'{fault.faultCode} {fault.faultString}', 200, fault.faultString)

    @classmethod
    def of_value(cls, value):
        """Return an answer that is nothing but a value."""
        return cls(False, value, repr(value), 200)

    @property
    def told(self):
        """Return ``(error, result)``."""
        return self.error, self.result

    def message(self):
        """Return the reason of a refusal, as far as one is told, shortened."""
        return str(self.error or f'{self.status} {self.raw[-120:]!r}')[:120]


def _sentence(body):
    """Return the sentence of a refusal: of the API, of JSON-RPC, or of Odoo's /json/2."""
    if not isinstance(body, dict):
        return str(body)
    error = body.get('error')
    if isinstance(error, dict):
        return error.get('data', {}).get('message') or error.get('message')
    return body.get('detail') or body.get('message')
