"""Students."""

from pydantic import Field

from .common import ArchiveQuery, Body, Email, EntityBody, Id, Name, Record, Short


class Student(Record):
    """A student of one entity; e-mail and code are unique within it."""

    entity_id: Id
    name: str = Field(examples=["Amina Saleh"])
    email: str | None = Field(examples=['amina@nile.example'])
    phone: str | None = Field(examples=['+20 100 000 0000'])
    student_code: str | None = Field(examples=['N7-02'])
    active: bool


class StudentCreate(EntityBody):
    """A new student."""

    name: Name
    email: Email | None = None
    phone: Short | None = None
    student_code: Short | None = None


class StudentPatch(Body):
    """What to change of a student; fields left out stay."""

    name: Name = None
    email: Email | None = None
    phone: Short | None = None
    student_code: Short | None = None
    active: bool = None


class StudentQuery(ArchiveQuery):
    """Which students to list."""
