"""A day of a weekly slot, before it is written."""

from typing import NamedTuple

from .wanted import Place


class Lesson(NamedTuple):
    """A day of a weekly slot, as a row of a session has it."""

    slot_id: int
    slot_date: object
    batch_id: int
    start: object
    duration_minutes: int
    stop: object
    date: object
    day_end: object
    closes_at: object
    room_id: int
    planned_teacher_id: int

    def to_place(self):
        """Return what it needs of rooms and teachers, and when."""
        teachers = (self.planned_teacher_id,) if self.planned_teacher_id else ()
        key = self.slot_id, self.slot_date
        times = self.start, self.stop
        return Place(key, *times, self.room_id, teachers, True, self.batch_id, self.day_end)

    def is_as(self, row):
        """Return whether a session that is there is as this says."""
        teachers = [self.planned_teacher_id] if self.planned_teacher_id else []
        return (self.start, self.duration_minutes, self.room_id, teachers) == row[3:7]
