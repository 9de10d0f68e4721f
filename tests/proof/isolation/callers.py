"""Further people who try: with each group of Odoo in turn, of no school, and pupils."""

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command

from . import door_cases, rpc
from .cases import Case

SURFACE = "RPC: a teacher with each group of Odoo"
OURS = 'encoach_lms_'


def groups(world):
    """Yield ``(surface, group, role, cases)``: the teacher gets one group more, then the next."""
    person = world.people['teacher']
    for group_id, name in _find_groups(world):
        if _change(world, person, Command.link(group_id)):
            yield SURFACE, name, 'teacher', list(_cases(world, person, name))
            yield from door_cases.groups(world, 'teacher')
            _change(world, person, Command.unlink(group_id))


def _find_groups(world):
    """Return ``[(id, external id)]`` of the groups that are not ours."""
    with world.connection.cursor() as cursor:
        cursor.execute(
            "SELECT res_id, module || '.' || name FROM ir_model_data"
            f" WHERE model = 'res.groups' AND module NOT LIKE '{OURS}%' ORDER BY 2"
        )
        return cursor.fetchall()


def _change(world, person, command):
    """Change the groups of somebody; return whether Odoo takes it: some exclude each other."""
    try:
        with world.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['res.users'].browse(person.user_id).group_ids = [command]
            cr.commit()
    except (UserError, psycopg2.Error):
        return False
    world.registry.signal_changes()
    return True


def _cases(world, person, group):
    """Yield a look at each model by ids, and a change."""
    for model in rpc.checked_models(world):
        ids = world.foreign[model]
        for method, arguments in (
            ('search_read', [[('id', 'in', ids)]]),
            ('web_read', [ids[-1:], {'display_name': {}}]),
            ('write', [ids[-1:], {'active': False}]),
        ):
            yield Case(
                SURFACE,
                model,
                'teacher',
                f'{method}({str(arguments)[1:-1][:120]}) with {group}',
                lambda m=model, f=method, a=arguments: person.call(m, f, *a),
                model=model if method in rpc.READING else None,
            )
