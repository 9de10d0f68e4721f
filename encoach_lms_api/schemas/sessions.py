"""Sessions: the dated lessons of batches."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from odoo.fields import Domain

from ..serializer import Members, Source
from .common import Body, Day, Moment, Name, Stored
from .ids import BatchId, EntityId, RoomId, ScheduleId, SessionId, StudentId, TeacherId
from .lists import Instant, RecordQuery, only, sort_by
from .timetable import Minutes

SessionState = Literal['scheduled', 'open', 'submitted', 'closed', 'missed', 'cancelled']

STATE = "`scheduled`, `open` from its start, then `submitted` and `closed`, or `missed`."


class AttendanceCounts(BaseModel):
    """How many marks there are of each status."""

    present: int = Field(description="How many were there.")
    absent: int = Field(description="How many were not.")
    late: int = Field(description="How many came late.")
    excused: int = Field(description="How many were excused.")


class SessionRecord(Stored):
    """A dated lesson of a batch."""

    id: SessionId
    entity_id: EntityId
    batch_id: BatchId
    schedule_id: Annotated[ScheduleId | None, Source('slot_id')] = Field(
        description="The weekly lesson it was dated from; null for an extra one."
    )
    date: Day = Field(description="The day on which it starts, in the school's time zone.")
    start: Moment = Field(description="When it starts.")
    stop: Moment = Field(description="When it ends.")
    state: SessionState = Field(description=STATE)
    room_id: RoomId | None
    teacher_ids: Annotated[list[TeacherId], Members('teacher_line_ids', 'teacher_id')] = Field(
        description="Who holds it; without anybody, whoever teaches the batch."
    )
    topic: str | None = Field(description="What it is about.")
    opens_at: Annotated[Moment, Source('start')] = Field(
        description="From when on its attendance can be submitted."
    )
    closes_at: Moment = Field(description="Until when its attendance can be submitted.")
    counts: AttendanceCounts


class SessionQuery(RecordQuery):
    """Which sessions to list."""

    not_equal: ClassVar = RecordQuery.not_equal | {
        *('date_from', 'date_to', 'teacher_id', 'student_id', 'state')
    }
    search_in: ClassVar = ('batch_id.name', 'topic')

    ids: only(SessionId) = None
    sort: sort_by('id', 'start', 'created_at', 'updated_at') = None
    date_from: Day | None = Field(None, description="The first day.")
    date_to: Day | None = Field(None, description="The last day.")
    batch_id: BatchId | None = None
    room_id: RoomId | None = None
    teacher_id: TeacherId | None = Field(
        None, description="Who holds it; of one that nobody holds, who teaches the batch."
    )
    student_id: StudentId | None = Field(None, description="Who is in the batch now.")
    state: SessionState | None = Field(None, description=STATE)

    def domain(self):
        """Return the filters as a domain."""
        placed = [('student_id', '=', self.student_id), ('active', '=', True)]
        filters = (
            (self.date_from, ('date', '>=', self.date_from)),
            (self.date_to, ('date', '<=', self.date_to)),
            (self.teacher_id, ('teacher_ids', 'in', [self.teacher_id])),
            (self.student_id, ('batch_id.enrollment_ids', 'any', placed)),
            (self.state, ('state', 'in', [self.state])),
        )
        return super().domain() & Domain([leaf for value, leaf in filters if value])


class ExtraSession(Body):
    """An extra lesson; one that has begun already is open as soon as it is entered."""

    batch_id: BatchId
    start: Instant = Field(description="When it starts.")
    duration_minutes: Minutes
    room_id: RoomId | None = None
    teacher_ids: list[TeacherId] | None = Field(None, description="Who holds it.")
    topic: Name | None = Field(None, description="What it is about.")


class SessionPatch(Body):
    """What to change of a session; fields left out stay. Of a teacher, the topic only."""

    typical: ClassVar = ('topic',)

    start: Instant = Field(None, description="When it starts.")
    duration_minutes: Minutes = None
    room_id: RoomId | None = None
    teacher_ids: list[TeacherId] = Field(None, description="Who holds it instead.")
    topic: Name | None = Field(None, description="What it is about.")


class SessionOfDay(Body):
    """A day on which a batch has a weekly lesson."""

    batch_id: BatchId
    date: Day = Field(description="The day.")
    schedule_id: ScheduleId | None = Field(
        None, description="Which weekly lesson, when the batch has several that day."
    )


class SessionReason(Body):
    """Why something is done."""

    reason: Name = Field(description="In words.", examples=["The teacher is ill."])


class DaysAway(BaseModel):
    """The days on which a teacher is away."""

    model_config = ConfigDict(extra='forbid')

    date_from: Day = Field(description="The first day.")
    date_to: Day = Field(description="The last day.")


class FreeTeacher(BaseModel):
    """Somebody who could take over."""

    teacher_id: TeacherId
    name: str
    same_course: bool = Field(description="Whether he teaches the course.")
    load: int = Field(description="How many lessons he holds meanwhile.")


class SessionToCover(BaseModel):
    """A session of somebody who is away."""

    session_id: SessionId
    batch_id: BatchId
    start: Moment = Field(description="When it starts.")
    stop: Moment = Field(description="When it ends.")
    free: list[FreeTeacher] = Field(description="Who is free, the best first.")


class TeacherSubstitutes(BaseModel):
    """The sessions of a teacher who is away, and who is free for each."""

    sessions: list[SessionToCover] = Field(description="In order of time.")


class SubstituteBody(Body):
    """Who takes over what."""

    date_from: Day = Field(description="The first day.")
    date_to: Day = Field(description="The last day.")
    teacher_id: TeacherId | None = Field(
        None, description="Who takes over; left out, for each the first who is free."
    )
    session_ids: list[SessionId] | None = Field(None, description="Which of his; all by default.")


class CoveredSession(BaseModel):
    """A session that is held by somebody else now."""

    session_id: SessionId
    teacher_id: TeacherId


class CoveredSessions(BaseModel):
    """What is covered, and what is not because nobody is free."""

    covered: list[CoveredSession] = Field(description="Which by whom.")
    uncovered: list[SessionId] = Field(description="Nobody is free for these.")
