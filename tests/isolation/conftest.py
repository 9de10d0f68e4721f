"""The demo schools as a server has them, and transactions of their people."""

import contextlib

import pytest

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from ..world.person import PASSWORD

ADMIN, TEACHER = 'admin@nile.example', 'salem@nile.example'
FOREIGN_ADMIN = 'admin@delta.example'


@pytest.fixture(scope='session')
def registry(live_server):
    return Registry(live_server.database)


@pytest.fixture
def transaction(registry):
    """Return a context manager from a login to an environment of his, on a cursor of its own.

    It is undone at the end, unless the test commits; None is the superuser.
    """

    @contextlib.contextmanager
    def begin(login=None):
        with contextlib.closing(registry.cursor()) as cr:
            uid = SUPERUSER_ID
            if login:
                cr.execute('SELECT id FROM res_users WHERE login = %s', [login])
                (uid,) = cr.fetchone()
                cr.rollback()
            yield api.Environment(cr, uid, {})

    return begin


@pytest.fixture
def newcomer(transaction):
    """A new teacher of Nile Academy, deleted afterwards; his login and his id."""
    values = {'name': "Newcomer", 'login': 'newcomer@nile.example', 'password': PASSWORD}
    with transaction() as env:
        school = env['encoach.entity'].search([('code', '=', 'NILE')])
        group = env.ref('encoach_lms_core.group_teacher')
        user = env['res.users'].create(
            {**values, 'entity_ids': [(4, school.id)], 'group_ids': [(4, group.id)]}
        )
        env.cr.commit()
        uid = user.id
    yield values['login'], uid
    with transaction() as env:
        env['res.users'].browse(uid).write({'active': False, 'login': f'gone-{uid}'})
        env.cr.commit()
