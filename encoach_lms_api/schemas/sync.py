"""The feed of a classroom's changes.

Contents hold what the record itself holds, and no counts of others: those would be out of date
without a change of the record.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..serializer import Members, Source
from .common import Day, Id, Moment, Record

CursorText = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ChangesQuery(BaseModel):
    """Whose changes, and from where on."""

    model_config = ConfigDict(extra='forbid')

    classroom_id: Id
    since: CursorText | None = Field(
        None, description="The cursor of the answer before; left out: everything there is."
    )
    limit: int = Field(100, ge=1, le=1000, description="How many changes at most.")


class ClassroomContent(Record):
    """The classroom itself."""

    name: str
    grade: str | None
    room: str | None
    active: bool


class HomeroomTeacherContent(Record):
    """A homeroom teacher, by the id of the teacher."""

    name: str


class RosterLineContent(Record):
    """A line of the roster; it has ended when ``until`` is there."""

    student_id: Id
    student_name: Annotated[str, Source('student_id.name')]
    since: Day
    until: Day | None


class BatchContent(Record):
    """A batch of the classroom."""

    name: str
    course_id: Id
    section_id: Id | None
    term_id: Id | None
    active: bool


class BatchTeacherContent(Record):
    """A teacher of a batch; he has been one when ``until`` is there."""

    batch_id: Id
    teacher_id: Id
    teacher_name: Annotated[str, Source('teacher_id.name')]
    since: Day
    until: Day | None


class PlacementContent(Record):
    """A student's place in a batch; an inactive one is the memory of one taken out."""

    batch_id: Id
    student_id: Id
    student_name: Annotated[str, Source('student_id.name')]
    active: bool
    origin: Literal['cascade', 'manual']
    enrolled_at: Moment
    ended_at: Moment | None


class LearnerGroupContent(Record):
    """A part of the roster: a named group, or the single students of a course assignment."""

    name: str
    kind: Literal['group', 'adhoc']
    student_ids: Annotated[list[Id], Members('student_ids')]


class CourseAssignmentContent(Record):
    """A course to work on; whether it is available is for the client to know."""

    course_uuid: str
    title: str
    description: str | None
    target: Literal['classroom', 'group', 'adhoc']
    learner_group_id: Id | None
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

    model: Literal[
        'classroom',
        'homeroom_teacher',
        'roster_line',
        'batch',
        'batch_teacher',
        'placement',
        'learner_group',
        'course_assignment',
    ]
    id: Id
    operation: Literal['created', 'changed', 'deleted']
    record: (
        ClassroomContent
        | HomeroomTeacherContent
        | RosterLineContent
        | BatchContent
        | BatchTeacherContent
        | PlacementContent
        | LearnerGroupContent
        | CourseAssignmentContent
        | None
    ) = Field(description="The present content; null when it is deleted.")


class Changes(BaseModel):
    """A page of changes, each record at most once."""

    items: list[ChangedRecord]
    cursor: str = Field(description="Send it as ``since`` next time.")
    has_more: bool = Field(description="Whether to ask again at once.")
    held_back: bool = Field(
        description="Whether changes wait for a transaction that began before them and still runs."
    )
