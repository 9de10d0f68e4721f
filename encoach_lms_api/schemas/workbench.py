"""Plans, and what was done with and without them."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..serializer import Source
from .common import Body, Day, Moment, PageQuery, Short, Stored
from .ids import (
    WHOLE,
    BatchId,
    ClassroomId,
    CourseId,
    EntityId,
    OperationId,
    SectionId,
    StudentId,
    TeacherId,
    TermId,
    UserId,
)
from .rollover import ClassroomRule, StudentRule

Planned = Literal[
    'assign',
    'split',
    'roster',
    'faculty',
    'batch_students',
    'batch_teachers',
    'archive',
    'transfer',
    'rollover',
]
Kind = Literal[
    'assign',
    'split',
    'roster',
    'faculty',
    'batch_students',
    'batch_teachers',
    'archive',
    'detach',
    'rollover',
    'transfer',
    'keep',
    'undo',
]
State = Literal['planned', 'applied', 'undone']


class SectionSeat(Body):
    """A student's place, where a classroom is split by hand."""

    student_id: StudentId
    section_id: SectionId


class SectionTeachers(Body):
    """The teachers of a section's batch, instead of those it has or would get."""

    section_id: SectionId
    teacher_ids: list[TeacherId]


class ClassroomCourse(Body):
    """A course in a classroom."""

    classroom_id: ClassroomId
    course_id: CourseId


class PlanToMake(Body):
    """A change to plan, by its kind; each takes the parameters named here, and no other.

    - `assign`: `classroom_ids`, `course_ids`; perhaps `section_id` (of a single course),
      `term_key`, `teacher_ids`, `cells`. Every course in every classroom, as `assign-course` does
      it, or those of them that `cells` name.
    - `split`: one of `classroom_ids`, one of `course_ids`, `section_ids`; perhaps `term_key`,
      `order`, `field`, `placements`, `section_teachers`.
    - `roster`: `classroom_ids`, `student_ids`; `faculty`: `classroom_ids`, `teacher_ids`;
      `batch_students`: `batch_ids`, `student_ids`; `batch_teachers`: `batch_ids`, `teacher_ids`;
      each with `mode`.
    - `archive`: one of `student_ids`, `teacher_ids`, `classroom_ids`, `course_ids`, `batch_ids`.
    - `transfer`: one of `classroom_ids`, `student_ids`, `to_classroom_id` (left out: the same) and
      perhaps `section_ids` (one of each course), `date`, `term_key` (left out: that of today).
    - `rollover`: `classroom_ids`, `term_key`; perhaps `from_term_key`, `rules`, `student_rules`,
      `take`. Students without a rule are lines of the reason `no_rule`; while there is one, the
      plan is not applied.
    """

    typical: ClassVar = ('classroom_ids', 'course_ids')

    kind: Planned = Field(examples=['assign'], description="What kind of change.")
    entity_id: EntityId | None = Field(None, description="May be left out: the ids tell it.")
    classroom_ids: list[ClassroomId] | None = Field(None, max_length=1000, examples=[[7]])
    course_ids: list[CourseId] | None = Field(None, max_length=1000, examples=[[5]])
    section_id: SectionId | None = None
    section_ids: list[SectionId] | None = Field(None, max_length=100, examples=[[1, 2]])
    batch_ids: list[BatchId] | None = Field(None, max_length=1000, examples=[[9]])
    student_ids: list[StudentId] | None = Field(None, examples=[[11, 12]])
    teacher_ids: list[TeacherId] | None = Field(None, examples=[[3]])
    term_key: Short | None = Field(None, examples=['2026-T1'])
    cells: list[ClassroomCourse] | None = Field(
        None, max_length=10_000, description="Which of the courses in which of the classrooms."
    )
    mode: Literal['add', 'set', 'remove'] | None = Field(
        None, description="Add to those who are there (the default), replace them, or remove."
    )
    order: Literal['name', 'alternate', 'field', 'hand'] | None = Field(
        None,
        description="How students are spread over the sections: by name, the first into the first"
        " section; one here and one there; everybody of one value of `field` evenly, then those of"
        " the next; or as `placements` say.",
    )
    field: Short | None = Field(
        None, examples=['gender'], description="Of a student; each of its values is spread evenly."
    )
    placements: list[SectionSeat] | None = Field(
        None, max_length=1000, description="Who goes where, for `hand`; others get no section."
    )
    section_teachers: list[SectionTeachers] | None = Field(
        None, max_length=100, description="Left out: the homeroom teachers for new batches."
    )
    to_classroom_id: ClassroomId | None = Field(None, description="Where to, for `transfer`.")
    date: Day | None = Field(
        None, description="From when on, for `transfer`: today, when left out, or a day before."
    )
    from_term_key: Short | None = Field(
        None,
        examples=['2026-T1'],
        description="The term that ends; left out: the batches without a term go on.",
    )
    rules: list[ClassroomRule] | None = Field(
        None, max_length=1000, description="What becomes of the students of each classroom."
    )
    student_rules: list[StudentRule] | None = Field(
        None, max_length=10_000, description="What becomes of others than their classroom."
    )
    take: list[Literal['batches', 'sections', 'teachers', 'courses']] | None = Field(
        None,
        max_length=4,
        description="What is taken along; left out: everything. `batches` go on in the new term,"
        " with their `sections` and `teachers`; with `courses`, those of a classroom that is"
        " promoted go on in the classroom that its students are promoted to.",
    )


class PlanToApply(Body):
    """Which plan exactly is to be applied."""

    hash: Short = Field(description="The plan's, as it was told.", examples=['5d41402a'])
    confirm_removals: Annotated[int, WHOLE] | None = Field(
        None,
        examples=[12],
        description="How many people leave, as the plan tells in `confirm_removals` when they are"
        " many: more than ten, or more than a fifth of those who are there.",
    )


class UndoRequest(Body):
    """Whether undoing is planned only."""

    dry_run: bool = Field(False, description="True makes a plan, which can be applied later.")


class OperationLine(BaseModel):
    """What becomes of one row, and why."""

    what: Literal[
        'roster',
        'homeroom',
        'course',
        'batch',
        'batch_teacher',
        'placement',
        'enrollment',
        'term',
        'student',
        'teacher',
        'classroom',
        'course_record',
    ] = Field(description="Which kind of row: a roster line, a homeroom teacher, and so on.")
    action: Literal['added', 'kept', 'skipped', 'removed'] = Field(
        description="What becomes of it."
    )
    reason: str = Field(description="Why, for programs.", examples=['on_roster'])
    explanation: str = Field(
        description="Why, in a sentence.", examples=["Is on the classroom's roster."]
    )
    owner: str | None = Field(
        description="The name of what has members: a classroom, a batch, a course.",
        examples=["Grade 7 — Physics 102 — A"],
    )
    member: str | None = Field(
        description="The name of the member; null where there is none.", examples=["Amina Said"]
    )
    classroom_id: ClassroomId | None
    batch_id: BatchId | None = Field(description="Null for a batch that is to be made, too.")
    section_id: SectionId | None = Field(description="The batch's; null without one.")
    course_id: CourseId | None
    term_id: TermId | None
    student_id: StudentId | None
    teacher_id: TeacherId | None


class RecordedOperation(Stored):
    """A change of many rows: planned, done, or undone."""

    id: OperationId
    entity_id: EntityId
    kind: Kind = Field(description="What kind of change.")
    subject: str | None = Field(
        description="What it is about, such as classrooms.", examples=["Grade 7"]
    )
    state: State = Field(description="A plan, done, or undone.")
    added: int = Field(description="How many people come in somewhere.")
    kept: int = Field(description="How many are where they shall be already.")
    skipped: int = Field(description="How many are left out.")
    removed: int = Field(description="How many leave something.")
    applied_at: Moment | None = Field(description="When it was done; null for a plan.")
    user_id: Annotated[UserId | None, Source('applied_uid')] = Field(
        description="Id of the account that did it; null for a plan."
    )
    undo_of_id: OperationId | None = Field(description="Id of the operation that this one undoes.")


class OperationPlan(RecordedOperation):
    """An operation with its lines."""

    hash: str = Field(description="Stands for all that the plan was made of; apply it with this.")
    confirm_removals: int = Field(
        description="The number to confirm when it is applied; 0 when none is needed."
    )
    lines: list[OperationLine] = Field(description="What becomes of each row.")


class OperationQuery(PageQuery):
    """Which of the operations that were done to list, the last first."""

    entity_id: EntityId | None = Field(None, description="Only operations of this entity.")
    kind: Kind | None = Field(None, description="Only operations of this kind.")
    state: Literal['applied', 'undone'] | None = Field(
        None, description="Only those that stand, or only those that were undone."
    )


class BatchDifference(BaseModel):
    """Somebody of a batch who is not of its classroom, or the other way round."""

    what: Literal['placement', 'batch_teacher'] = Field(
        description="Whether it is about a student or a teacher."
    )
    reason: Literal['not_enrolled', 'taken_out', 'guest', 'not_teaching', 'batch_only'] = Field(
        description="How it came to be, for programs."
    )
    explanation: str = Field(
        description="The same in a sentence.", examples=["Was taken out of the batch."]
    )
    batch_id: BatchId
    batch: str = Field(description="The batch's name.", examples=["Grade 7 — Physics 102 — A"])
    classroom_id: ClassroomId
    student_id: StudentId | None
    teacher_id: TeacherId | None
    member: str | None = Field(
        description="The name of the student or teacher.", examples=["Amina Said"]
    )
    by: str | None = Field(description="Who did it; null where nobody did.", examples=["Mona Adel"])
    moment: Moment | None = Field(description="When it came to be, as far as that is known.")


class DifferenceQuery(BaseModel):
    """Which differences to list."""

    model_config = ConfigDict(extra='forbid')

    entity_id: EntityId | None = Field(None, description="Only of this entity.")
    classroom_id: ClassroomId | None = Field(None, description="Only of this classroom.")
    term_key: Short | None = Field(None, description="Only of batches of this term.")


class DifferenceList(BaseModel):
    """All differences there are."""

    items: list[BatchDifference]
    total: int = Field(examples=[2])


class DifferencesToSettle(Body):
    """What to do about students and teachers of a batch; who does not differ is left alone."""

    typical: ClassVar = ('student_ids', 'teacher_ids')

    action: Literal['enrol', 'keep', 'reset'] = Field(
        description="Put in who is missing; keep it as it is, and list it no more; or make it what"
        " the classroom has."
    )
    batch_id: BatchId
    student_ids: list[StudentId] = Field((), examples=[[11, 12]])
    teacher_ids: list[TeacherId] = Field((), examples=[[3]])


class DifferencesSettled(BaseModel):
    """How many differences were settled."""

    settled: int = Field(description="How many.", examples=[2])
