from odoo import api, models
from odoo.tools import SQL


class EncoachEntityMixin(models.AbstractModel):
    """Many records at once: a few statements, whatever their number.

    Access is the caller's business, and so are values that `create` would have refused. PostgreSQL
    refuses all the same what leads to another school.
    """

    _inherit = 'encoach.entity.mixin'

    def _write_each(self, values):
        """Give each of these records values of its own.

        `write` would do for every one of them what is done here once.

        :param dict values: dicts of values by id
        """
        self.check_access('write')
        for record in self:
            for name, value in values[record.id].items():
                self._fields[name].write(record, value)
        names = {name for vals in values.values() for name in vals}
        self.modified(names)
        self._validate_fields(names)

    @api.model
    def _reserve_ids(self, count):
        """Return ids for rows that are to be inserted."""
        sequence = f'{self._table}_id_seq'
        rows = self.env.execute_query(
            SQL('SELECT nextval(%s) FROM generate_series(1, %s)', sequence, count)
        )
        return [id_ for (id_,) in rows]

    @api.model
    def _insert_rows(self, columns, same, tail, log_exceptions=True):
        """Insert rows by one statement; they tell who made them, and when.

        :param dict columns: lists of values by column
        :param dict same: what is the same in every row, as a value or SQL by column, unless
            ``columns`` has it
        :param SQL tail: the end of the statement, after the rows to insert, ``given``
        :param bool log_exceptions: whether a refusal of PostgreSQL is an error for the log
        :return: the rows that the statement returns
        """
        same = {**self._get_log_columns(), **same}
        same = {name: value for name, value in same.items() if name not in columns}
        arrays = [
            SQL('%s::%s[]', values, SQL.identifier(self._fields[name].column_type[0]))
            for name, values in columns.items()
        ]
        self.env.cr.execute(
            SQL(
                'INSERT INTO %s (%s) SELECT given.*, %s FROM unnest(%s) AS given(%s) %s',
                SQL.identifier(self._table),
                SQL(', ').join(map(SQL.identifier, [*columns, *same])),
                SQL(', ').join(same.values()),
                SQL(', ').join(arrays),
                SQL(', ').join(map(SQL.identifier, columns)),
                tail,
            ),
            log_exceptions=log_exceptions,
        )
        return self.env.cr.fetchall() if self.env.cr.description else []

    @api.model
    def _update_rows(self, values, condition, log_exceptions=True):
        """Give rows the same values by one statement; they tell who changed them, and when.

        :param dict values: values or SQL by column
        :param SQL condition: which rows
        :param bool log_exceptions: whether a refusal of PostgreSQL is an error for the log
        """
        log = self._get_log_columns()
        values = {**values, **{name: log[name] for name in ('write_uid', 'write_date')}}
        assignments = [
            SQL('%s = %s', SQL.identifier(name), value) for name, value in values.items()
        ]
        statement = SQL(
            'UPDATE %s SET %s WHERE %s',
            SQL.identifier(self._table),
            SQL(', ').join(assignments),
            condition,
        )
        self.env.cr.execute(statement, log_exceptions=log_exceptions)

    @api.model
    def _or_revive(self, key, *names):
        """Return the end of an INSERT by which archived rows of the same key come back.

        :param key: the columns of the unique key
        :param names: the columns that such a row takes from the new one
        """
        names = ['active', *names, 'write_uid', 'write_date']
        return SQL(
            'ON CONFLICT (%s) DO UPDATE SET %s WHERE NOT %s',
            SQL(', ').join(map(SQL.identifier, key)),
            SQL(', ').join(
                SQL('%s = excluded.%s', SQL.identifier(name), SQL.identifier(name))
                for name in names
            ),
            SQL.identifier(self._table, 'active'),
        )

    def _add_links(self, fname, ids):
        """Link this record to others by a many2many field: one statement, whatever their number.

        What is linked already stays so.
        """
        field = self._fields[fname]
        self.env.cr.execute(
            SQL(
                'INSERT INTO %s (%s, %s) SELECT %s, linked.id FROM unnest(%s::int[]) AS linked(id)'
                ' ON CONFLICT DO NOTHING',
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                SQL.identifier(field.column2),
                self.id,
                list(ids),
            )
        )
        self.invalidate_recordset([fname])
        self.modified([fname])

    @api.model
    def _get_log_columns(self):
        """Return who makes or changes a row now, and when."""
        return {
            **dict.fromkeys(('create_uid', 'write_uid'), self.env.uid),
            **dict.fromkeys(('create_date', 'write_date'), self.env.cr.now()),
        }

    @api.model
    def _get_same_columns(self, entity):
        """Return what new records of a school have in their columns, if nothing else is said."""
        defaults = {
            **self._add_missing_default_values({}),
            **self._get_log_columns(),
            'entity_id': entity.id,
        }
        return {
            name: self._fields[name].convert_to_column_insert(value, self)
            for name, value in defaults.items()
            if self._fields[name].store and self._fields[name].column_type
        }
