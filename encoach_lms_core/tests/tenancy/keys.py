"""The composite foreign keys of the database, as tests handle them."""

import re

from odoo.tools import SQL

COMPOSITE_KEY = re.compile(
    r'FOREIGN KEY \((?P<column>\w+_id), (?P<shared>\w+)\)'
    r' REFERENCES (?P<table>\w+)\((?P<key>\w+), (?P<target>\w+)\)'
)

KEYS_OF_COLUMN = """
    SELECT key.conrelid::regclass::text, key.conname
      FROM pg_constraint AS key JOIN pg_attribute AS col ON col.attrelid = %(table)s::regclass
     WHERE key.contype = 'f' AND col.attname = %(column)s
       AND (key.conrelid = col.attrelid AND col.attnum = ANY(key.conkey)
            OR key.confrelid = col.attrelid AND col.attnum = ANY(key.confkey))
"""

#: those that want their target to be active: ``(name, table, target, [(column, column)])``
ACTIVE_KEYS = """
    SELECT key.conname, key.conrelid::regclass::text, key.confrelid::regclass::text,
           (SELECT array_agg(own.attname || ' ' || other.attname)
              FROM unnest(key.conkey, key.confkey) AS pair(own, other)
              JOIN pg_attribute AS own ON own.attrelid = key.conrelid AND own.attnum = pair.own
              JOIN pg_attribute AS other
                ON other.attrelid = key.confrelid AND other.attnum = pair.other)
      FROM pg_constraint AS key
      JOIN pg_attribute AS first
        ON first.attrelid = key.conrelid AND first.attnum = key.conkey[1]
     WHERE key.contype = 'f' AND first.attname = 'needs_active'
     ORDER BY 1
"""


def get_declared_keys(model):
    """Yield ``(name, match of COMPOSITE_KEY)`` of each composite key a model declares."""
    for obj in model._table_objects.values():
        if match := COMPOSITE_KEY.match(obj.get_definition(model.pool) or ''):
            yield obj.full_name(model), match


def get_active_keys(env):
    """Return ``{name: (table, target, pairs of columns)}`` of the keys that want active targets."""
    return {
        name: (table, target, [pair.split() for pair in pairs])
        for name, table, target, pairs in env.execute_query(SQL(ACTIVE_KEYS))
    }


def drop_key(env, table, name):
    env.cr.execute(
        SQL('ALTER TABLE %s DROP CONSTRAINT %s', SQL.identifier(table), SQL.identifier(name))
    )


def drop_keys_of(model, column, keep=None):
    """Drop the foreign keys a column is part of, at either end, but for ``keep``."""
    keys = SQL(KEYS_OF_COLUMN, table=model._table, column=column)
    for table, name in model.env.execute_query(keys):
        if name != keep:
            drop_key(model.env, table, name)
