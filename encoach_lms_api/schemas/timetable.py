"""Rooms, closed days, weekly lessons, and who would be in two places at once."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..serializer import Source
from .common import (
    ArchiveQuery,
    Body,
    Day,
    EntityBody,
    EntityQuery,
    Moment,
    Name,
    PageQuery,
    Stored,
)
from .ids import (
    WHOLE,
    BatchId,
    ClassroomId,
    ClosureId,
    EntityId,
    RoomId,
    ScheduleId,
    SessionId,
    StudentId,
    TeacherId,
)
from .lists import NamedQuery, RecordQuery, only, sort_by

CLOCK = r'^([01][0-9]|2[0-3]):[0-5][0-9]$'

Clock = Annotated[str, StringConstraints(pattern=CLOCK), Field(examples=['08:00'])]
Weekday = Annotated[int, Field(ge=0, le=6, examples=[1], description="0 is Monday."), WHOLE]
Minutes = Annotated[
    int, Field(ge=1, le=720, examples=[60], description="How long it takes, in minutes."), WHOLE
]


class Room(Stored):
    """A room in which sessions take place, one at a time."""

    id: RoomId
    entity_id: EntityId
    name: str = Field(examples=["Lab 2"])
    capacity: Annotated[int | None, Source('capacity', zero_is_null=True)]
    active: bool


class RoomCreate(EntityBody):
    """A new room; its name is unique within the school."""

    name: Name
    capacity: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE] | None = None


class RoomPatch(Body):
    """What to change of a room; fields left out stay."""

    typical: ClassVar = ('capacity',)

    name: Name = None
    capacity: Annotated[int, Field(ge=0, le=2**31 - 1, examples=[30]), WHOLE] | None = None
    active: bool = None


class RoomQuery(NamedQuery, ArchiveQuery):
    """Which rooms to list."""

    ids: only(RoomId) = None


class ClosedDays(Stored):
    """Days on which a school is closed: no session is dated then."""

    id: ClosureId
    entity_id: EntityId
    name: str = Field(examples=["Eid"])
    date_from: Day = Field(description="The first closed day.")
    date_to: Day = Field(description="The last closed day.")


class ClosedDaysCreate(EntityBody):
    """New closed days; what was planned for them is taken off the timetable."""

    name: Name
    date_from: Day = Field(description="The first closed day.")
    date_to: Day = Field(description="The last closed day.")


class ClosedDaysPatch(Body):
    """What to change of closed days; fields left out stay."""

    typical: ClassVar = ('name',)

    name: Name = None
    date_from: Day = Field(None, description="The first closed day.")
    date_to: Day = Field(None, description="The last closed day.")


class ClosedDaysQuery(RecordQuery, EntityQuery):
    """Which closed days to list."""

    ids: only(ClosureId) = None
    sort: sort_by('id', 'name', 'date_from', 'date_to', 'created_at', 'updated_at') = None


class StudentClash(BaseModel):
    """Students who are in two sessions at once; told, never refused."""

    kind: Literal['student'] = Field(description="Who is in two places at once.")
    student_ids: list[StudentId]
    session_ids: list[SessionId]
    start: Moment = Field(description="When the overlap begins.")
    stop: Moment = Field(description="When the overlap ends.")


class SlotTimes(BaseModel):
    """A weekly lesson of a batch; without days of its own it runs for the batch's term."""

    id: ScheduleId
    weekday: int = Field(examples=[1], description="0 is Monday.")
    start_time: str = Field(examples=['08:00'], description="By the school's clocks.")
    duration_minutes: int = Field(examples=[60], description="How long it takes, in minutes.")
    room_id: RoomId | None
    teacher_id: TeacherId | None
    valid_from: Day | None = Field(description="The first day.")
    valid_until: Day | None = Field(description="The last day.")


class ScheduleSlot(SlotTimes):
    """A weekly lesson of a batch, and the students it would have in two places at once."""

    id: ScheduleId | None = Field(description="Id of the weekly lesson; null in a dry run.")
    batch_id: BatchId
    weekday: Annotated[int, Source('weekday_number')] = Field(
        examples=[1], description="0 is Monday."
    )
    clashes: list[StudentClash] = Field(description="Students in two places at once.")


class ScheduleSlotBody(Body):
    """A weekly lesson; the end may be after midnight."""

    weekday: Weekday
    start_time: Clock = Field(description="By the school's clocks.")
    duration_minutes: Minutes
    room_id: RoomId | None = None
    teacher_id: TeacherId | None = Field(
        None, description="Left out for a new one: the batch's teacher, when there is one only."
    )
    valid_from: Day | None = Field(None, description="The first day.")
    valid_until: Day | None = Field(None, description="The last day.")

    def given(self):
        """Return the values of the model's fields, which has days and times otherwise."""
        values = super().given()
        hours, minutes = map(int, values.pop('start_time').split(':'))
        return {
            **values,
            'weekday': str(values['weekday']),
            'start_minutes': hours * 60 + minutes,
        }


class ScheduleSlotQuery(BaseModel):
    """Whether to write."""

    model_config = ConfigDict(extra='forbid')

    dry_run: bool = Field(False, description="Tell the clashes, and write nothing.")


class SchedulePageQuery(PageQuery):
    """Which part of a schedule to list."""


class ClashQuery(BaseModel):
    """Between which days, and of whom, to look for clashes."""

    model_config = ConfigDict(extra='forbid')

    date_from: Day | None = Field(None, description="The first day; today by default.")
    date_to: Day | None = Field(None, description="The last day; as far as there are sessions.")
    batch_id: BatchId | None = Field(None, description="Only those with a session of this batch.")
    classroom_id: ClassroomId | None = Field(
        None, description="Only those with a session of this classroom."
    )


class ClashReport(BaseModel):
    """All students who are in two sessions at once."""

    clashes: list[StudentClash] = Field(description="In order of time.")
