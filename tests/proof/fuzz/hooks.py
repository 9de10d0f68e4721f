"""What Schemathesis is told about this API: it loads this module by SCHEMATHESIS_HOOKS."""

import schemathesis

SECRETS = ('Traceback', 'psycopg', 'File "/', 'odoo.exceptions', 'SELECT ')


@schemathesis.check
def nothing_of_the_inside_is_told(ctx, response, case):
    """Find what only the server's log may hold."""
    told = [secret for secret in SECRETS if secret in response.text]
    assert not told, f"the answer holds {told}"


@schemathesis.check
def a_token_is_asked_for(ctx, response, case):
    """Find what a guarded operation answers without a token: nothing but 401, or "no such path"."""
    is_public = case.operation.definition.raw.get('security') == []
    # a browser asks OPTIONS before it sends a token
    is_preflight = response.request.method == 'OPTIONS'
    if not (is_public or is_preflight or 'Authorization' in response.request.headers):
        assert response.status_code in (401, 404, 405), f"{response.status_code} without a token"


CHECKS = (nothing_of_the_inside_is_told.__name__, a_token_is_asked_for.__name__)
