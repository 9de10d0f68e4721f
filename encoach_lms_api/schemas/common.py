"""What the schemas of all resources share: texts, lists, people's memberships."""

import re
import unicodedata
from datetime import date
from typing import Annotated, ClassVar, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from odoo.fields import Domain
from odoo.tools import escape_psql

from odoo.addons.encoach_lms_core.tools import EMAIL

from ..serializer import Source
from .ids import AnyId, EntityId, StudentId, TeacherId, several

#: in the description, what `_check_line` and `_check_text` accept, and what else is refused
_NO_CONTROL = r'\u0000-\u001f\u007f-\u009f'
LINE = rf'^\s*[^\s{_NO_CONTROL}]([^{_NO_CONTROL}]*[^\s{_NO_CONTROL}])?\s*$'
TEXT = r'^[^\u0000]*$'
WORDS = r'^[^\u0000]*[^\s\u0000][^\u0000]*$'
EMAIL_LINE = f'^{EMAIL.pattern}$'.replace(r'[^', f'[^{_NO_CONTROL}')
DAY = re.compile(r'[0-9]{4}-[0-9]{2}-[0-9]{2}')


def _check_line(value):
    """Refuse control characters, NUL among them, which PostgreSQL cannot store."""
    if any(unicodedata.category(char) == 'Cc' for char in value):
        raise PydanticCustomError('control_character', "Control characters are not allowed.")
    return value


def _check_text(value):
    """Refuse NUL, which PostgreSQL cannot store."""
    if '\0' in value:
        raise PydanticCustomError('nul_character', "The NUL character is not allowed.")
    return value


def _check_day(value):
    """Refuse what else pydantic takes for a date: the seconds since 1970, a midnight."""
    if not isinstance(value, date) and not (isinstance(value, str) and DAY.fullmatch(value)):
        raise PydanticKnownError('date_parsing', {'error': "such as 2026-09-01"})
    return value


def _check_length(max_length):
    """Return a check of a text as it was sent: spaces around it count, as JSON Schema counts."""

    def check(value):
        if isinstance(value, str) and len(value) > max_length:
            raise PydanticKnownError('string_too_long', {'max_length': max_length})
        return value

    return check


def _line(max_length, described=LINE, **constraints):
    """Return the type of a trimmed text of one line that is not empty.

    :param str described: pattern of what is accepted, for the description
    """
    return Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=max_length, **constraints
        ),
        AfterValidator(_check_line),
        BeforeValidator(_check_length(max_length)),
        Field(json_schema_extra={'pattern': described}),
    ]


Name = _line(255)
Short = _line(64)
Email = Annotated[
    _line(255, EMAIL_LINE, pattern=f'^{EMAIL.pattern}$'), Field(examples=['amina@nile.example'])
]
Text = Annotated[
    str,
    StringConstraints(max_length=100_000),
    AfterValidator(_check_text),
    Field(json_schema_extra={'pattern': TEXT}),
]
Day = Annotated[date, Strict(False), BeforeValidator(_check_day), Field(examples=['2026-09-01'])]
Moment = Annotated[
    str, Field(examples=['2026-09-01T08:00:00Z'], json_schema_extra={'format': 'date-time'})
]
Mode = Literal['add', 'set']

Item = TypeVar('Item')


class Body(BaseModel):
    """A request body: exact types, and no field that is not known."""

    model_config = ConfigDict(strict=True, extra='forbid')

    #: fields that the example in the description has, beside those that are required
    typical: ClassVar = ()

    def given(self):
        """Return the fields that the client sent: what a PATCH changes."""
        return self.model_dump(exclude_unset=True)

    def values(self):
        """Return the fields that have a value: what a record is created with."""
        return self.model_dump(exclude_none=True)


class EmptyBody(Body):
    """A request without content: no body, or an empty object."""


class Record(BaseModel):
    """A record in an answer; each kind of record says whose id it has."""

    id: AnyId


class Stored(Record):
    """A record that tells when it was made and changed."""

    created_at: Annotated[Moment, Source('create_date')]
    updated_at: Annotated[Moment, Source('write_date')] = Field(
        description="When the record itself changed; its members come and go without that."
    )


class Page(BaseModel, Generic[Item]):
    """A list: the items of one page, and how many there are in all."""

    # a list of something has no docstring of its own
    model_config = ConfigDict(json_schema_extra={'description': __doc__})

    @classmethod
    def model_parametrized_name(cls, params):
        return f'{params[0].__name__}Page'

    items: list[Item]
    total: int = Field(examples=[24])
    limit: int = Field(examples=[100])
    offset: int = Field(examples=[0])


class PageQuery(BaseModel):
    """Which part of a list to answer; the order is stable."""

    model_config = ConfigDict(extra='forbid')

    limit: int = Field(100, ge=1, le=1000, description="How many items at most.")
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many items to skip.")

    #: parameters that do not ask for a field's value
    not_equal: ClassVar = frozenset({'limit', 'offset', 'search'})

    def domain(self):
        """Return the filters as a domain."""
        filters = self.model_dump(exclude=set(self.not_equal), exclude_none=True)
        return Domain([(name, '=', value) for name, value in filters.items()])


class SearchQuery(PageQuery):
    """A list that can be searched by name."""

    #: fields that a text is looked for in
    search_in: ClassVar = ('name',)

    search: Name | None = Field(None, description="Part of the name, in any case.")

    def domain(self):
        """Return the filters as a domain."""
        domain = super().domain()
        if not self.search:
            return domain
        part = escape_psql(self.search)
        return domain & Domain.OR([(name, 'ilike', part)] for name in self.search_in)


class EntityQuery(SearchQuery):
    """A list of records of several entities, perhaps."""

    entity_id: EntityId | None = Field(None, description="Only records of this entity.")


class ArchiveQuery(EntityQuery):
    """A list without archived records, unless they are asked for."""

    active: bool | None = Field(None, description="False lists the archived records instead.")


class EntityBody(Body):
    """A new record of an entity; what is left out or null gets the model's default."""

    typical: ClassVar = ('entity_id',)

    entity_id: EntityId | None = Field(
        None, description="May be left out by a caller who has exactly one entity."
    )


class StudentIds(Body):
    """Students; a duplicate counts once."""

    student_ids: list[StudentId] = Field(examples=[[11, 12, 13]])


class RemoveStudents(Body):
    """Students to take out; the query string may name them instead."""

    typical: ClassVar = ('student_ids',)

    student_ids: list[StudentId] | None = Field(None, examples=[[11, 12]])


class RemoveStudentsQuery(BaseModel):
    """Students to take out, for clients that cannot send a body with DELETE."""

    model_config = ConfigDict(extra='forbid')

    student_ids: several(StudentId) = Field(None, description="Who to take out.")


class StudentMembers(StudentIds):
    """Students to add, or to have instead of the present ones."""

    mode: Mode = Field('add', description="`add`: union; `set`: replace, an empty list clears.")


class TeacherIds(Body):
    """Teachers; a duplicate counts once."""

    teacher_ids: list[TeacherId] = Field(examples=[[3, 4]])


class RemoveTeachers(Body):
    """Teachers to take out; the query string may name them instead."""

    typical: ClassVar = ('teacher_ids',)

    teacher_ids: list[TeacherId] | None = Field(None, examples=[[3]])


class RemoveTeachersQuery(BaseModel):
    """Teachers to take out, for clients that cannot send a body with DELETE."""

    model_config = ConfigDict(extra='forbid')

    teacher_ids: several(TeacherId) = Field(None, description="Who to take out.")


class TeacherMembers(TeacherIds):
    """Teachers to add, or to have instead of the present ones."""

    mode: Mode = Field('add', description="`add`: union; `set`: replace, an empty list clears.")


class Change(BaseModel):
    """What a change of members did."""

    mode: Literal['add', 'set', 'remove', 'reset']
    total: int


class StudentsChange(Change):
    """What a change of students did: ids newly there, ids no longer there, all of them now."""

    added: list[StudentId]
    removed: list[StudentId]
    student_ids: list[StudentId] = Field(description="All who are in now.")


class TeachersChange(Change):
    """What a change of teachers did: ids newly there, ids no longer there, all of them now."""

    added: list[TeacherId]
    removed: list[TeacherId]
    teacher_ids: list[TeacherId] = Field(description="All who are in now.")
