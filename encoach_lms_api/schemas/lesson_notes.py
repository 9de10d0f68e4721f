"""Lesson notes, their review, and who may read and write them."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from odoo.fields import Domain

from ..serializer import Source
from .common import WORDS, Body, Day, Moment, Name, Short, Stored, Text
from .ids import ClassroomId, CourseId, EntityId, LessonNoteId, TeacherId
from .lists import RecordQuery, only, sort_by

State = Literal['draft', 'submitted', 'approved', 'returned']


class LessonNote(Stored):
    """A teacher's note of a lesson."""

    id: LessonNoteId
    entity_id: EntityId
    teacher_id: TeacherId = Field(description="The author.")
    classroom_id: ClassroomId
    course_id: CourseId
    term_key: Annotated[str, Source('term_id.key')] = Field(examples=['2026-T1'])
    date: Day
    title: str = Field(examples=["Newton's first law"])
    objectives: str | None
    body: str | None
    state: State
    remark: str | None = Field(description="What the reviewer asks for.")
    submitted_at: Moment | None
    reviewed_at: Moment | None


class LessonNoteCreate(Body):
    """A new draft. The author needs authority over the course in this classroom and term."""

    typical: ClassVar = ('teacher_id',)

    classroom_id: ClassroomId
    course_id: CourseId
    term_key: Short = Field(examples=['2026-T1'], description="A term that exists.")
    teacher_id: TeacherId | None = Field(
        None, description="The author; left out by a teacher, who can only write his own."
    )
    date: Day | None = Field(None, description="Left out: today at the school.")
    title: Name
    objectives: Text | None = None
    body: Text | None = None


class LessonNotePatch(Body):
    """What to change of a draft or returned lesson note; fields left out stay."""

    typical: ClassVar = ('title', 'course_id')

    course_id: CourseId = None
    term_key: Short = None
    date: Day = None
    title: Name = None
    objectives: Text | None = None
    body: Text | None = None


class LessonNoteQuery(RecordQuery):
    """Which lesson notes to list, of those the caller may read."""

    not_equal: ClassVar = RecordQuery.not_equal | {'term_key', 'mine', 'date_from', 'date_to'}
    search_in: ClassVar = ('title',)

    search: Name | None = Field(None, description="Part of the title, in any case.")
    ids: only(LessonNoteId) = None
    sort: sort_by('id', 'date', 'title', 'created_at', 'updated_at') = None
    teacher_id: TeacherId | None = None
    classroom_id: ClassroomId | None = None
    course_id: CourseId | None = None
    term_key: Short | None = None
    state: State | None = None
    mine: bool | None = Field(None, description="True lists only what the caller wrote himself.")
    date_from: Day | None = Field(None, description="Lessons of this day and later.")
    date_to: Day | None = Field(None, description="Lessons of this day and before.")
    entity_id: EntityId | None = Field(None, description="Only records of this entity.")

    def domain(self):
        """Return the filters as a domain; ``mine`` is the controller's, who knows the caller."""
        domain = super().domain()
        if self.term_key:
            domain &= Domain('term_id.key', '=', self.term_key)
        if self.date_from:
            domain &= Domain('date', '>=', self.date_from)
        if self.date_to:
            domain &= Domain('date', '<=', self.date_to)
        return domain


class LessonNoteApproval(Body):
    """A reviewer's word of praise, perhaps."""

    remark: Text | None = None


class LessonNoteReturn(Body):
    """What the author is to change."""

    remark: Text = Field(examples=["Add the homework."], json_schema_extra={'pattern': WORDS})


class LessonNoteAccessQuery(BaseModel):
    """Which teacher is meant."""

    typical: ClassVar = ('teacher_id',)

    model_config = ConfigDict(extra='forbid')

    teacher_id: TeacherId | None = Field(None, description="Left out: the caller.")


class LessonNoteAccess(BaseModel):
    """The rule that decides about a teacher and a lesson note, in words."""

    teacher_id: TeacherId
    allowed: bool = Field(description="Whether he has authority over this course there and then.")
    rule: Literal['class_teacher', 'subject_teacher', 'none'] = Field(
        description="What gives it to him."
    )
    explanation: str = Field(description="The same in a sentence.")
    may_read: bool = Field(description="Whether he may read this lesson note.")
