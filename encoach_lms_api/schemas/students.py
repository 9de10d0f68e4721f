"""Students."""

from typing import ClassVar

from pydantic import BaseModel, Field

from .common import ArchiveQuery, Body, Email, EntityBody, Name, Short
from .ids import EntityId, StudentId
from .lists import only, sort_by
from .people import MAX_BULK, Person, PersonQuery


class Student(Person):
    """A student of one entity; e-mail and code are unique within it."""

    id: StudentId
    entity_id: EntityId
    name: str = Field(examples=["Amina Saleh"])
    email: str | None = Field(examples=['amina@nile.example'])
    phone: str | None = Field(examples=['+20 100 000 0000'])
    student_code: str | None = Field(examples=['N7-02'])
    active: bool


class NewStudent(Body):
    """What a new student is created with."""

    name: Name
    email: Email | None = None
    phone: Short | None = None
    student_code: Short | None = None


class StudentCreate(NewStudent, EntityBody):
    """A new student."""


class StudentsCreate(EntityBody):
    """New students of one school, all of them or none."""

    items: list[NewStudent] = Field(
        min_length=1, max_length=MAX_BULK, description="The new students."
    )


class StudentsCreated(BaseModel):
    """The new students, in the order given."""

    items: list[Student] = Field(description="The students made.")


class StudentPatch(Body):
    """What to change of a student; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name = None
    email: Email | None = None
    phone: Short | None = None
    student_code: Short | None = None
    active: bool = None


class RosterQuery(PersonQuery):
    """Which students of a classroom to list."""

    search_in: ClassVar = ('name', 'email', 'student_code')

    search: Name | None = Field(None, description="Part of name, e-mail or code, in any case.")
    ids: only(StudentId) = None
    sort: sort_by('id', 'name', 'email', 'student_code', 'created_at', 'updated_at') = None


class StudentQuery(RosterQuery, ArchiveQuery):
    """Which students to list."""
