"""Every guard of tenancy there is, as the registry and the database tell, and how to remove it."""

import contextlib
from typing import NamedTuple
from unittest.mock import patch

from odoo.tools import SQL

from odoo.addons.encoach_lms_core.tests.tenancy.keys import get_active_keys, get_declared_keys

KINDS = ('entity rule', 'role rule', 'link', 'key', 'active key', 'trigger')

DROP_KEY = 'ALTER TABLE %(table)s DROP CONSTRAINT %(name)s'
DROP_TRIGGER = 'DROP TRIGGER %(name)s ON %(table)s'


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
    found = [*_rules(env), *_links(env), *_keys(env), *_active_keys(env), *_triggers(env)]
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
    """Triggers, which keep the log of changes complete."""
    rows = env.execute_query(
        SQL(
            """
            SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
             WHERE relname LIKE 'encoach%%' AND NOT tgisinternal
            """
        )
    )
    for name, table in rows:
        yield Guard('trigger', table.replace('_', '.'), name, _without(DROP_TRIGGER, table, name))


def _without(statement, table, name):
    names = {'table': SQL.identifier(table), 'name': SQL.identifier(name)}

    @contextlib.contextmanager
    def removed(env):
        env.flush_all()
        env.cr.execute(SQL(statement, **names))
        yield

    return removed
