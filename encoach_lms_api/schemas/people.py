"""What students and teachers share: their names and addresses are those of a contact."""

from typing import Annotated, ClassVar

from pydantic import Field

from ..serializer import Latest
from .common import Moment, Name, Stored
from .lists import RecordQuery, sort_by

#: how many people are created at once
MAX_BULK = 1000

#: a person changes with his contact
CHANGED_IN = ('write_date', 'partner_id.write_date')


class Person(Stored):
    """Somebody of a school."""

    updated_at: Annotated[Moment, Latest(CHANGED_IN)]


class PersonQuery(RecordQuery):
    """Which people to list."""

    search_in: ClassVar = ('name', 'email')
    changed_in: ClassVar = CHANGED_IN

    search: Name | None = Field(None, description="Part of the name or e-mail, in any case.")
    sort: sort_by('id', 'name', 'email', 'created_at', 'updated_at') = None
