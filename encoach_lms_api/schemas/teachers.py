"""Teachers."""

from pydantic import Field

from .common import ArchiveQuery, Body, Email, EntityBody, Id, Name, Short
from .people import Person, PersonQuery


class Teacher(Person):
    """A teacher of one entity; the e-mail is unique within it."""

    entity_id: Id
    name: str = Field(examples=["Ms. Salem"])
    email: str | None = Field(examples=['salem@nile.example'])
    phone: str | None = Field(examples=['+20 100 000 0000'])
    active: bool


class TeacherCreate(EntityBody):
    """A new teacher."""

    name: Name
    email: Email | None = None
    phone: Short | None = None


class TeacherPatch(Body):
    """What to change of a teacher; fields left out stay."""

    name: Name = None
    email: Email | None = None
    phone: Short | None = None
    active: bool = None


class TeacherQuery(PersonQuery, ArchiveQuery):
    """Which teachers to list."""
