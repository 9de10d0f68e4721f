"""What a client may be told while something is broken."""

KEYS = {'type', 'title', 'status', 'code', 'detail', 'errors'}
INSIDE = ('Traceback', 'SELECT', 'INSERT', 'psycopg', 'odoo.', 'encoach_')


def assert_unavailable(answer):
    """Check for the documented 503: a problem document that tells nothing of the inside."""
    assert answer.status_code == 503, answer.text
    assert answer.headers['Content-Type'] == 'application/problem+json'
    assert int(answer.headers['Retry-After']) > 0
    problem = answer.json()
    assert set(problem) == KEYS
    assert (problem['status'], problem['code']) == (503, 'unavailable')
    assert not [word for word in INSIDE if word in answer.text]
