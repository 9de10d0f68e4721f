import contextlib

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ...wall import classes, functions, install, policies
from ...wall.platform import PLATFORM
from .wall_expected import ALL, get_expected, get_granted
from .wall_rows import WallCase

MANNERS = {
    'INSERT': 'INSERT INTO %s DEFAULT VALUES',
    'SELECT': 'SELECT FROM %s',
    'UPDATE': 'UPDATE %s SET %s = NULL',
    'DELETE': 'DELETE FROM %s',
}
#: tells which rows a statement without a condition would change, and spares them
REACHED = """
CREATE TEMPORARY TABLE reached (line jsonb);
CREATE FUNCTION note_reached() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_temp AS
$$ BEGIN INSERT INTO reached VALUES (to_jsonb(OLD)); RETURN NULL; END $$
"""
NOTE_REACHED = """
CREATE TRIGGER a_reached BEFORE UPDATE OR DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION note_reached()
"""


@tagged('encoach', 'post_install', '-at_install')
class TestEveryPolicy(WallCase):
    """Each policy, grant and trigger of the wall does what the class of its table says."""

    #: the one table to look at, for ``scripts/check_guards``
    only = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._run(REACHED)
        cls.expected = {table: get_expected(cls, table) for table in sorted(cls._columns)}

    @classmethod
    def _name(cls, table):
        return SQL.identifier(table)

    def chosen(self, tables):
        """Return the tables to look at, of these."""
        tables = [table for table in tables if self.only in (None, table)]
        self.assertTrue(tables or self.only)
        return tables

    def guarded(self, command):
        """Yield ``(table, Expected)`` of tables with rows of somebody and a command granted."""
        for table in self.chosen(table for table, expected in self.expected.items() if expected):
            if command in get_granted(self, table):
                yield table, self.expected[table]

    @contextlib.contextmanager
    def on(self, table):
        """Do something to a table and undo it.

        Only the policies decide: the trigger that looks at links is gone for the moment.
        """
        with self.subTest(table=table), self.env.cr.savepoint(flush=False) as savepoint:
            self._run('DROP TRIGGER IF EXISTS encoach_2_links ON %s', self._name(table))
            yield
            savepoint.rollback()

    @contextlib.contextmanager
    def assertRefused(self, text='', message=None):
        """Expect the database itself to refuse."""
        with (
            self.assertRaises(AccessError, msg=message) as caught,
            self.env.cr.savepoint(flush=False),
        ):
            yield
        self.assertIsInstance(caught.exception.__cause__, psycopg2.errors.InsufficientPrivilege)
        self.assertIn(text, str(caught.exception.__cause__))

    def is_visible(self, table, key):
        return bool(self._run('SELECT FROM %s WHERE %s', self._name(table), self._is(key)))

    def find_reached(self, table, command):
        """Return the rows that a statement without any condition would change."""
        self._run('TRUNCATE reached')
        with self._bound(self.a.admin):
            self.do(command, table)
        return [line for (line,) in self._fetch('SELECT line FROM reached')]

    def do(self, command, table):
        names = [self._name(table)]
        if command == 'UPDATE':
            names.append(self._name(list(self._columns[table])[-1]))
        return self._run(MANNERS[command], *names)

    # CLASSES

    def test_every_table_is_in_a_class(self):
        unclassified = install.find_unclassified(self.env.cr, self.registry)
        for table in self.chosen(self._columns):
            with self.subTest(table=table):
                self.assertFalse(
                    table in unclassified and table not in PLATFORM,
                    f"{table} is in no class: all schools read it. Give its model `_wall`,"
                    " put it into encoach_lms_core/wall/classes.py, or, if it holds nothing of"
                    " anybody, into encoach_lms_core/wall/platform.py.",
                )

    def test_the_role_is_granted_what_the_class_says(self):
        for table in self.chosen(self._columns):
            with self.subTest(table=table):
                granted = get_granted(self, table)
                held = self._fetch(
                    """
                    SELECT privilege FROM unnest(%s) AS privilege
                     WHERE has_table_privilege(%s, %s, privilege)
                    """,
                    [*ALL, 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
                    functions.ROLE,
                    table,
                )
                self.assertEqual({privilege for (privilege,) in held}, granted)
                with self._bound(self.a.admin):
                    for command in ALL - granted:
                        with self.assertRefused('permission denied', command):
                            self.do(command, table)

    # POLICIES

    def test_own_rows_are_seen_and_foreign_ones_are_not(self):
        for table, expected in self.guarded('SELECT'):
            with self.on(table):
                with self._bound(self.a.admin):
                    for key in (expected.own, *expected.seen):
                        self.assertTrue(self.is_visible(table, key), key)
                    for key in expected.foreign:
                        self.assertFalse(self.is_visible(table, key), key)
                with self._bound(self.stranger):
                    for key in (expected.own, *expected.foreign):
                        self.assertFalse(self.is_visible(table, key), "by nobody's user")

    def test_no_statement_reaches_more_than_own_rows(self):
        for command in ('UPDATE', 'DELETE'):
            for table, expected in self.guarded(command):
                with self.on(table):
                    self._run(NOTE_REACHED, self._name(table))
                    reached = self.find_reached(table, command)
                    self.assertTrue(self.is_among(reached, expected.own), command)
                    for key in (*expected.seen, *expected.foreign):
                        self.assertFalse(self.is_among(reached, key), f'{command} {key}')

    def is_among(self, lines, key):
        return any(key.items() <= line.items() for line in lines)

    def test_no_row_is_made_foreign(self):
        for table, expected in self.guarded('INSERT'):
            with self.on(table):
                copies = [
                    self._copy_values(table, expected.own, **values)
                    for values in ({}, *expected.foreign_values)
                ]
                with self._bound(self.a.admin):
                    # what keys of the table say comes after the policies
                    with (
                        contextlib.suppress(psycopg2.IntegrityError),
                        self.env.cr.savepoint(flush=False),
                    ):
                        self._insert(table, copies[0])
                    for values in copies[1:]:
                        with self.assertRefused('row-level security'):
                            self._insert(table, values)
                if not expected.open:
                    with self._bound(self.stranger), self.assertRefused('row-level security'):
                        self._insert(table, copies[0])
        for table, expected in self.guarded('UPDATE'):
            with self.on(table), self._bound(self.a.admin):
                for values in expected.foreign_values:
                    with self.assertRefused('row-level security'):
                        self.change(table, expected.own, values)

    def change(self, table, key, values):
        changes = (SQL('%s = %s', self._name(name), value) for name, value in values.items())
        names = SQL(', ').join(changes)
        return self._run('UPDATE %s SET %s WHERE %s', self._name(table), names, self._is(key))

    # TRIGGERS

    def test_every_stamp_is_set_by_the_database_and_stays(self):
        for table in self.chosen(classes.get_stamped(self.registry)):
            with self.on(table):
                stamp, key = self._name(classes.STAMP), self.expected[table].own
                read = ('SELECT %s FROM %s WHERE %s', stamp, self._name(table), self._is(key))
                self.assertEqual(self._fetch(*read), [(self.a.entity.id,)])
                for entity_id in (self.b.entity.id, None):
                    self.change(table, key, {classes.STAMP: entity_id})
                    self.assertEqual(self._fetch(*read), [(self.a.entity.id,)])

    def test_no_row_points_at_what_its_writer_does_not_see(self):
        links = policies.choose_links(self.registry, install._find_links(self.env.cr))
        for table in self.chosen(sorted(links)):
            with self.subTest(table=table):
                own = self.expected[table].own
                for column, target in links[table]:
                    foreign = {column: self._get_row(target, self.b)}
                    copy = self._copy_values(table, own, **foreign)
                    with self._bound(self.a.admin):
                        for command in ('UPDATE', 'INSERT'):
                            if command not in get_granted(self, table):
                                continue
                            with self.assertRefused(f'{table}.{column} is out of reach', command):
                                if command == 'INSERT':
                                    self._insert(table, copy)
                                else:
                                    self.change(table, own, foreign)
