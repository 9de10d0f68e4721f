"""Lists of records that can be asked for by id and by time, and in another order."""

import re
from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, Strict
from pydantic_core import PydanticKnownError

from odoo.fields import Domain

from .common import SearchQuery
from .ids import AnyId, several

MAX_IDS = 1000
INSTANT = re.compile(
    r'[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
    r'([Zz]|[+-][0-9]{2}:[0-9]{2})'
)
SORT = "By what to sort; with a minus sign the other way round."


def _check_instant(value):
    """Refuse what else pydantic takes for a date-time: the seconds since 1970, a day."""
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        raise PydanticKnownError('datetime_parsing', {'error': "such as 2026-09-01T08:00:00Z"})
    return value


def _to_stored(value):
    """Return a moment as Odoo stores it: UTC, without an offset."""
    try:
        return value.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        raise PydanticKnownError('datetime_parsing', {'error': "the year is 1 to 9999"}) from None


Instant = Annotated[
    datetime,
    Strict(False),
    BeforeValidator(_check_instant),
    AfterValidator(_to_stored),
    Field(examples=['2026-09-01T08:00:00Z']),
]


def sort_by(*names):
    """Return the type of the parameter ``sort`` of a list: one of these fields."""
    return Annotated[
        Literal[tuple(f'{sign}{name}' for name in names for sign in ('', '-'))] | None,
        Field(description=SORT),
    ]


def only(id_type):
    """Return the type of the parameter ``ids`` of a list of records that have these ids."""
    return Annotated[several(id_type, MAX_IDS), Field(description="Only the records of these ids.")]


class RecordQuery(SearchQuery):
    """A list of records; those that the caller may not see are left out."""

    not_equal: ClassVar = SearchQuery.not_equal | {'ids', 'updated_since', 'sort'}
    #: fields that say when a record changed
    changed_in: ClassVar = ('write_date',)

    ids: only(AnyId) = None
    updated_since: Instant | None = Field(
        None,
        description="Only records that were made or changed since. A change counts from when its"
        " transaction began: overlap by a minute.",
    )
    sort: sort_by('id', 'created_at', 'updated_at') = None

    def domain(self):
        """Return the filters as a domain."""
        domain = super().domain()
        if self.ids is not None:
            domain &= Domain('id', 'in', self.ids)
        if self.updated_since:
            domain &= Domain.OR([(name, '>=', self.updated_since)] for name in self.changed_in)
        return domain


class NamedQuery(RecordQuery):
    """A list of records that have a name."""

    sort: sort_by('id', 'name', 'created_at', 'updated_at') = None
