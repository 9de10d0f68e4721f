"""From records to JSON: what a response schema declares, read in one SELECT.

A schema's attributes are named as the model's fields. Annotations say otherwise:
`Source('student_id.name')` takes a value from elsewhere, `Members('enrollment_ids', 'student_id')`
lists who is linked and `Count('enrollment_ids')` counts them, `Derived(function)` computes a value
from the row. Absent values are null, a many2one is its id, date-times carry an offset.

Access is Odoo's: the rules are part of the statement, the rights to the model and to each field
are checked before it runs. Fields without a column are computed by the ORM.
"""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.encoach_lms_core.tools import Table


class Source(NamedTuple):
    """Where a value comes from: a dotted path of many2one fields, ending in a column.

    :param bool zero_is_null: for numbers whose zero says that there is none
    """

    path: str
    zero_is_null: bool = False


class Latest(NamedTuple):
    """The latest of several moments, each a path as a `Source` has it."""

    paths: tuple


class Members(NamedTuple):
    """The ids of linked records, in order: a subquery, so that a page costs no statement more.

    :param str field: a one2many or many2many field of the record; archived records do not count
    :param str member: a many2one field of those records, to list what it points at instead
    :param domain: which of them count
    """

    field: str
    member: str = 'id'
    domain: tuple = ()


class Count(NamedTuple):
    """How many records are linked: as `Members`, and no more than their number."""

    field: str
    domain: tuple = ()


class Derived(NamedTuple):
    """How a value follows from the others of the row: a function of the dict read so far."""

    function: object


def serialize(records, schema):
    """Return the dicts of records, in their order, as ``schema`` declares them.

    :raise AccessError: when the caller may not read the model or a field; records outside the
        rules are left out
    """
    query = records._search([('id', 'in', records.ids)], active_test=False)
    rows = {row['id']: row for row in _read(records, query, schema)}
    return [rows[id_] for id_ in records.ids if id_ in rows]


def serialize_all(model, schema, domain):
    """Return the dicts of all records of a domain that the caller may see, in their order."""
    return _read(model, model._search(domain, order=model._order), schema)


def serialize_page(model, schema, domain, *, limit, offset, order=None, sort=None, total=None):
    """Return a list answer: one SELECT, and a count only where the page does not tell it.

    :param model: an empty recordset with the caller's environment
    :param domain: which records, rules aside
    :param order: of the records; theirs by default, made stable by the id
    :param sort: a property of the schema to order by instead, after a minus sign the last first
    :param total: of the records, when it is known
    :return: ``{'items', 'total', 'limit', 'offset'}``
    """
    order = f'{order or model._order}, id'
    query = model._search(domain, offset=offset, limit=limit, order=order)
    if sort:
        query.order = _sort_to_sql(model, query, schema, sort)
    items = _read(model, query, schema)
    if total is None:
        is_last = len(items) < limit and (items or not offset)
        total = offset + len(items) if is_last else model.search_count(domain)
    return {'items': items, 'total': total, 'limit': limit, 'offset': offset}


MARKS = (Source, Latest, Members, Count, Derived)


@cache
def _declaration(schema):
    """Return ``(Source, Members or Count by name, function by name)`` of a response schema."""
    sources, functions = {}, {}
    for name, field in schema.model_fields.items():
        marks = [m for m in field.metadata if isinstance(m, MARKS)]
        mark = marks[0] if marks else Source(name)
        if isinstance(mark, Derived):
            functions[name] = mark.function
        else:
            sources[name] = mark
    return sources, functions


def _read(model, query, schema):
    """Return the rows of ``query`` as dicts by the schema."""
    sources, functions = _declaration(schema)
    columns = {name: source for name, source in sources.items() if _is_sql(model, source)}
    terms = [_to_sql(Table.of(model, query), source) for source in columns.values()]
    items = [
        {name: _to_json(value) for name, value in zip(columns, row, strict=True)}
        for row in model.env.execute_query(query.select(*terms))
    ]
    if computed := [name for name in sources if name not in columns]:
        records = model.browse([item['id'] for item in items])
        for item, record in zip(items, records, strict=True):
            item.update((name, _computed_to_json(record, sources[name].path)) for name in computed)
    for item in items:
        item.update((name, function(item)) for name, function in functions.items())
    return [{name: item[name] for name in schema.model_fields} for item in items]


def _is_sql(model, source):
    """Return whether a source can be read by SQL; a contact's fields count as its person's."""
    if not isinstance(source, Source):
        return True
    field = model._fields[source.path.split('.', 1)[0]]
    return bool(field.store and field.column_type) or field.inherited


def _to_sql(table, source):
    """Return the SQL of a source, with the joins it needs added to the query of ``table``."""
    if isinstance(source, Latest):
        return SQL('GREATEST(%s)', SQL(', ').join(map(table.column, source.paths)))
    if not isinstance(source, Source):
        return _linked_to_sql(table, source)
    sql = table.column(source.path)
    return SQL('NULLIF(%s, 0)', sql) if source.zero_is_null else sql


def _sort_to_sql(model, query, schema, sort):
    """Return the ORDER BY of a property; what has no value comes last."""
    sources, _functions = _declaration(schema)
    table = Table.of(model, query)
    value = _to_sql(table, sources[sort.removeprefix('-')])
    direction = SQL('DESC' if sort.startswith('-') else 'ASC')
    return SQL('%s %s NULLS LAST, %s', value, direction, table.id)


def _linked_to_sql(owner, source):
    """Return the SQL of linked records, `Members` or `Count`: their rules are part of it."""
    field = owner.field(source.field)
    model = owner.model.env[field.comodel_name]
    query = model._search(list(source.domain))
    linked = Table.of(model, query)
    if field.type == 'many2many':
        link = SQL(
            'SELECT %s FROM %s WHERE %s = %s',
            SQL.identifier(field.column2),
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
            owner.id,
        )
        query.add_where(SQL('%s IN (%s)', linked.id, link))
    else:
        query.add_where(SQL('%s = %s', linked.column(field.inverse_name), owner.id))
    if isinstance(source, Count):
        return SQL('(%s)', query.select(SQL('COUNT(*)')))
    query.order = member = linked.column(source.member)
    return SQL('ARRAY(%s)', query.select(member))


def _computed_to_json(record, name):
    """Return a field that has no column: an empty list of names is a list."""
    return record[name] or [] if record._fields[name].type == 'json' else record[name]


def _to_json(value):
    """Return a column's value as JSON has it."""
    if isinstance(value, datetime):
        return f'{value.isoformat(timespec="seconds")}Z'
    # Odoo's encoder writes the year 951 with three digits
    return value.isoformat() if isinstance(value, date) else value
