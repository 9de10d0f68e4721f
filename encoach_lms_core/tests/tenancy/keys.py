"""The composite foreign keys of the database, as tests handle them."""

import re

from odoo.tools import SQL

COMPOSITE_KEY = re.compile(
    r'FOREIGN KEY \((?P<column>\w+), (?P<shared>\w+)\)'
    r' REFERENCES (?P<table>\w+)\((?P<key>\w+), (?P<target>\w+)\)'
)


def get_declared_keys(model):
    """Yield ``(name, match of COMPOSITE_KEY)`` of each composite key a model declares."""
    for obj in model._table_objects.values():
        if match := COMPOSITE_KEY.match(obj.get_definition(model.pool) or ''):
            yield obj.full_name(model), match


def drop_keys_of(model, column, keep=None):
    """Drop the composite keys a column is part of, but for ``keep``."""
    for name, match in get_declared_keys(model):
        if match['column'] == column and name != keep:
            model.env.cr.execute(
                SQL(
                    'ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s',
                    SQL.identifier(model._table),
                    SQL.identifier(name),
                )
            )
