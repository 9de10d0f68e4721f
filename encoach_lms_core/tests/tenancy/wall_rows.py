"""Rows of two schools in any table of the database, made in SQL: for tests of the wall."""

import contextlib
import itertools
import json
from collections import defaultdict
from types import SimpleNamespace

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from ...wall import classes
from ..samples import SamplesCase

#: what no type tells: values that constraints of Odoo's want
VALUES = {
    'discuss_call_history': {'start_dt': '2026-01-01'},
    'discuss_channel': {'channel_type': 'channel'},
    'ir_embedded_actions': {'python_method': 'x', 'name': '{"en_US": "x"}'},
    'ir_filters': {'sort': '[]'},
    'res_users_apikeys': {'index': '12345678'},
}
#: people that a row is about although it need not be; the contact is the school's student
CONTACTS = {
    'discuss_channel_member': 'partner_id',
    'mail_message_reaction': 'partner_id',
    'mail_notification': 'res_partner_id',
    'res_users_settings_volumes': 'partner_id',
}
USERS = {'mail_activity': 'user_id'}


class WallCase(SamplesCase):
    """Makes rows of the schools and of the platform, and is bound to users as requests are.

    ``cls.stranger`` belongs to no school and is no administrator; ``cls.platform`` is to
    `_make_row` what the schools are.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ours, theirs, nobodys = (
            cls.env.company,
            *cls.env['res.company'].create(
                [{'name': "Beta company"}, {'name': "Nobody's company"}]
            ),
        )
        cls.b.entity.company_id = theirs
        cls.a.company, cls.b.company = ours, theirs
        cls.stranger = new_test_user(
            cls.env,
            'stranger',
            groups='base.group_user',
            company_id=nobodys.id,
            company_ids=[Command.set(nobodys.ids)],
        )
        root = cls.env.ref('base.user_root')
        cls.platform = SimpleNamespace(
            admin=root, samples={'res.users': root, 'res.partner': root.partner_id}
        )
        cls._numbers = itertools.count(1000)
        cls._columns, cls._keys = cls._read_columns(), cls._read_keys()
        for school in (cls.a, cls.b, cls.platform):
            school.rows = {cls.env[m]._table: r.id for m, r in school.samples.items()}
            school.rows['res_users'] = school.admin.id
        for school in (cls.a, cls.b):
            school.rows['res_company'] = school.company.id
            # dialogs are of whoever opened them
            for model, record in school.samples.items():
                if record._transient:
                    cls._run(
                        'UPDATE %s SET create_uid = %s WHERE id = %s',
                        SQL.identifier(cls.env[model]._table),
                        school.admin.id,
                        record.id,
                    )
        cls.env.flush_all()

    # THE DATABASE

    @classmethod
    def _run(cls, statement, *parameters):
        """Run a statement past the environment; return how many rows it found."""
        cls.env.cr.execute(SQL(statement, *parameters), log_exceptions=False)
        return cls.env.cr.rowcount

    @classmethod
    def _fetch(cls, statement, *parameters):
        cls._run(statement, *parameters)
        return cls.env.cr.fetchall()

    @classmethod
    def _read_columns(cls):
        """Return ``{table: {column: (type, whether it must have a value)}}``."""
        columns = defaultdict(dict)
        for table, column, kind, required in cls._fetch(
            """
            SELECT relname, attname, format_type(atttypid, NULL),
                   attnotnull AND NOT atthasdef AND attidentity = ''
              FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
               AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
             ORDER BY attnum
            """
        ):
            columns[table][column] = (kind, required)
        return dict(columns)

    @classmethod
    def _read_keys(cls):
        """Return ``{table: {column: table it points at}}``."""
        keys = defaultdict(dict)
        for table, column, target in cls._fetch(
            """
            SELECT conrelid::regclass::text, attname, confrelid::regclass::text
              FROM pg_constraint
              JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
             WHERE contype = 'f' AND cardinality(conkey) = 1
            """
        ):
            keys[table][column] = target
        return keys

    @classmethod
    @contextlib.contextmanager
    def _bound(cls, user, stands=True):
        """Be bound to a user, as the transaction of a request of his is.

        :param bool stands: whether the role is taken; else the database only knows who it is
        """
        with cls.env.cr.savepoint(flush=False):
            cls._run('SELECT encoach_bind(%s, %s)', user.id, stands)
            yield
            cls._run(
                "SET LOCAL ROLE NONE; SET LOCAL encoach.uid = ''; SET LOCAL encoach.scope = ''"
            )

    # ROWS

    @classmethod
    def _get_row(cls, table, school):
        """Return the id of a row that a school has in a table, made if need be."""
        if table not in school.rows:
            school.rows[table] = cls._find_common(table) or cls._make_row(table, school)['id']
        return school.rows[table]

    @classmethod
    def _find_common(cls, table):
        """Return the id of any row of a table that is in no class, where all are the platform's."""
        if cls._fetch('SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(%s)', table)[0][
            0
        ]:
            return None
        return cls._fetch('SELECT min(id) FROM %s', SQL.identifier(table))[0][0]

    @classmethod
    def _make_row(cls, table, school, **given):
        """Make a row by what the columns want; return what identifies it."""
        keys = cls._keys[table]
        values = dict(VALUES.get(table, {}))
        if 'create_uid' in cls._columns[table]:
            values['create_uid'] = school.admin.id
        if table in CONTACTS:
            values[CONTACTS[table]] = school.rows['res_partner']
        if table in USERS:
            values[USERS[table]] = school.admin.id
        values |= cls._tell_whose(table, school) | given
        for column, (kind, required) in cls._columns[table].items():
            if required and column not in values:
                target = keys.get(column)
                values[column] = cls._get_row(target, school) if target else cls._fill(kind)
        kind = classes.get_others(cls.registry).get(table)
        if isinstance(kind, classes.Personal):
            # what Odoo has made for the user by itself
            cls._run(
                'DELETE FROM %s WHERE %s',
                SQL.identifier(table),
                cls._is({kind.column: values[kind.column]}),
            )
        values |= cls._number(table)
        if school is cls.platform:
            cls._insert(table, values)
        else:
            with cls._bound(school.admin, stands=False):
                cls._insert(table, values)
        return {'id': values['id']} if 'id' in values else values

    @classmethod
    def _tell_whose(cls, table, school):
        """Return the values that make a row of a table a school's, or its administrator's."""
        source = classes.get_stamped(cls.registry).get(table)
        source = source or classes.get_others(cls.registry).get(table)
        partner = school.rows['res_partner']
        match source:
            case classes.About(model, record):
                return {model: 'res.partner', record: partner}
            case classes.Channel(column):
                return {column: f'["database", "res.partner", {partner}]'}
            case classes.Personal(column):
                return {column: school.admin.id}
            case classes.Device(column):
                return {column: school.admin.partner_id.id}
            case classes.School(column):
                return {column: school.entity.id}
            case classes.Parent(column) | classes.OfSettings(column):
                return {column: cls._get_row(cls._keys[table][column], school)}
        return {}

    @classmethod
    def _fill(cls, kind):
        """Return a value of a type, another one each time."""
        number = next(cls._numbers)
        if kind == 'boolean':
            return False
        if kind == 'jsonb':
            return f'{{"en_US": "{number}"}}'
        if kind == 'date' or kind.startswith('timestamp'):
            return '2026-01-01'
        return (
            number if kind in ('integer', 'bigint', 'numeric', 'double precision') else str(number)
        )

    @classmethod
    def _number(cls, table):
        """Return the id of a new row, if rows of this table have ids."""
        return {'id': 1_000_000_000 + next(cls._numbers)} if 'id' in cls._columns[table] else {}

    @classmethod
    def _insert(cls, table, values):
        cls._run(
            'INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)',
            SQL.identifier(table),
            SQL(', ').join(map(SQL.identifier, values)),
            SQL(', ').join(SQL('%s', value) for value in values.values()),
        )

    @classmethod
    def _copy_values(cls, table, key, **changes):
        """Return the values of a row like another one."""
        names = SQL(', ').join(map(SQL.identifier, cls._columns[table]))
        cls._run('SELECT %s FROM %s WHERE %s', names, SQL.identifier(table), cls._is(key))
        values = dict(zip(cls._columns[table], cls.env.cr.fetchone(), strict=True))
        for name, (kind, _required) in cls._columns[table].items():
            if kind == 'jsonb' and values[name] is not None:
                values[name] = json.dumps(values[name])
        return values | cls._number(table) | changes

    @classmethod
    def _is(cls, key):
        """Return the condition on a row to be the one of this key."""
        return SQL(' AND ').join(
            SQL('%s = %s', SQL.identifier(column), value) for column, value in key.items()
        )
