"""Classrooms, their people, and the assignment of courses."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from ..serializer import Count, Derived, Members
from .batches import PRESENT, Batch, BatchDetail
from .common import (
    ArchiveQuery,
    Body,
    EntityBody,
    Name,
    Short,
    Stored,
    StudentsChange,
    TeachersChange,
)
from .courses import Course
from .ids import ClassroomId, CourseId, EntityId, SectionId, StudentId, TeacherId
from .lists import NamedQuery, only, sort_by
from .students import Student
from .teachers import Teacher


class WorkflowSteps(BaseModel):
    """Which steps of the assignment workflow have something in them."""

    roster: bool = Field(description="The roster has students.")
    faculty: bool = Field(description="There are homeroom teachers.")
    courses: bool = Field(description="Courses are assigned.")
    batches: bool = Field(description="There are batches.")


def _get_steps(row):
    return {
        'roster': row['student_count'] > 0,
        'faculty': row['teacher_count'] > 0,
        'courses': row['course_count'] > 0,
        'batches': row['batch_count'] > 0,
    }


class Classroom(Stored):
    """A homeroom: who studies together, who looks after them, and what they study."""

    id: ClassroomId
    entity_id: EntityId
    name: str = Field(examples=["Grade 7"])
    room: str | None = Field(examples=['B-204'])
    student_count: Annotated[int, Count('roster_line_ids', PRESENT)]
    teacher_count: Annotated[int, Count('teacher_ids')]
    course_count: Annotated[int, Count('course_ids')]
    batch_count: Annotated[int, Count('batch_ids')]
    steps: Annotated[WorkflowSteps, Derived(_get_steps)] = Field(
        description="What of the workflow is done."
    )
    active: bool


class ClassroomCourses(Classroom):
    """A classroom, and the ids of its courses, to list these by."""

    course_ids: Annotated[list[CourseId], Members('course_ids')]


class ClassroomOverview(BaseModel):
    """A classroom with all that belongs to it, as the lists of its steps have it."""

    classroom: Classroom = Field(description="The classroom itself.")
    students: list[Student] = Field(description="The roster, by name.")
    teachers: list[Teacher] = Field(description="The homeroom teachers, by name.")
    courses: list[Course] = Field(description="The courses it studies, by name.")
    batches: list[BatchDetail] = Field(description="Its batches, each with its students.")


class ClassroomCreate(EntityBody):
    """A new, empty classroom."""

    name: Name
    room: Short | None = None


class ClassroomPatch(Body):
    """What to change of a classroom; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name = None
    room: Short | None = None
    active: bool = None


class ClassroomQuery(NamedQuery, ArchiveQuery):
    """Which classrooms to list."""

    ids: only(ClassroomId) = None
    sort: sort_by('id', 'name', 'room', 'created_at', 'updated_at') = None


class RosterChange(StudentsChange):
    """What a change of the roster did. Existing batches stay as they are."""

    classroom_id: ClassroomId


class FacultyChange(TeachersChange):
    """What a change of the homeroom teachers did. Existing batches stay as they are."""

    classroom_id: ClassroomId


class CourseToAssign(Body):
    """Which course the classroom studies, and how."""

    typical: ClassVar = ('section_id', 'term_key', 'teacher_ids')

    course_id: CourseId
    section_id: SectionId | None = Field(None, description="Left out: the whole course.")
    term_key: Short | None = Field(
        None, examples=['2026-T1'], description="An unknown key creates the term."
    )
    teacher_ids: list[TeacherId] | None = Field(
        None, description="Instead of the homeroom teachers; left out or null: those."
    )


class SkippedStudent(BaseModel):
    """A roster student the cascade left alone."""

    student_id: StudentId
    reason: Literal['removed_from_batch'] = Field(
        description="He was taken out of the batch before."
    )


class CourseAssigned(BaseModel):
    """What an assignment did: 201 with a new batch, 200 with the one that was there."""

    batch: Batch = Field(description="The batch that studies the course.")
    created: bool = Field(description="Whether the batch is new.")
    enrolled: list[StudentId] = Field(description="Ids of the students newly in it.")
    kept: int = Field(description="How many were in it already.")
    skipped: list[SkippedStudent] = Field(description="Students who were left alone.")
    teacher_ids: list[TeacherId] = Field(description="Who teaches it now.")
