"""Teachers."""

from typing import ClassVar

from pydantic import BaseModel, Field

from .common import ArchiveQuery, Body, Email, EntityBody, Name, Short
from .ids import EntityId, TeacherId
from .lists import only
from .people import MAX_BULK, Person, PersonQuery


class Teacher(Person):
    """A teacher of one entity; the e-mail is unique within it."""

    id: TeacherId
    entity_id: EntityId
    name: str = Field(examples=["Ms. Salem"])
    email: str | None = Field(examples=['salem@nile.example'])
    phone: str | None = Field(examples=['+20 100 000 0000'])
    active: bool


class NewTeacher(Body):
    """What a new teacher is created with."""

    name: Name
    email: Email | None = None
    phone: Short | None = None


class TeacherCreate(NewTeacher, EntityBody):
    """A new teacher."""


class TeachersCreate(EntityBody):
    """New teachers of one school, all of them or none."""

    items: list[NewTeacher] = Field(
        min_length=1, max_length=MAX_BULK, description="The new teachers."
    )


class TeachersCreated(BaseModel):
    """The new teachers, in the order given."""

    items: list[Teacher] = Field(description="The teachers made.")


class TeacherPatch(Body):
    """What to change of a teacher; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name = None
    email: Email | None = None
    phone: Short | None = None
    active: bool = None


class FacultyQuery(PersonQuery):
    """Which teachers of a classroom or batch to list."""

    ids: only(TeacherId) = None


class TeacherQuery(FacultyQuery, ArchiveQuery):
    """Which teachers to list."""
