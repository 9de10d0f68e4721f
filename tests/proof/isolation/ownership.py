"""Which rows of the database belong to a school, whatever table they are in.

A row is a school's if its ``entity_id`` says so, if one of the school's users made it, or if it
points at a row of the school: by a foreign key, or by the name and id of a record.
"""

from collections import defaultdict

from psycopg2 import sql

#: columns that say who touched a row, not whose it is; making one is owning it, see below
LOG_COLUMNS = {'create_uid', 'write_uid'}
MAKER = 'create_uid'
#: pairs of columns that hold the name of a model and the id of a record
REFERENCES = (('res_model', 'res_id'), ('model', 'res_id'))
#: a company is shared by schools; what points at one is nobody's for that alone
SHARED_TABLES = {'res_company'}
#: how far ownership is followed: a notification of a message about a student
DEPTH = 3


class Ownership:
    """The tables of a database, and which of their rows are whose."""

    def __init__(self, connection):
        self._cursor = connection.cursor()
        self._columns = self._read_columns()
        self._keys = self._read_keys()

    @property
    def tables(self):
        return sorted(self._columns)

    def has_id(self, table):
        return 'id' in self._columns[table]

    def has_log(self, table):
        return LOG_COLUMNS | {'id', 'write_date'} <= self._columns[table].keys()

    def find(self, entity_id):
        """Return ``{table: ids}`` of what belongs to an entity; only tables that have ids."""
        owned = defaultdict(set)
        owned['encoach_entity'] = {entity_id}
        owned['res_users'] = self._ids(
            'SELECT user_id FROM encoach_entity_users_rel WHERE entity_id = %s', entity_id
        )
        owned['res_partner'] = self._ids(
            'SELECT partner_id FROM res_users WHERE id = ANY(%s)', list(owned['res_users'])
        )
        for _round in range(DEPTH):
            found = self._find_rows(owned)
            grown = any(ids - owned[table] for table, ids in found.items())
            for table, ids in found.items():
                owned[table] |= ids
            if not grown:
                break
        return owned

    def _find_rows(self, owned):
        """Return ``{table: ids}`` of the rows that belong to who owns ``owned``."""
        found = defaultdict(set)
        queries = []
        for table in self.tables:
            condition = self.condition(table, owned)
            if self.has_id(table) and condition and table not in SHARED_TABLES:
                query = sql.SQL('SELECT {}, id FROM {} AS t WHERE {}')
                queries.append(query.format(sql.Literal(table), sql.Identifier(table), condition))
        self._cursor.execute(sql.SQL(' UNION ALL ').join(queries))
        for table, id_ in self._cursor.fetchall():
            found[table].add(id_)
        return found

    def condition(self, table, owned):
        """Return the condition on a row of ``table`` to belong to who owns ``owned``, or None."""
        parts = []
        columns = self._columns[table]
        if table in ('encoach_entity', 'res_users'):
            return _in('id', owned[table])
        if table == 'res_partner' and owned[table]:
            parts.append(_in('id', owned[table]))
        if MAKER in columns and owned['res_users']:
            parts.append(_in(MAKER, owned['res_users']))
        for column, target in self._keys.get(table, {}).items():
            if column not in LOG_COLUMNS and target not in SHARED_TABLES and owned.get(target):
                parts.append(_in(column, owned[target]))
        for model, record_id in REFERENCES:
            if model in columns and record_id in columns and columns[model] != 'jsonb':
                for target, ids in owned.items():
                    if ids and target in self._columns:
                        parts.append(
                            sql.SQL("(replace({}, '.', '_') = {} AND {})").format(
                                sql.Identifier(model), sql.Literal(target), _in(record_id, ids)
                            )
                        )
        return sql.SQL(' OR ').join(parts) if parts else None

    def text_columns(self, table):
        """Return ``{column: type}`` of the columns that hold text."""
        kinds = ('character varying', 'text', 'jsonb')
        return {name: kind for name, kind in self._columns[table].items() if kind in kinds}

    def _ids(self, query, *parameters):
        self._cursor.execute(query, parameters or None)
        return {id_ for (id_,) in self._cursor.fetchall() if id_}

    def _read_columns(self):
        self._cursor.execute(
            """
            SELECT table_name, column_name, data_type FROM information_schema.columns
              JOIN information_schema.tables USING (table_schema, table_name)
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            """
        )
        columns = defaultdict(dict)
        for table, column, kind in self._cursor.fetchall():
            columns[table][column] = kind
        return dict(columns)

    def _read_keys(self):
        """Return ``{table: {column: table it points at}}`` of the foreign keys of one column."""
        self._cursor.execute(
            """
            SELECT child.relname, a.attname, parent.relname
              FROM pg_constraint AS c
              JOIN pg_class AS child ON child.oid = c.conrelid
              JOIN pg_class AS parent ON parent.oid = c.confrelid
              JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND cardinality(c.conkey) = 1
            """
        )
        keys = defaultdict(dict)
        for table, column, target in self._cursor.fetchall():
            keys[table][column] = target
        return dict(keys)


def _in(column, ids):
    return sql.SQL('{} = ANY({})').format(sql.Identifier(column), sql.Literal(sorted(ids)))
