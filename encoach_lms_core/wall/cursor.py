"""Binds each transaction to whoever signed in, before his first statement.

He is the user of the transaction's first environment, which HTTP, XML-RPC, JSON-2 and the websocket
set, and ``sudo()`` and ``with_user()`` leave alone. Cursors that a request opens beside its own
inherit him. One statement reads his schools afresh and takes the role; both end with the
transaction. overrides/cursor.py has every statement ask here.
"""

import contextlib
from contextvars import ContextVar

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INERROR

from odoo.api import SUPERUSER_ID
from odoo.http import request
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__, default_lang='en_US')

REFUSAL = _lt("This is not of your school, or not yours to do.")

#: pages on which strangers become somebody: they write a password, or ask for one
STRANGERS_PAGES = ('/web/login', '/web/signup', '/web/reset_password')

#: nobody can be sure whether a role that was taken inside a savepoint has outlived it
UNSURE = object()

_unbound = ContextVar('encoach_unbound', default=False)


@contextlib.contextmanager
def unbound(cr):
    """Let the platform's own code work for all schools within a school's request.

    Only for what leaves the caller no say in what is written, such as the web client's bundles.
    """
    cr.flush()
    token = _unbound.set(True)
    try:
        yield
        cr.flush()
    finally:
        _unbound.reset(token)


def get_scope(cr, uid):
    """Return ``(uid is bound here, ids of his schools)`` if this cursor is bound to him."""
    bound = getattr(cr, 'encoach_bound', None)
    if bound is UNSURE or bound != uid or uid is None:
        return None
    return (cr.encoach_scope is not None, tuple(cr.encoach_scope or ()))


def find_wall(cr):
    """Return the `Wall` that a cursor's database has, or None."""
    if cr.transaction is None:
        return None
    return cr.transaction.registry.__dict__.get('encoach_wall')


def count_rows(cr, query):
    """Count the rows written, and doubt the role after a savepoint was undone."""
    code = query if isinstance(query, str) else getattr(query, 'code', '')
    if code.startswith('ROLLBACK TO'):
        cr.encoach_bound = UNSURE
        cr.encoach_refused = False
    elif code.lstrip()[:6] in ('UPDATE', 'DELETE'):
        cr.encoach_written += cr._obj.rowcount


def bind(cr, wall, execute):
    """Bind the cursor's transaction to whoever works with it, unless it is already."""
    if wall.stands is None:
        raise psycopg2.OperationalError("The wall between schools cannot stand: see the log")
    status = cr._cnx.get_transaction_status()
    if status == TRANSACTION_STATUS_INERROR:
        return
    if status == TRANSACTION_STATUS_IDLE:
        cr.encoach_bound = cr.encoach_scope = None
        cr.encoach_refused = False
    uid = _find_principal(cr, wall)
    if uid == cr.encoach_bound:
        return
    leave = '' if cr.encoach_bound is None else 'SET LOCAL ROLE NONE; '
    if uid is None:
        leave += "SET LOCAL encoach.uid = ''; SET LOCAL encoach.scope = ''"
        execute(cr, leave)
        cr.encoach_bound = cr.encoach_scope = None
        return
    execute(cr, leave + 'SELECT encoach_bind(%s, %s)', [uid, wall.stands])
    cr.encoach_scope = cr._obj.fetchone()[0]
    cr.encoach_bound = uid


def _find_principal(cr, wall):
    """Return the id of the user to bind a cursor to, or None for the server's own work."""
    if _unbound.get():
        return None
    env = cr.transaction.default_env
    uid = env.uid if env is not None else None
    if request:
        own = request.env is not None and request.env.cr is cr
        if not own and uid in (None, SUPERUSER_ID):
            uid = getattr(request, 'encoach_principal', None) or _get_own_user()
        else:
            request.encoach_principal = uid
        if uid == wall.public_uid and request.httprequest.path in STRANGERS_PAGES:
            return None
    return None if uid == SUPERUSER_ID else uid


def _get_own_user():
    """Return the id of the user of the request's own transaction, or None."""
    env = request.env
    default = env and env.transaction and env.transaction.default_env
    return default.uid if default else None
