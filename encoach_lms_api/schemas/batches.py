"""Batches, and who is in them."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from odoo.addons.encoach_lms_core.tools import PRESENT, count_missing

from ..serializer import Count, Derived, Members, Source
from .common import (
    ArchiveQuery,
    Body,
    EntityBody,
    Moment,
    Name,
    Record,
    SearchQuery,
    Short,
    Stored,
    StudentsChange,
    TeachersChange,
)
from .ids import (
    BatchId,
    ClassroomId,
    CourseId,
    EnrollmentId,
    EntityId,
    SectionId,
    StudentId,
    TeacherId,
)
from .lists import NamedQuery, only
from .timetable import SlotTimes


def _get_over_capacity(row):
    return count_missing(row['student_count'], row['capacity'])


class BatchRecord(Stored):
    """The slice of a classroom that studies a course, in a section and a term perhaps."""

    id: BatchId
    entity_id: EntityId
    name: str = Field(examples=["Grade 7 — Physics 102 — A"])
    classroom_id: ClassroomId
    classroom_name: Annotated[str, Source('classroom_id.name')] = Field(examples=["Grade 7"])
    course_id: CourseId
    course_name: Annotated[str, Source('course_id.name')] = Field(examples=["Physics 102"])
    section_id: SectionId | None
    section_name: Annotated[str | None, Source('section_id.name')] = Field(examples=['A'])
    term_key: Annotated[str | None, Source('term_id.key')] = Field(examples=['2026-T1'])
    student_count: Annotated[int, Count('enrollment_ids')]
    teacher_count: Annotated[int, Count('teacher_line_ids', PRESENT)]
    teacher_ids: Annotated[list[TeacherId], Members('teacher_line_ids', 'teacher_id', PRESENT)] = (
        Field(description="Who teaches the batch now.", examples=[[3, 4]])
    )
    capacity: Annotated[int | None, Source('section_id.capacity', zero_is_null=True)] = Field(
        description="Seats of the section, or null without a limit."
    )
    over_capacity: Annotated[int, Derived(_get_over_capacity)] = Field(
        description="How many students too many; 0 when they fit."
    )
    active: bool


class Batch(BatchRecord):
    """A batch, as a coaching centre has it too: with a subject, a level and weekly lessons."""

    subject: Annotated[str, Source('course_id.name')] = Field(
        description="The course's name, as a coaching centre calls it.", examples=["Physics 102"]
    )
    academic_level: str | None = Field(description="The level it is taught at.")
    schedule: list[SlotTimes] = Field(description="Its weekly lessons.")


class BatchDetail(BatchRecord):
    """A batch, and who is in it."""

    student_ids: Annotated[list[StudentId], Members('enrollment_ids', 'student_id')] = Field(
        description="Who is in the batch now.", examples=[[11, 12, 13]]
    )


class BatchCreate(EntityBody):
    """A new batch, in one of two ways.

    Of a classroom and a course, in a section and a term perhaps; or, as a coaching centre does, by
    its name and subject: the course called `subject` and the classroom called `name` are found or
    made. Nobody is enrolled.
    """

    typical: ClassVar = ('classroom_id', 'course_id')

    classroom_id: ClassroomId | None = None
    course_id: CourseId | None = None
    section_id: SectionId | None = None
    term_key: Short | None = None
    name: Name | None = None
    subject: Name | None = Field(None, description="The course's name.")
    academic_level: Name | None = Field(None, description="The level it is taught at.")


class BatchPatch(Body):
    """What to change of a batch; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name | None = Field(None, description="Its own name; null brings the composed one back.")
    academic_level: Name | None = Field(None, description="The level it is taught at.")
    active: bool = None

    def given(self):
        """Return the values of the model's fields: its name may be composed, the own one is not."""
        return {
            'own_name' if name == 'name' else name: value for name, value in super().given().items()
        }


class ClassroomBatchQuery(NamedQuery):
    """Which batches of a classroom to list."""

    ids: only(BatchId) = None


class BatchQuery(ClassroomBatchQuery, ArchiveQuery):
    """Which batches to list."""

    classroom_id: ClassroomId | None = None
    course_id: CourseId | None = None
    section_id: SectionId | None = None
    term_key: Short | None = None


class Placement(Record):
    """A student in a batch; ``id`` is the student's."""

    id: Annotated[StudentId, Source('student_id')] = Field(description="Id of the student.")
    name: Annotated[str, Source('student_id.name')]
    email: Annotated[str | None, Source('student_id.email')]
    enrollment_id: Annotated[EnrollmentId, Source('id')] = Field(description="Id of the placement.")
    origin: Literal['cascade', 'manual'] = Field(description="From the roster, or by hand.")
    enrolled_at: Moment


class PlacementQuery(SearchQuery):
    """Which part of a batch's students to list."""

    search_in: ClassVar = ('student_id.name', 'student_id.email', 'student_id.student_code')

    search: Name | None = Field(None, description="Part of name, e-mail or code, in any case.")


class BatchStudentsChange(StudentsChange):
    """What a change of a batch's students did. The classroom's roster stays as it is."""

    batch_id: BatchId


class BatchTeachersChange(TeachersChange):
    """What a change of a batch's teachers did. The homeroom teachers stay as they are."""

    batch_id: BatchId
