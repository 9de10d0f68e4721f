"""The statements that put each table into its class, generated from the models.

Policies are written for the one role `functions.ROLE`. The owner of the tables, which is who
Odoo connects as, is bound by none of them: jobs, shells, backups and the platform's administrators
work as ever. The scope is looked up once a statement, by a subquery of its own.
"""

from . import classes, functions
from .classes import STAMP
from .functions import ROLE

SCOPE = '((SELECT encoach_scope())::integer[])'
USER = '(SELECT encoach_uid())'
PARTNER = '(SELECT encoach_partner())'
USERS = '((SELECT encoach_known_users())::integer[])'
PARTNERS = '((SELECT encoach_known_partners())::integer[])'
COMPANIES = '((SELECT encoach_known_companies())::integer[])'

OF_SCHOOL = 'entity_id = ANY ' + SCOPE
STAMPED_HERE = f'{STAMP} = ANY {SCOPE}'
STAMPED_OR_SHARED = f'({STAMP} IS NULL OR {STAMPED_HERE})'

STAMP_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.{stamp} IS NOT NULL OR encoach_uid() IS NOT NULL)
       AND {unmoved} THEN
        NEW.{stamp} := OLD.{stamp};
    ELSIF TG_OP = 'UPDATE' THEN
        NEW.{stamp} := coalesce({about}, OLD.{stamp}, {maker});
    ELSE
        NEW.{stamp} := coalesce({about}, {maker});
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS encoach_1_stamp ON {table};
CREATE TRIGGER encoach_1_stamp BEFORE INSERT OR UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {name}()
"""

# Runs as the caller: what he does not see, he does not point at. Foreign keys look past policies.
LINK_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF current_user = '{role}' THEN
{checks}
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS encoach_2_links ON {table};
CREATE TRIGGER encoach_2_links BEFORE INSERT OR UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {name}()
"""
LINK_CHECK = """\
        IF NEW.{column} IS NOT NULL
           AND (TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column})
           AND NOT EXISTS (SELECT FROM {target} WHERE id = NEW.{column}){itself} THEN
            RAISE insufficient_privilege USING MESSAGE = '{table}.{column} is out of reach';
        END IF;"""


def generate(registry, tables, links):
    """Yield the statements of a registry's tables.

    :param tables: the names of those that exist; Odoo's own depend on the addons installed
    :param links: ``{table: [(column, table it points to), …]}`` of simple foreign keys
    """
    stamped = classes.get_stamped(registry)
    tenant = classes.get_tenant_tables(registry)
    yield functions.SCOPE
    yield functions.KNOWN
    yield _make_school_of(registry)
    yield functions.CHANNEL
    for table in tenant:
        yield from _protect(table, OF_SCHOOL, OF_SCHOOL)
    for table, source in stamped.items():
        yield from _protect_stamped(registry, table, source)
    for table in classes.get_transient_tables(registry):
        yield from _protect(table, f'create_uid = {USER}', f'create_uid = {USER}')
    for table, kind in sorted(classes.get_others(registry).items()):
        if table in tables:
            yield from _protect_other(table, kind)
    yield from _protect_many2many(registry, tenant, stamped)
    yield from _protect_people()
    for table, chosen in choose_links(registry, links).items():
        yield from _check_links(table, chosen)


def choose_links(registry, links):
    """Return those of the foreign keys that lead from what people write to what may be foreign.

    The school of a tenant's row is what its policy asks for, and left out.
    """
    owned = {*classes.get_tenant_tables(registry), 'res_partner'}
    stamped = {*classes.get_stamped(registry)}
    guarded = {*owned, *stamped, *classes.OWN} - {'encoach_entity_users_rel'}
    writable = {*owned, *stamped, *classes.get_transient_tables(registry)}
    chosen = {
        table: [
            (column, target)
            for column, target in links[table]
            if target in guarded and not (table in owned and column == 'entity_id')
        ]
        for table in sorted(writable & links.keys())
    }
    return {table: pairs for table, pairs in chosen.items() if pairs}


def _protect(table, read, write, commands=('INSERT', 'UPDATE', 'DELETE'), check=None):
    """Yield what lets the role read and write rows by conditions; None is no rows at all.

    :param commands: the ways of writing that are open
    :param check: the condition of rows as they are written, when it is not ``write``
    """
    yield f'ALTER TABLE {table} ENABLE ROW LEVEL SECURITY'
    if read:
        yield f'CREATE POLICY encoach_select ON {table} FOR SELECT TO {ROLE} USING ({read})'
    if not write:
        commands = ()
    for command in commands:
        clauses = [] if command == 'INSERT' else [f'USING ({write})']
        clauses += [] if command == 'DELETE' else [f'WITH CHECK ({check or write})']
        yield (
            f'CREATE POLICY encoach_{command.lower()} ON {table} FOR {command} TO {ROLE} '
            + ' '.join(clauses)
        )
    granted = ', '.join(['SELECT'] * bool(read) + list(commands))
    yield f'REVOKE ALL ON {table} FROM {ROLE}'
    if granted:
        yield f'GRANT {granted} ON {table} TO {ROLE}'


def _make_school_of(registry):
    branches = [
        functions.BRANCH.format(model=model._name, table=model._table, column=column)
        for column, tables in (
            ('entity_id', classes.get_tenant_tables(registry)),
            (STAMP, classes.get_stamped(registry)),
        )
        for model in registry.values()
        if model._table in tables
    ]
    return functions.SCHOOL_OF % '\n        '.join(sorted(branches))


def _protect_stamped(registry, table, source):
    """Yield the trigger that stamps the rows of a table, and its policies."""
    columns = [getattr(source, name) for name in source._fields]
    unmoved = ' AND '.join(f'NEW.{column} IS NOT DISTINCT FROM OLD.{column}' for column in columns)
    logged = any(m._table == table and m._log_access for m in registry.values())
    maker = f"encoach_school_of_maker({'NEW.create_uid' if logged else 'NULL'})"
    yield STAMP_FUNCTION.format(
        name=f'encoach_stamp_{table}',
        table=table,
        stamp=STAMP,
        unmoved=unmoved or 'TRUE',
        about=_tell_about(registry, table, source),
        maker=maker if not isinstance(source, classes.Channel) else 'encoach_only_school()',
    )
    shared = not any(registry[name]._table == table for name in classes.UNSHARED & {*registry})
    read = STAMPED_OR_SHARED if shared else STAMPED_HERE
    write = STAMPED_HERE
    if isinstance(source, classes.Channel):
        # to somebody of several schools, or from him: those who may follow the channel decide
        yield from _protect(table, read, STAMPED_OR_SHARED, ['INSERT'])
    elif table == 'mail_notification':
        # the platform's messages are read and ticked off by those who got them
        yield from _protect(table, read, f'({write} OR res_partner_id = {PARTNER})')
    else:
        yield from _protect(table, read, write)


def _tell_about(registry, table, source):
    """Return the expression of the school of what a row is about."""
    if isinstance(source, classes.About):
        return f'encoach_school_of(NEW.{source.model}, NEW.{source.record})'
    if isinstance(source, classes.Channel):
        return f'encoach_school_of_channel(NEW.{source.column})'
    if isinstance(source, classes.Parent):
        model = next(m for m in registry.values() if m._table == table)
        parent = registry[model._fields[source.column].comodel_name]
        if parent._name == 'res.partner':
            return f'encoach_school_of_contact(NEW.{source.column})'
        return f'(SELECT {STAMP} FROM {parent._table} WHERE id = NEW.{source.column})'
    return 'NULL::integer'


def _protect_other(table, kind):
    """Yield the policies of a table that is neither of a school nor stamped."""
    if isinstance(kind, classes.Hidden):
        yield from _protect(table, None, None)
    elif isinstance(kind, classes.Log):
        yield from _protect(table, 'TRUE', 'TRUE', ['INSERT'])
    elif isinstance(kind, classes.School):
        yield from _protect(table, f'{kind.column} = ANY {SCOPE}', None)
    elif isinstance(kind, classes.Device):
        seen = f'EXISTS (SELECT FROM res_partner WHERE id = {table}.{kind.column})'
        yield from _protect(table, seen, f'{kind.column} = {PARTNER}')
    elif isinstance(kind, classes.OfSettings):
        own = f'EXISTS (SELECT FROM res_users_settings WHERE id = {table}.{kind.column})'
        yield from _protect(table, own, own)
    else:
        own = f'{kind.column} = {USER}'
        read = f'{kind.column} = ANY {USERS}' if kind.seen else own
        if kind.common:
            read = f'({kind.column} IS NULL OR {read})'
        yield from _protect(table, read, own)


def _protect_many2many(registry, tenant, stamped):
    """Yield the policies of tables of many2many fields that hold something of somebody.

    A row is written by whoever may write one of its ends and see the other.
    """
    transient = classes.get_transient_tables(registry)
    others = classes.get_others(registry)

    def condition(column, table, link, own):
        mine = f' AND {STAMPED_HERE}' if own and table in stamped else ''
        return f'EXISTS (SELECT FROM {table} WHERE id = {link}.{column}{mine})'

    for link, ends in sorted(classes.get_links(registry).items()):
        if link in others or link in classes.OWN:
            continue
        owners = [end for end in ends if end[1] in {*tenant, *stamped, *transient, 'res_partner'}]
        guarded = [end for end in ends if end in owners or end[1] in classes.OWN]
        if not guarded:
            continue
        read = condition(*guarded[0], link, own=False)
        write = ' AND '.join(condition(*end, link, own=end in owners) for end in guarded)
        yield from _protect(link, read, write if owners else None)


def _protect_people():
    """Yield the policies of contacts, users, schools and companies."""
    yield from _protect(
        'res_partner',
        f'({OF_SCHOOL} OR id = ANY {PARTNERS})',
        f'({OF_SCHOOL} OR id = {PARTNER})',
        check=f'({OF_SCHOOL} OR id = {PARTNER} AND entity_id IS NULL)',
    )
    yield from _protect('res_users', f'id = ANY {USERS}', f'id = {USER}', ['UPDATE'])
    yield from _protect('encoach_entity', f'id = ANY {SCOPE}', None)
    yield from _protect('encoach_entity_users_rel', OF_SCHOOL, None)
    yield from _protect('res_company', f'id = ANY {COMPANIES}', None)


def _check_links(table, links):
    """Yield the trigger that refuses to point at what the caller does not see."""
    checks = '\n'.join(
        LINK_CHECK.format(
            table=table,
            column=column,
            target=target,
            # a new row may point at itself, such as a contact that is its own company
            itself=f' AND NEW.{column} <> NEW.id' if target == table else '',
        )
        for column, target in links
    )
    yield LINK_FUNCTION.format(name=f'encoach_links_{table}', table=table, role=ROLE, checks=checks)
