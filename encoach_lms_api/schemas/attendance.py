"""Attendance: the sheet of a session, corrections, and what is read of a student and a batch."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..serializer import Source
from .common import Body, Day, Moment, Record, Text
from .ids import (
    WHOLE,
    AttendanceChangeId,
    AttendanceId,
    BatchId,
    EntityId,
    SessionId,
    StudentId,
    UserId,
)
from .sessions import AttendanceCounts, SessionRecord, SessionState

Status = Literal['present', 'absent', 'late', 'excused']
StatusField = Field(description="Whether the student was there.", examples=['present'])
Lateness = Annotated[int, Field(ge=0, le=720, examples=[10]), WHOLE]


class SheetLine(BaseModel):
    """A student on a sheet."""

    student_id: StudentId
    name: str
    attendance_id: AttendanceId | None = Field(description="Id of the mark; null while unmarked.")
    status: Status | None = Field(description="The mark; null while unmarked.")
    minutes_late: int | None = Field(description="How late, if it was noted.")
    note: str | None = Field(description="What the teacher noted.")


class AttendanceSheet(BaseModel):
    """The sheet of a session: who is in the batch on that day, or was when it was submitted."""

    session: SessionRecord = Field(description="The session itself.")
    locked: bool = Field(description="Whether it can no longer be submitted.")
    students: list[SheetLine] = Field(description="In order of their names.")


class SheetEntry(Body):
    """The mark of one student."""

    student_id: StudentId
    status: Status = StatusField
    minutes_late: Lateness | None = Field(None, description="Of somebody who came late.")
    note: Text | None = Field(None, description="A remark.")


class SheetSubmit(Body):
    """A sheet, to be submitted once."""

    typical: ClassVar = ('default',)

    entries: list[SheetEntry] = Field(
        max_length=5000,
        examples=[[]],
        description="The marks; without `default`, everybody on the sheet is to be named.",
    )
    default: Status | None = Field(
        None, description="The mark of everybody who is not named.", examples=['present']
    )


class SheetSubmitted(AttendanceCounts):
    """What became of a sheet."""

    session_id: SessionId
    state: SessionState = Field(description="The session's state now.")
    actions: int = Field(description="How many actions came of it.")
    repeated: bool = Field(description="Whether the same sheet had been submitted before.")


class AttendanceMark(Record):
    """The mark of one student in one session."""

    id: AttendanceId
    entity_id: EntityId
    session_id: SessionId
    student_id: StudentId
    status: Status = StatusField
    minutes_late: Annotated[int | None, Source('minutes_late', zero_is_null=True)] = Field(
        description="How late, if it was noted."
    )
    note: str | None = Field(description="What the teacher noted.")
    reason: str | None = Field(description="Why it was corrected.")


class AttendanceCorrection(Body):
    """A mark that is changed after the lock."""

    status: Status = Field(description="Whether the student was there.", examples=['absent'])
    minutes_late: Lateness | None = Field(None, description="Of somebody who came late.")
    reason: Text = Field(
        description="Why it is changed.", examples=["He was mistaken for another."]
    )


class AttendanceChange(Record):
    """A change of a mark; the first one is the mark itself."""

    id: AttendanceChangeId
    old_status: Status | None = Field(description="The mark before; null for the first one.")
    old_minutes: Annotated[int | None, Source('old_minutes', zero_is_null=True)] = Field(
        description="The minutes before."
    )
    old_note: str | None = Field(description="The note before.")
    new_status: Status = Field(description="The mark after.")
    new_minutes: Annotated[int | None, Source('new_minutes', zero_is_null=True)] = Field(
        description="The minutes after."
    )
    new_note: str | None = Field(description="The note after.")
    reason: str | None = Field(description="Why.")
    changed_by: Annotated[UserId | None, Source('create_uid')] = Field(description="Who.")
    changed_at: Annotated[Moment, Source('create_date')] = Field(description="When.")


class AttendanceDays(BaseModel):
    """Between which days to look."""

    model_config = ConfigDict(extra='forbid')

    date_from: Day | None = Field(None, description="The first day.")
    date_to: Day | None = Field(None, description="The last day.")


Rate = Annotated[
    float | None,
    Field(description="Came, of those who were to come: 0 to 1; null without any.", examples=[0.9]),
]


class StudentAttendanceLine(BaseModel):
    """The mark of a student in a session."""

    attendance_id: AttendanceId
    session_id: SessionId
    batch_id: BatchId
    date: Day = Field(description="The session's day.")
    start: Moment = Field(description="When the session starts.")
    status: Status = StatusField
    minutes_late: int | None = Field(description="How late, if it was noted.")
    note: str | None = Field(description="What the teacher noted.")


class StudentAttendance(BaseModel):
    """The attendance of a student."""

    student_id: StudentId
    counts: AttendanceCounts
    rate: Rate
    lines: list[StudentAttendanceLine] = Field(description="The latest session first.")


class MatrixSession(BaseModel):
    """A column of a batch's matrix."""

    id: SessionId
    date: Day = Field(description="The session's day.")
    start: Moment = Field(description="When the session starts.")
    state: SessionState = Field(description="The session's state.")


class MatrixStudent(BaseModel):
    """A row of a batch's matrix."""

    student_id: StudentId
    name: str
    statuses: list[Status | None] = Field(description="One for each of the sessions.")
    counts: AttendanceCounts = Field(description="How often he was what, in these sessions.")
    rate: Rate


class BatchAttendance(BaseModel):
    """The attendance of a batch: students by sessions."""

    batch_id: BatchId
    sessions: list[MatrixSession] = Field(description="In order of time.")
    students: list[MatrixStudent] = Field(description="In order of their names.")
