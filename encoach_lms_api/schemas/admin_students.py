"""Students as registrars manage them: name, e-mail, status, course."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from odoo.fields import Domain

from ..serializer import Derived
from .common import Body, Email, EntityBody, EntityQuery, Name, Record
from .ids import BatchId, ClassroomId, CourseId, EntityId, StudentId

#: what clients of the former interface still send
TEAM = {'team_id', 'team_name', 'team_number'}
Status = Literal['active', 'inactive']
AlwaysNull = Annotated[
    None, Derived(lambda row: None), Field(deprecated=True, description="Always null.")
]
Ignored = Annotated[object, Field(None, deprecated=True, description="Accepted and ignored.")]


def _get_only_course(row):
    """Return the name of the one course of a student, or None if there is none or more."""
    return row['course_names'][0] if len(row['course_names']) == 1 else None


class AdminStudent(Record):
    """A student with his status and what he takes."""

    id: StudentId
    entity_id: EntityId
    name: str = Field(examples=["Amina Saleh"])
    email: str | None = Field(examples=['amina@nile.example'])
    status: Status = Field(description="An inactive student is archived.")
    course_name: Annotated[str | None, Derived(_get_only_course)] = Field(
        description="The student's one course; null when he takes none or several.",
        examples=["Physics 102"],
    )
    course_names: list[str] = Field(description="All courses the student takes.")
    team_id: AlwaysNull
    team_name: AlwaysNull
    team_number: AlwaysNull


class AdminStudentCreate(EntityBody):
    """A new student; an inactive one is enrolled in nothing."""

    typical: ClassVar = ('entity_id', 'course_name')

    name: Name
    email: Email
    status: Status = Field('active', description="An inactive one is archived.")
    course_name: Name | None = Field(None, description="A course of the school, to enroll him in.")
    team_id: Ignored
    team_name: Ignored
    team_number: Ignored

    def values(self):
        """Return what the student is registered with."""
        return self.model_dump(exclude_none=True, exclude=TEAM)


class AdminStudentChange(Body):
    """What to change of a student; fields left out stay."""

    typical: ClassVar = ('name', 'course_name')

    name: Name = None
    email: Email = None
    status: Status = Field(None, description="An inactive student leaves everything.")
    course_name: Name | None = Field(
        None,
        description="Moves the student: this becomes his only course, and his placements in the"
        " others end. Null leaves his courses alone.",
    )
    team_id: Ignored
    team_name: Ignored
    team_number: Ignored

    def given(self):
        """Return the fields that the client sent."""
        return self.model_dump(exclude_unset=True, exclude=TEAM)


class AdminStudentQuery(EntityQuery):
    """Which students to list: all of them, unless a status is given."""

    not_equal: ClassVar = EntityQuery.not_equal | {'status'}
    search_in: ClassVar = ('name', 'email', 'student_code')

    search: Name | None = Field(None, description="Part of name, e-mail or code, in any case.")
    status: Status | None = Field(None, description="Only students of this status.")

    def domain(self):
        """Return the filters as a domain."""
        actives = [self.status == 'active'] if self.status else [True, False]
        return super().domain() & Domain('active', 'in', actives)


class StudentFileQuery(BaseModel):
    """Which school a file is about."""

    typical: ClassVar = ('entity_id',)

    model_config = ConfigDict(extra='forbid')

    entity_id: EntityId | None = Field(
        None, description="May be left out by a caller who has exactly one entity."
    )


class StudentImportQuery(StudentFileQuery):
    """How to import."""

    dry_run: bool = Field(False, description="Answer what the import would do, and do nothing.")


class ImportRowError(BaseModel):
    """Why a row was not imported."""

    row: int = Field(description="As the spreadsheet counts: the header is row 1.", examples=[2])
    field: str | None = Field(description="The column; null for the row as a whole.")
    message: str = Field(description="What is wrong, in the caller's language.")


class LeftBatch(BaseModel):
    """A batch that a student leaves."""

    id: BatchId = Field(description="Id of the batch.")
    name: str = Field(description="The batch's name.", examples=["Grade 7 — Physics 102 — A"])
    section: str | None = Field(
        description="The name of its section; null when it is one of the whole course.",
        examples=["A"],
    )


class LeftCourse(BaseModel):
    """A course that a student stops taking, and the batches of it that he is in."""

    id: CourseId = Field(description="Id of the course.")
    name: str = Field(description="The course's name.", examples=["Physics 102"])
    batches: list[LeftBatch] = Field(description="Where his placements end.")


class LeftClassroom(BaseModel):
    """A classroom whose roster a student leaves."""

    id: ClassroomId = Field(description="Id of the classroom.")
    name: str = Field(description="The classroom's name.", examples=["Grade 7"])


class LeavingStudent(BaseModel):
    """What a student leaves, because his row names another course or makes him inactive."""

    row: int = Field(description="As the spreadsheet counts: the header is row 1.", examples=[2])
    student_id: StudentId
    name: str = Field(description="The student's name before the import.")
    courses: list[LeftCourse] = Field(description="The courses he stops taking.")
    classrooms: list[LeftClassroom] = Field(
        description="The classrooms he leaves: all of his when he becomes inactive, else none."
    )


class StudentImport(BaseModel):
    """What an import did, or would do."""

    dry_run: bool
    created: int = Field(description="How many students are new.")
    updated: int = Field(description="How many students have changed.")
    unchanged: int = Field(description="How many students are as the file says.")
    leaving: list[LeavingStudent] = Field(
        description="Students who leave courses or classrooms; look at them before the import."
    )
    errors: list[ImportRowError] = Field(description="Rows that were left out.")
    ignored_columns: list[str] = Field(description="Columns that mean nothing to the import.")
