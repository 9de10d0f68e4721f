"""Course assignments, learner groups, and what a student gets to see of them."""

from typing import ClassVar, Literal

from pydantic import Field

from .common import Body, Name, PageQuery, Record, Short, Stored, Text
from .ids import (
    ClassroomId,
    CourseAssignmentId,
    CourseId,
    EntityId,
    LearnerGroupId,
    StudentId,
    UserId,
)
from .lists import NamedQuery, RecordQuery, only, sort_by

Target = Literal['classroom', 'group', 'adhoc']
UUID_EXAMPLE = '0f8fad5b-d9cb-469f-a165-70867728950e'


class CourseAssignment(Stored):
    """A course for a classroom or some of its students to work on."""

    id: CourseAssignmentId
    entity_id: EntityId
    classroom_id: ClassroomId
    target: Target
    learner_group_id: LearnerGroupId | None
    course_uuid: str = Field(examples=[UUID_EXAMPLE])
    title: str = Field(description="As it was when the course was assigned.")
    description: str | None
    missing: bool = Field(description="Whether the course is not available here.")
    is_active: bool
    assigned_by_id: UserId | None = Field(description="The user, if he belongs to the school.")


class CourseAssignmentCreate(Body):
    """What to assign to whom; the whole classroom without group or students."""

    typical: ClassVar = ('course_id', 'learner_group_id')

    course_id: CourseId = Field(None, description="A course of the school; or give its UUID.")
    course_uuid: Short = Field(None, examples=[UUID_EXAMPLE])
    title: Name = Field(None, description="Of a course that is not available here.")
    description: Text = None
    learner_group_id: LearnerGroupId = Field(None, description="A group of the classroom.")
    student_ids: list[StudentId] = Field(
        None, description="Single students; an empty list removes the assignment."
    )
    is_active: bool = Field(None, description="Whether students see it at once; off if left out.")


class CourseAssignmentPatch(Body):
    """What to change of an assignment; fields left out stay."""

    typical: ClassVar = ('student_ids', 'is_active')

    is_active: bool = None
    student_ids: list[StudentId] = Field(
        None, description="Other single students; an empty list removes the assignment."
    )


class CourseAssignmentQuery(RecordQuery):
    """Which assignments of a classroom to list."""

    search_in: ClassVar = ('title',)

    search: Name | None = Field(None, description="Part of the title, in any case.")
    is_active: bool | None = None
    course_uuid: Short | None = None
    learner_group_id: LearnerGroupId | None = None
    ids: only(CourseAssignmentId) = None
    sort: sort_by('id', 'title', 'created_at', 'updated_at') = None


class LearnerGroup(Stored):
    """A named part of a classroom's roster."""

    id: LearnerGroupId
    entity_id: EntityId
    classroom_id: ClassroomId
    name: str
    student_count: int


class LearnerGroupDetail(LearnerGroup):
    """A group and who is in it."""

    student_ids: list[StudentId]


class LearnerGroupCreate(Body):
    """A new group; only students on the classroom's roster are accepted."""

    name: Name
    student_ids: list[StudentId] = Field([], examples=[[11, 12]])


class LearnerGroupPatch(Body):
    """What to change of a group; a list replaces the present students."""

    typical: ClassVar = ('student_ids',)

    name: Name = None
    student_ids: list[StudentId] = Field(None, description="All who are to be in it.")


class LearnerGroupQuery(NamedQuery):
    """Which groups of a classroom to list."""

    ids: only(LearnerGroupId) = None


class OwnCourse(Record):
    """A course that is assigned to the caller, each once."""

    id: CourseAssignmentId
    entity_id: EntityId
    classroom_id: ClassroomId
    target: Target = Field(description="By what it reaches him: the first of these three.")
    course_uuid: str = Field(examples=[UUID_EXAMPLE])
    title: str
    description: str | None
    missing: bool = Field(description="Whether the course is not available here.")


class OwnCourseQuery(PageQuery):
    """Which part of the courses to list."""
