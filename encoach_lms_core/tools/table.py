"""Columns of records in SQL: the one place that speaks to Odoo's queries of them.

Odoo 19 takes a model, the alias of its table and the query in each call; Odoo 20 puts the three
into one object, of which this is the part we use.
"""

from typing import NamedTuple

from odoo.models import BaseModel
from odoo.tools import SQL, Query


class Table(NamedTuple):
    """A table in a query: that of a model, or one joined by its links.

    :param model: whose table it is, with the environment of who asks
    :param str alias: what the query calls the table
    :param query: what `_search` returned
    """

    model: BaseModel
    alias: str
    query: Query

    @classmethod
    def of(cls, model, query):
        """Return the table that a query of a model is about."""
        return cls(model, model._table, query)

    def column(self, path):
        """Return the SQL of a value, with the joins that it needs added to the query.

        :param str path: fields, dots between them, all but the last of which are many2one
        :raise AccessError: when the caller may not read a field, or a model on the way
        """
        name, _dot, rest = path.partition('.')
        if rest:
            return self.join(name).column(rest)
        return self.model._field_to_sql(self.alias, name, self.query)

    def join(self, name):
        """Return the table that a many2one field leads to."""
        model, alias = self.field(name).join(self.model, self.alias, self.query)
        model.browse().check_access('read')
        return Table(model, alias, self.query)

    def field(self, name):
        """Return a field that the caller may read.

        :raise AccessError: when he may not
        """
        field = self.model._fields[name]
        self.model._check_field_access(field, 'read')
        return field

    @property
    def id(self):
        """Return the SQL of the id."""
        return SQL.identifier(self.alias, 'id')
