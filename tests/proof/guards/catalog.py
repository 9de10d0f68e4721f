"""Every guard of tenancy there is, as the registry and the database tell, and how to remove it."""

import contextlib
from typing import NamedTuple
from unittest.mock import patch

from odoo.tools import SQL

from odoo.addons.encoach_lms_core.models.attendance.change import TRIGGERS as HISTORY
from odoo.addons.encoach_lms_core.tests.tenancy.keys import get_active_keys, get_declared_keys
from odoo.addons.encoach_lms_core.wall.functions import ROLE

from . import door

KINDS = (
    *('entity rule', 'role rule', 'link', 'key', 'active key', 'trigger', 'history'),
    # of the wall, see encoach_lms_core.wall
    *('policy', 'row security', 'grant', 'stamp', 'wall link'),
    # of the door, see encoach_lms_core.door
    *('door', 'refusal'),
)

DROP_KEY = 'ALTER TABLE %(table)s DROP CONSTRAINT %(name)s'
DROP_TRIGGER = 'DROP TRIGGER %(name)s ON %(table)s'
#: what remains of a policy when it lets everything through, by the command it is for
OPEN_POLICY = {
    'SELECT': 'ALTER POLICY %(name)s ON %(table)s USING (TRUE)',
    'INSERT': 'ALTER POLICY %(name)s ON %(table)s WITH CHECK (TRUE)',
    'UPDATE': 'ALTER POLICY %(name)s ON %(table)s USING (TRUE) WITH CHECK (TRUE)',
    'DELETE': 'ALTER POLICY %(name)s ON %(table)s USING (TRUE)',
}
OPEN_ROWS = 'ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY'
GRANT_ALL = f'GRANT ALL ON %(table)s TO {ROLE}'
#: the triggers of the wall, by kind
WALL_TRIGGERS = {'stamp': 'encoach_1_stamp', 'wall link': 'encoach_2_links'}


class Guard(NamedTuple):
    """One guard.

    :param str kind: one of `KINDS`
    :param str model: the model whose records it guards
    :param str name: what it is called in the project: an id, a field, a constraint, a trigger
    :param removed: function from an environment to a context in which the guard is not there
    """

    kind: str
    model: str
    name: str
    removed: object


def guards(env):
    """Return every guard, in order."""
    found = [
        *(*_rules(env), *_links(env), *_keys(env), *_active_keys(env), *_triggers(env)),
        *(*_wall(env), *_door(env)),
    ]
    return sorted(found, key=lambda guard: (KINDS.index(guard.kind), guard.name))


def _models(env):
    """Yield the models with a table that are ours, or belong to schools."""
    for name, model in sorted(env.registry.items()):
        if not model._abstract and (name.startswith('encoach.') or name == 'res.partner'):
            yield env[name]


def _rules(env):
    """Record rules: without groups of a school, with groups of a role."""
    data = env['ir.model.data'].search(
        [('model', '=', 'ir.rule'), ('module', '=like', 'encoach\\_lms\\_%')]
    )
    for row in data:
        rule = env['ir.rule'].browse(row.res_id)
        kind = 'role rule' if rule.groups else 'entity rule'
        yield Guard(kind, rule.model_id.model, row.name, _without_rule(rule.id))
    for name in env['encoach.entity.mixin']._get_tenant_models():
        yield Guard('entity rule', name, name, _without_derived_rule(name))


def _without_rule(rule_id):
    @contextlib.contextmanager
    def removed(env):
        env['ir.rule'].browse(rule_id).unlink()
        yield

    return removed


def _without_derived_rule(model):
    return lambda env: patch.object(env.registry[model], '_entity_rule', False)


def _links(env):
    """Fields that declare ``check_entity``."""
    for model in _models(env):
        for field in model._fields.values():
            if getattr(field, 'check_entity', False) and field.store:
                yield Guard('link', model._name, str(field), _without_check(field))


def _without_check(field):
    return lambda env: patch.object(field, 'check_entity', False)


def _keys(env):
    """Composite foreign keys."""
    for model in _models(env):
        for name, _match in get_declared_keys(model):
            yield Guard('key', model._name, name, _without(DROP_KEY, model._table, name))


def _active_keys(env):
    """Foreign keys that want their target to be active."""
    for name, (table, _target, _pairs) in get_active_keys(env).items():
        yield Guard('active key', table.replace('_', '.'), name, _without(DROP_KEY, table, name))


def _triggers(env):
    """Triggers, which keep the log of changes complete, and the history of attendance as it is."""
    rows = env.execute_query(
        SQL(
            """
            SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
             WHERE NOT tgisinternal AND tgname != ALL (%s)
            """,
            list(WALL_TRIGGERS.values()),
        )
    )
    for name, table in rows:
        kind = 'history' if name in HISTORY else 'trigger'
        yield Guard(kind, table.replace('_', '.'), name, _without(DROP_TRIGGER, table, name))


def _wall(env):
    """What the wall is made of: policies, grants, and triggers; ``model`` is a table here."""
    policies = env.execute_query(
        SQL(
            """
            SELECT policyname, tablename, cmd FROM pg_policies
             WHERE schemaname = 'public'
               AND 'true' NOT IN (coalesce(qual, ''), coalesce(with_check, ''))
            """
        )
    )
    for name, table, command in policies:
        removed = _without(OPEN_POLICY[command], table, name)
        yield Guard('policy', table, f'{table}.{name}', removed)
    tables = env.execute_query(
        SQL(
            """
            SELECT relname, relrowsecurity FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            """
        )
    )
    for table, is_protected in tables:
        yield Guard('grant', table, table, _without(GRANT_ALL, table, table))
        if is_protected:
            yield Guard('row security', table, table, _without(OPEN_ROWS, table, table))
    triggers = env.execute_query(
        SQL('SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal')
    )
    for name, table in triggers:
        for kind, wall_name in WALL_TRIGGERS.items():
            if name == wall_name:
                removed = _without(DROP_TRIGGER, table, name)
                yield Guard(kind, table, f'{table}.{name}', removed)


def _door(env):
    """What the door lets through and what it refuses; ``model`` is what a failure names here."""
    for kind, found in (('door', door.entries(env)), ('refusal', door.refusals(env))):
        for model, name, removed in found:
            yield Guard(kind, model, name, lambda _env, removed=removed: removed())


def _without(statement, table, name):
    names = {'table': SQL.identifier(table), 'name': SQL.identifier(name)}

    @contextlib.contextmanager
    def removed(env):
        env.flush_all()
        env.cr.execute(SQL(statement, **names))
        yield

    return removed
