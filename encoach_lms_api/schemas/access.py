"""Who may read or change what, and why."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from .ids import (
    MODELS,
    BatchId,
    ClassroomId,
    CourseId,
    LessonNoteId,
    SectionId,
    StudentId,
    TeacherId,
    UserId,
)


class AccessQuery(BaseModel):
    """Who, and one record."""

    typical: ClassVar = ('user_id', 'classroom_id')

    model_config = ConfigDict(extra='forbid')

    user_id: UserId = Field(description="Id of an account of the record's school.")
    batch_id: BatchId | None = None
    classroom_id: ClassroomId | None = None
    course_id: CourseId | None = None
    lesson_note_id: LessonNoteId | None = None
    section_id: SectionId | None = None
    student_id: StudentId | None = None
    teacher_id: TeacherId | None = None

    def records(self):
        """Return ``(model, id)`` of the records that are named."""
        named = self.model_dump(exclude={'user_id'}, exclude_none=True)
        return [(MODELS[name], id_) for name, id_ in named.items()]


class AccessExplanation(BaseModel):
    """Which rules decide about somebody and a record, in words."""

    may_read: bool = Field(description="Whether he may read it.")
    read_rule: str = Field(
        examples=['school'],
        description="What lets him read it: `school` when he has all records of his school, else"
        " the name of a rule; or why not: `role`, or `none` of the rules.",
    )
    read_explanation: str = Field(
        examples=["Amina Said may read this."], description="The same in a sentence."
    )
    may_change: bool = Field(description="Whether he may change it.")
    change_rule: str = Field(examples=['role'], description="The same of changing it.")
    change_explanation: str = Field(
        examples=["Amina Said may not change this."], description="The same in a sentence."
    )
