"""The feed of a classroom's changes.

Contents hold what the record itself holds, and no counts of others: those would be out of date
without a change of the record.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..serializer import Members, Source
from .common import Day, Moment, Record
from .ids import (
    BatchId,
    BatchTeacherId,
    ClassroomId,
    CourseAssignmentId,
    CourseId,
    EnrollmentId,
    LearnerGroupId,
    RosterLineId,
    SectionId,
    StudentId,
    TeacherId,
    TermId,
)

CursorText = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ChangesQuery(BaseModel):
    """Whose changes, and from where on."""

    model_config = ConfigDict(extra='forbid')

    classroom_id: ClassroomId
    since: CursorText | None = Field(
        None, description="The cursor of the answer before; left out: everything there is."
    )
    limit: int = Field(100, ge=1, le=1000, description="How many changes at most.")


class ClassroomContent(Record):
    """The classroom itself."""

    id: ClassroomId
    name: str
    grade: str | None
    room: str | None
    active: bool


class HomeroomTeacherContent(Record):
    """A homeroom teacher, by the id of the teacher."""

    id: TeacherId
    name: str


class RosterLineContent(Record):
    """A line of the roster; it has ended when ``until`` is there."""

    id: RosterLineId
    student_id: StudentId
    student_name: Annotated[str, Source('student_id.name')]
    since: Day
    until: Day | None


class BatchContent(Record):
    """A batch of the classroom."""

    id: BatchId
    name: str
    course_id: CourseId
    section_id: SectionId | None
    term_id: TermId | None
    active: bool


class BatchTeacherContent(Record):
    """A teacher of a batch; he has been one when ``until`` is there."""

    id: BatchTeacherId
    batch_id: BatchId
    teacher_id: TeacherId
    teacher_name: Annotated[str, Source('teacher_id.name')]
    since: Day
    until: Day | None


class PlacementContent(Record):
    """A student's place in a batch; an inactive one is the memory of one taken out."""

    id: EnrollmentId
    batch_id: BatchId
    student_id: StudentId
    student_name: Annotated[str, Source('student_id.name')]
    active: bool
    origin: Literal['cascade', 'manual']
    enrolled_at: Moment
    ended_at: Moment | None


class LearnerGroupContent(Record):
    """A part of the roster: a named group, or the single students of a course assignment."""

    id: LearnerGroupId
    name: str
    kind: Literal['group', 'adhoc']
    student_ids: Annotated[list[StudentId], Members('student_ids')]


class CourseAssignmentContent(Record):
    """A course to work on; whether it is available is for the client to know."""

    id: CourseAssignmentId
    course_uuid: str
    title: str
    description: str | None
    target: Literal['classroom', 'group', 'adhoc']
    learner_group_id: LearnerGroupId | None
    is_active: bool


#: model and schema of a record's content, by the name the feed gives it
CONTENTS = {
    'classroom': ('encoach.classroom', ClassroomContent),
    'homeroom_teacher': ('encoach.teacher', HomeroomTeacherContent),
    'roster_line': ('encoach.classroom.student', RosterLineContent),
    'batch': ('encoach.batch', BatchContent),
    'batch_teacher': ('encoach.batch.teacher', BatchTeacherContent),
    'placement': ('encoach.batch.enrollment', PlacementContent),
    'learner_group': ('encoach.learner.group', LearnerGroupContent),
    'course_assignment': ('encoach.course.assignment', CourseAssignmentContent),
}


class ChangedRecord(BaseModel):
    """A record that was created, changed or deleted since the last page.

    Store the content of one that was created or changed, drop one that was deleted.
    """

    operation: Literal['created', 'changed', 'deleted'] = Field(
        description="What has become of it since the last page."
    )


class ChangedClassroom(ChangedRecord):
    """The classroom itself, when it was created or changed."""

    model: Literal['classroom']
    id: ClassroomId
    record: ClassroomContent | None


class ChangedHomeroomTeacher(ChangedRecord):
    """A homeroom teacher who was added, renamed or taken out."""

    model: Literal['homeroom_teacher']
    id: TeacherId
    record: HomeroomTeacherContent | None


class ChangedRosterLine(ChangedRecord):
    """A line of the roster that was created, changed or deleted."""

    model: Literal['roster_line']
    id: RosterLineId
    record: RosterLineContent | None


class ChangedBatch(ChangedRecord):
    """A batch that was created, changed or deleted."""

    model: Literal['batch']
    id: BatchId
    record: BatchContent | None


class ChangedBatchTeacher(ChangedRecord):
    """A teacher of a batch who was added, renamed or taken out."""

    model: Literal['batch_teacher']
    id: BatchTeacherId
    record: BatchTeacherContent | None


class ChangedPlacement(ChangedRecord):
    """A student's place in a batch that was created, changed or deleted."""

    model: Literal['placement']
    id: EnrollmentId
    record: PlacementContent | None


class ChangedLearnerGroup(ChangedRecord):
    """A part of the roster that was created, changed or deleted."""

    model: Literal['learner_group']
    id: LearnerGroupId
    record: LearnerGroupContent | None


class ChangedCourseAssignment(ChangedRecord):
    """A course to work on that was created, changed or deleted."""

    model: Literal['course_assignment']
    id: CourseAssignmentId
    record: CourseAssignmentContent | None


Changed = Annotated[
    ChangedClassroom
    | ChangedHomeroomTeacher
    | ChangedRosterLine
    | ChangedBatch
    | ChangedBatchTeacher
    | ChangedPlacement
    | ChangedLearnerGroup
    | ChangedCourseAssignment,
    Field(discriminator='model'),
]


class ChangePage(BaseModel):
    """A page of changes, each record at most once."""

    items: list[Changed] = Field(description="The changes of this page.")
    cursor: str = Field(description="Send it as ``since`` next time.")
    has_more: bool = Field(description="Whether to ask again at once.")
    held_back: bool = Field(
        description="Whether changes wait for a transaction that began before them and still runs."
    )
