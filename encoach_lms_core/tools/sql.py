"""SQL objects shared by the models."""

from functools import partial

from odoo import models
from odoo.tools import SQL, sql


class EntityForeignKey(models.Constraint):
    """A composite foreign key that keeps a link inside one entity.

    Both ends carry the entity, so that even raw SQL cannot link records of two entities.

    :param field: the many2one; its ``ondelete`` is that of the key: with another action, Odoo would
        drop the key as a wrong version of the many2one's simple one
    :param str table: the table it points to, which has ``UNIQUE (id, entity_id)``
    """

    def __init__(self, field, table):
        super().__init__(
            f'FOREIGN KEY ({field.name}, entity_id) REFERENCES {table}(id, entity_id)'
            f' ON DELETE {field.ondelete}',
            "Choose records of the same school.",
        )
        self.name = f'{field.name.removesuffix("_id")}_entity_fk'
        self._module = field._module


class ActiveForeignKey(models.Constraint):
    """A foreign key that wants its target to be active for as long as the row is in use.

    Both sides are checked by PostgreSQL with everybody's rows in view, also those that a
    transaction does not see because they came after it began. A generated column ``needs_active``
    is part of the key: TRUE in use, else NULL, which makes the key want nothing. It comes first:
    Odoo takes a key that begins with a many2one's column for a wrong version of that one's own.

    :param columns: those of the row, ``id`` of the target being meant by a single one
    :param str table: the target, which has ``UNIQUE (…, active)``
    :param str in_use: SQL condition on the row
    :param str end: SQL assignments that end the use of rows from before the key; without, such
        rows are deleted
    :param str ondelete: what becomes of the row with its target

    >>> ActiveForeignKey(['student_id'], 'encoach_student', 'active').get_definition(None)
    'FOREIGN KEY (needs_active, student_id) REFERENCES encoach_student(active, id)'
    """

    def __init__(self, columns, table, in_use='TRUE', end='', ondelete=''):
        keys = ['id'] if len(columns) == 1 else columns
        action = f' ON DELETE {ondelete}' if ondelete else ''
        super().__init__(
            f'FOREIGN KEY (needs_active, {", ".join(columns)})'
            f' REFERENCES {table}(active, {", ".join(keys)}){action}',
            "Archived records cannot be used: activate them first.",
        )
        self._in_use, self._end = in_use, end
        self._target, self._pairs = table, list(zip(columns, keys, strict=True))

    def apply_to_database(self, model):
        """Add the key when all columns and the target's unique key are there."""
        add = partial(models.Constraint.apply_to_database, self)
        model.pool.post_init(self.apply_to_table, model, model._table, add)

    def apply_to_table(self, model, table, add):
        """Add the generated column, end what uses archived records, then call ``add``."""
        if not sql.column_exists(model.env.cr, table, 'needs_active'):
            model.env.cr.execute(
                SQL(
                    'ALTER TABLE %s ADD COLUMN needs_active boolean'
                    ' GENERATED ALWAYS AS (CASE WHEN %s THEN TRUE END) STORED',
                    SQL.identifier(table),
                    SQL(self._in_use),
                )
            )
            self._end_uses(model.env.cr, table)
        add(model)

    def apply_to_relation(self, model, table):
        """Add the key to the table of a many2many field, which is no model's own."""
        name = f'{table}_active_fk'
        definition = self.get_definition(model.pool)

        def add(model):
            if sql.constraint_definition(model.env.cr, table, name) != definition:
                sql.add_constraint(model.env.cr, table, name, definition)

        self.apply_to_table(model, table, add)

    def _end_uses(self, cr, table):
        """End rows that are in use though their target is not: nothing kept them from it."""
        target = SQL(' AND ').join(
            SQL(
                'target.%s = used.%s',
                SQL.identifier(key),
                SQL.identifier(column),
            )
            for column, key in self._pairs
        )
        verb = 'UPDATE %s AS used SET %s' if self._end else 'DELETE FROM %s AS used%s'
        cr.execute(
            SQL(
                f'{verb} WHERE needs_active AND NOT EXISTS'
                ' (SELECT FROM %s AS target WHERE %s AND target.active)',
                SQL.identifier(table),
                SQL(self._end),
                SQL.identifier(self._target),
                target,
            )
        )
