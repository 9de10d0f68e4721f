"""Guardians: who answers for students."""

from typing import Annotated, ClassVar

from pydantic import Field

from odoo.fields import Domain

from ..serializer import Members
from .common import ArchiveQuery, Body, Email, EntityBody, Name, Short, Stored
from .ids import EntityId, GuardianId, StudentId
from .lists import RecordQuery, only, sort_by
from .people import MAX_BULK

Children = Annotated[
    list[StudentId],
    Field(max_length=MAX_BULK, description="The students he answers for.", examples=[[11, 12]]),
]
Phone = Annotated[
    Short,
    Field(
        description="As people write it in the school's country, or with a country code.",
        examples=['0100 123 4567'],
    ),
]
Notify = Annotated[bool, Field(description="Whether the school writes to him at all.")]


class Guardian(Stored):
    """Somebody who answers for students; siblings share him."""

    id: GuardianId
    entity_id: EntityId
    name: str = Field(examples=["Hassan Saleh"])
    phone: str = Field(description="In E.164.", examples=['+201001234567'])
    email: str | None = Field(examples=['hassan@family.example'])
    student_ids: Annotated[list[StudentId], Members('student_ids')] = Field(
        description="The students he answers for.", examples=[[11, 12]]
    )
    notify: Notify
    active: bool


class GuardianCreate(EntityBody):
    """A new guardian."""

    typical: ClassVar = ('entity_id', 'student_ids')

    name: Name
    phone: Phone
    email: Email | None = None
    student_ids: Children = Field([])
    notify: Notify = True


class GuardianPatch(Body):
    """What to change of a guardian; fields left out stay, a list of children replaces theirs."""

    typical: ClassVar = ('name',)

    name: Name = None
    phone: Phone = None
    email: Email | None = None
    student_ids: Children = None
    notify: Notify = None
    active: bool = None


class GuardianQuery(RecordQuery, ArchiveQuery):
    """Which guardians to list."""

    not_equal: ClassVar = RecordQuery.not_equal | {'student_id'}
    search_in: ClassVar = ('name', 'phone', 'email')

    search: Name | None = Field(None, description="Part of name, phone or e-mail, in any case.")
    student_id: StudentId | None = Field(None, description="Only those of this student.")
    ids: only(GuardianId) = None
    sort: sort_by('id', 'name', 'created_at', 'updated_at') = None

    def domain(self):
        """Return the filters as a domain."""
        domain = super().domain()
        return (
            domain & Domain('student_ids', 'in', [self.student_id]) if self.student_id else domain
        )
