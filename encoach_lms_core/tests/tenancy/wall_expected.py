"""What a table's class promises, for rows of `wall_rows`; derived apart from the policies."""

from typing import NamedTuple

from ...wall import classes

ALL = {'SELECT', 'INSERT', 'UPDATE', 'DELETE'}


class Expected(NamedTuple):
    """Whose rows are in a table, and what a school's administrator may do with them.

    :param own: what identifies the row he reads and, as far as it is granted, changes
    :param seen: rows he reads and does not change
    :param foreign: rows he does not even read
    :param foreign_values: values each of which would make his row somebody else's
    :param open: whether anybody who signed in may add such a row
    """

    own: dict
    seen: list
    foreign: list
    foreign_values: list
    open: bool = False


def get_granted(case, table):
    """Return what the role is granted on a table."""
    registry = case.registry
    source = classes.get_stamped(registry).get(table)
    if isinstance(source, classes.Channel):
        return {'SELECT', 'INSERT'}
    if source is not None or table in (
        *classes.get_tenant_tables(registry),
        *classes.get_transient_tables(registry),
        'res_partner',
    ):
        return ALL
    match classes.get_others(registry).get(table):
        case classes.Hidden():
            return set()
        case classes.Log():
            return {'SELECT', 'INSERT'}
        case classes.Personal() | classes.Device() | classes.OfSettings():
            return ALL
    if table == 'res_users':
        return {'SELECT', 'UPDATE'}
    if table in classes.get_links(registry) and _find_owners(case, table):
        return ALL
    return {'SELECT'}


def get_expected(case, table):
    """Make rows of both schools in a table; return what is `Expected` of them, None if nothing."""
    registry, a, b = case.registry, case.a, case.b
    stamped, others = classes.get_stamped(registry), classes.get_others(registry)
    if table in stamped:
        return _expect_stamped(case, table, stamped[table])
    if table in others:
        return _expect_other(case, table, others[table])
    if table in classes.OWN:
        return _expect_people(case, table)
    if table in classes.get_links(registry):
        return _expect_link(case, table)
    own, foreign = ({'id': case._get_row(table, school)} for school in (a, b))
    if table in classes.get_transient_tables(registry):
        colleagues = case._make_row(table, a, create_uid=a.teacher_user.id)
        return Expected(own, [], [foreign, colleagues], [{'create_uid': b.admin.id}])
    if table in classes.get_tenant_tables(registry):
        return Expected(own, [], [foreign], [{'entity_id': b.entity.id}])
    return None


def _expect_stamped(case, table, source):
    own, foreign, common = (
        {'id': case._get_row(table, school)} for school in (case.a, case.b, case.platform)
    )
    names = {name for name in classes.UNSHARED if name in case.registry}
    hidden = table in {case.registry[name]._table for name in names}
    values = case._tell_whose(table, case.b)
    return Expected(
        own,
        [] if hidden else [common],
        [foreign, common] if hidden else [foreign],
        [values] if values else [],
        isinstance(source, classes.Channel),
    )


def _expect_other(case, table, kind):
    a, b = case.a, case.b
    if isinstance(kind, classes.Hidden | classes.Log):
        return None
    own, foreign = (
        {'id': case._get_row(table, school)}
        if 'id' in case._columns[table]
        else case._make_row(table, school)
        for school in (a, b)
    )
    values = [case._tell_whose(table, b)]
    seen, unseen = [], [foreign]
    if isinstance(kind, classes.Personal):
        colleagues = case._make_row(table, a, **{kind.column: a.teacher_user.id})
        (seen if kind.seen else unseen).append(colleagues)
        values.append({kind.column: a.teacher_user.id})
        if kind.common:
            seen.append(case._make_row(table, case.platform, **{kind.column: None}))
    elif isinstance(kind, classes.Device):
        partner = a.teacher_user.partner_id.id
        seen.append(case._make_row(table, a, **{kind.column: partner}))
        values.append({kind.column: partner})
    return Expected(own, seen, unseen, values)


def _expect_people(case, table):
    a, b = case.a, case.b
    if table == 'encoach_entity_users_rel':
        own, foreign = (
            {'entity_id': school.entity.id, 'user_id': school.admin.id} for school in (a, b)
        )
    else:
        own, foreign = ({'id': school.rows[table]} for school in (a, b))
    if table == 'res_users':
        return Expected(own, [{'id': a.teacher_user.id}], [foreign], [])
    if table == 'res_partner':
        colleague, stranger = a.teacher_user.partner_id.id, b.admin.partner_id.id
        values = [{'entity_id': b.entity.id}, {'entity_id': None}]
        return Expected(own, [{'id': colleague}], [foreign, {'id': stranger}], values)
    return Expected(own, [], [foreign], [])


def _expect_link(case, table):
    """Both ends are of the school, or of the other one; unless nobody's end is guarded."""
    ends = classes.get_links(case.registry)[table]
    guarded = [end for end in ends if _is_owner(case, end[1]) or end[1] in classes.OWN]
    if not guarded:
        return None
    own, foreign = (
        {column: case._get_row(target, school) for column, target in ends}
        for school in (case.a, case.b)
    )
    for school, key in ((case.a, own), (case.b, foreign)):
        if not case._run('SELECT FROM %s WHERE %s', case._name(table), case._is(key)):
            case._make_row(table, school, **key)
    return Expected(own, [], [foreign], [{column: foreign[column]} for column, _target in guarded])


def _find_owners(case, table):
    return [end for end in classes.get_links(case.registry)[table] if _is_owner(case, end[1])]


def _is_owner(case, table):
    """Return whether people of a school may have rows of their own in a table."""
    return table in (
        *classes.get_tenant_tables(case.registry),
        *classes.get_transient_tables(case.registry),
        *classes.get_stamped(case.registry),
        'res_partner',
    )
