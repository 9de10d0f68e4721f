"""Courses and their sections."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field

from ..serializer import Count, Source
from .common import ArchiveQuery, Body, EntityBody, Name, Short, Stored, Text
from .ids import WHOLE, CourseId, EntityId, SectionId
from .lists import NamedQuery, RecordQuery, only, sort_by

Capacity = Annotated[int, Field(ge=1, le=100_000, examples=[30]), WHOLE]
Sequence = Annotated[int, Field(ge=0, le=1_000_000, examples=[10]), WHOLE]


class Course(Stored):
    """A subject that is taught."""

    id: CourseId
    entity_id: EntityId
    name: str = Field(examples=["Physics 102"])
    code: str | None = Field(examples=['PHY102'])
    syllabus: str | None
    objectives: str | None
    section_count: Annotated[int, Count('section_ids')]
    active: bool


class CourseCreate(EntityBody):
    """A new course."""

    name: Name
    code: Short | None = None
    syllabus: Text | None = None
    objectives: Text | None = None


class CoursePatch(Body):
    """What to change of a course; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name = None
    code: Short | None = None
    syllabus: Text | None = None
    objectives: Text | None = None
    active: bool = None


class TaughtQuery(RecordQuery):
    """Which courses of a classroom to list."""

    search_in: ClassVar = ('name', 'code')

    search: Name | None = Field(None, description="Part of the name or code, in any case.")
    ids: only(CourseId) = None
    sort: sort_by('id', 'name', 'code', 'created_at', 'updated_at') = None


class CourseQuery(TaughtQuery, ArchiveQuery):
    """Which courses to list."""


class Section(Stored):
    """A timetabled instance of a course, such as section A."""

    id: SectionId
    course_id: CourseId
    name: str = Field(examples=['A'])
    capacity: Annotated[int | None, Source('capacity', zero_is_null=True)] = Field(
        description="Seats, or null without a limit. A warning, never a block."
    )
    sequence: int
    branch: str | None


class SectionQuery(NamedQuery):
    """Which sections of a course to list."""

    ids: only(SectionId) = None
    sort: sort_by('id', 'name', 'sequence', 'created_at', 'updated_at') = None


class SectionCreate(Body):
    """A new section of the course in the path."""

    name: Name
    capacity: Capacity | None = None
    sequence: Sequence = 10
    branch: Name | None = None


class SectionsToGenerate(Body):
    """How many sections, named A, B, C …"""

    typical: ClassVar = ('count',)

    count: Annotated[int, Field(ge=1, le=26), WHOLE] = Field(
        3, description="How many there are to be."
    )


class GeneratedSections(BaseModel):
    """The sections that were missing, and all sections of the course."""

    created: list[Section] = Field(description="The new ones.")
    items: list[Section] = Field(description="All sections of the course.")
