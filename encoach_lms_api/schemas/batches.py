"""Batches, and who is in them."""

from typing import Annotated, Literal

from pydantic import Field

from odoo.tools import escape_psql

from ..serializer import Source
from .common import ArchiveQuery, Change, Id, Moment, Name, PageQuery, Record, Short


class Batch(Record):
    """The slice of a classroom that studies a course, in a section and a term perhaps."""

    entity_id: Id
    name: str = Field(examples=["Grade 7 — Physics 102 — A"])
    classroom_id: Id
    course_id: Id
    section_id: Id | None
    term_key: Annotated[str | None, Source('term_id.key')] = Field(examples=['2026-T1'])
    student_count: int
    teacher_count: int
    capacity: Annotated[int | None, Source('section_id.capacity', zero_is_null=True)] = Field(
        description="Seats of the section, or null without a limit."
    )
    over_capacity: int = Field(description="How many students too many; 0 when they fit.")
    active: bool


class BatchQuery(ArchiveQuery):
    """Which batches to list."""

    classroom_id: Id | None = None
    course_id: Id | None = None
    section_id: Id | None = None
    term_key: Short | None = None


class Placement(Record):
    """A student in a batch; ``id`` is the student's."""

    id: Annotated[Id, Source('student_id')]
    name: Annotated[str, Source('student_id.name')]
    email: Annotated[str | None, Source('student_id.email')]
    enrollment_id: Annotated[Id, Source('id')]
    origin: Literal['cascade', 'manual'] = Field(description="From the roster, or by hand.")
    enrolled_at: Moment


class PlacementQuery(PageQuery):
    """Which part of a batch's students to list."""

    search: Name | None = Field(None, description="Part of the name, in any case.")

    def domain(self):
        """Return the filters as a domain."""
        return [('student_id.name', 'ilike', escape_psql(self.search))] if self.search else []


class BatchStudentsChange(Change):
    """What a change of a batch's students did. The classroom's roster stays as it is."""

    batch_id: Id
    student_ids: list[Id]


class BatchTeachersChange(Change):
    """What a change of a batch's teachers did. The homeroom teachers stay as they are."""

    batch_id: Id
    teacher_ids: list[Id]
