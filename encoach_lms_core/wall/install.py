"""Bring a database's wall to head, and tell when it cannot stand there.

What stands is told by a comment on `encoach_bind`: the hash of the statements, and that of what the
catalog made of them. A restored backup, a new addon, a dropped policy: either differs, and all of
it is made anew.
"""

import hashlib
import logging

from odoo.tools import SQL, config

from . import classes, policies
from .functions import ROLE

_logger = logging.getLogger(__name__)

#: of the configuration file; "off" lets a server run on which the wall cannot stand
OPTION = 'encoach.wall'

NEEDED = "CREATE ROLE encoach_school NOLOGIN NOSUPERUSER NOBYPASSRLS ROLE {user}"

# Everything the wall consists of but function bodies, which are replaced with each upgrade.
CATALOG = """
SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
    SELECT concat_ws(' ', 'policy', tablename, policyname, cmd, qual, with_check) AS line
      FROM pg_policies WHERE schemaname = 'public' AND policyname LIKE 'encoach\\_%%'
    UNION ALL
    SELECT concat_ws(' ', 'table', relname, relrowsecurity, reloptions,
                     (SELECT string_agg(DISTINCT privilege_type, ',' ORDER BY privilege_type)
                        FROM aclexplode(relacl) WHERE grantee = %(role)s::regrole))
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled, tgfoid::regproc)
      FROM pg_trigger WHERE tgname LIKE 'encoach\\_%%'
    UNION ALL
    SELECT concat_ws(' ', 'function', proname, md5(prosrc), prosecdef, proconfig)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'encoach\\_%%'
) AS lines
"""

# A view runs as its owner unless it says otherwise, which it can since version 15.
INVOKING_VIEWS = 150000


class WallCannotStand(Exception):
    """The database server does not let us make or use the role that the wall rests on."""


def is_wanted():
    """Return whether the configuration lets the wall stand, as it does unless told otherwise."""
    return str(config.get(OPTION) or 'on').strip().lower() not in ('off', 'false', '0', 'no')


def bring_to_head(cr, registry):
    """Install what is missing or different.

    :raise WallCannotStand: when the role is missing and cannot be made, or does not take effect
    """
    _ensure_role(cr)
    statements = list(policies.generate(registry, _find_tables(cr), _find_links(cr)))
    digest = hashlib.sha256('\n'.join(statements).encode()).hexdigest()
    if _read_state(cr) == (digest, _read_catalog(cr)):
        _check_role(cr)
        return
    # one process at a time; those that waited find it done
    cr.execute("SELECT pg_advisory_xact_lock(hashtext('encoach.wall'))")
    if _read_state(cr) == (digest, _read_catalog(cr)):
        return
    _logger.info("Installing the wall: %s statements", len(statements))
    unstamped = _find_unstamped(cr, registry)
    _clear(cr)
    _grant_reading(cr)
    cr.execute(SQL(';\n'.join(s.replace('%', '%%') for s in statements)))
    for table in unstamped:
        cr.execute(SQL('UPDATE %s SET %s = NULL WHERE %s IS NULL', *_stamp_of(table)))
    state = f'{digest} {_read_catalog(cr)}'
    cr.execute(SQL("COMMENT ON FUNCTION encoach_bind IS %s", state))
    _check_role(cr)


def remove(cr, registry):
    """Take the wall down and leave nothing of it in the database."""
    _clear(cr)
    cr.execute(
        """
        SELECT string_agg(format('DROP FUNCTION %s CASCADE', oid::regprocedure), ';')
          FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace AND proname ~ '^encoach_(stamp|links)_'
        """
    )
    if functions := cr.fetchone()[0]:
        cr.execute(SQL(functions.replace('%', '%%')))
    cr.execute(SQL('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %s', SQL.identifier(ROLE)))
    cr.execute(SQL('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %s', SQL.identifier(ROLE)))


def find_unclassified(cr, registry):
    """Return the tables that are in no class by name, and hence can be read and not written."""
    cr.execute(
        """
        SELECT relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND NOT relrowsecurity
         ORDER BY relname
        """
    )
    return [name for (name,) in cr.fetchall()]


def _stamp_of(table):
    return SQL.identifier(table), SQL.identifier(classes.STAMP), SQL.identifier(classes.STAMP)


def _ensure_role(cr):
    """Make the role if it is missing and this user may, else say what has to be run once."""
    cr.execute(
        """
        SELECT role.rolsuper OR role.rolbypassrls,
               pg_has_role(current_user, role.oid, 'MEMBER'),
               mine.rolsuper OR mine.rolcreaterole
          FROM pg_roles AS mine LEFT JOIN pg_roles AS role ON role.rolname = %s
         WHERE mine.rolname = current_user
        """,
        [ROLE],
    )
    is_strong, is_member, may_create = cr.fetchone()
    if is_strong:
        raise WallCannotStand(f"The role {ROLE} may look past policies: take that from it.")
    if is_member:
        return
    cr.execute("SELECT quote_ident(current_user)")
    needed = NEEDED.format(user=cr.fetchone()[0])
    if not (is_strong is None and may_create):
        raise WallCannotStand(
            f"The role {ROLE} is missing, or not granted to the one Odoo connects as. Run this"
            f" once as an administrator of the PostgreSQL server: {needed};"
        )
    cr.execute(SQL(needed))


def _check_role(cr):
    """Raise unless taking the role takes effect."""
    with cr.savepoint(flush=False):
        cr.execute(SQL('SET LOCAL ROLE %s', SQL.identifier(ROLE)))
        cr.execute("SELECT current_user, row_security_active('res_users')")
        taken = cr.fetchone()
        cr.execute('SET LOCAL ROLE NONE')
    if taken != (ROLE, True):
        raise WallCannotStand(f"Taking the role {ROLE} has no effect: {taken}.")


def _read_state(cr):
    """Return ``(digest, catalog)`` of the last installation."""
    cr.execute("SELECT obj_description(to_regproc('encoach_bind'), 'pg_proc')")
    return tuple((cr.fetchone()[0] or '').split())


def _read_catalog(cr):
    cr.execute(CATALOG, {'role': ROLE})
    return cr.fetchone()[0]


def _find_tables(cr):
    cr.execute(
        """
        SELECT relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        """
    )
    return {table for (table,) in cr.fetchall()}


def _find_links(cr):
    """Return ``{table: [(column, target), …]}`` of foreign keys of one column.

    Those that a composite key covers are left out, and who made or changed a row: that is no link.
    """
    cr.execute(
        """
        SELECT simple.conrelid::regclass::text, attname, simple.confrelid::regclass::text
          FROM pg_constraint AS simple
          JOIN pg_attribute ON attrelid = simple.conrelid AND attnum = simple.conkey[1]
         WHERE simple.contype = 'f' AND cardinality(simple.conkey) = 1
           AND simple.connamespace = 'public'::regnamespace
           AND attname NOT IN ('create_uid', 'write_uid', %s)
           AND NOT EXISTS (
               SELECT FROM pg_constraint AS composite
                WHERE composite.contype = 'f' AND composite.conrelid = simple.conrelid
                  AND composite.confrelid = simple.confrelid AND composite.conkey @> simple.conkey
                  AND cardinality(composite.conkey) > 1)
         ORDER BY 1, 2
        """,
        [classes.STAMP],
    )
    links = {}
    for table, column, target in cr.fetchall():
        links.setdefault(table, []).append((column, target))
    return links


def _find_unstamped(cr, registry):
    """Return the stamped tables that have no trigger yet: their rows want a stamp."""
    cr.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'encoach_1_stamp'")
    known = {table for (table,) in cr.fetchall()}
    return [table for table in classes.get_stamped(registry) if table not in known]


def _clear(cr):
    """Drop every policy and trigger of ours."""
    cr.execute(
        """
        SELECT string_agg(statement, ';') FROM (
            SELECT format('DROP POLICY %I ON %I', policyname, tablename) AS statement
              FROM pg_policies WHERE schemaname = 'public' AND policyname LIKE 'encoach\\_%'
            UNION ALL
            SELECT format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', tablename)
              FROM pg_policies WHERE schemaname = 'public' AND policyname LIKE 'encoach\\_%'
            UNION ALL
            SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
              FROM pg_trigger WHERE tgname IN ('encoach_1_stamp', 'encoach_2_links')
        ) AS statements
        """
    )
    if statements := cr.fetchone()[0]:
        cr.execute(SQL(statements.replace('%', '%%')))


def _grant_reading(cr):
    """Let the role read every table, and count every sequence: the classes take from that."""
    role = SQL.identifier(ROLE)
    cr.execute(SQL('GRANT USAGE ON SCHEMA public TO %s', role))
    cr.execute(SQL('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %s', role))
    cr.execute(SQL('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s', role))
    cr.execute(SQL('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %s', role))
    cr.execute(
        """
        SELECT oid::regclass::text FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
        """
    )
    for (view,) in cr.fetchall():
        if cr.connection.server_version >= INVOKING_VIEWS:
            cr.execute(SQL('ALTER VIEW %s SET (security_invoker = true)', SQL.identifier(view)))
        else:
            cr.execute(SQL('REVOKE ALL ON %s FROM %s', SQL.identifier(view), role))
