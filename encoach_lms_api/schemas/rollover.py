"""What becomes of whom in a rollover."""

from typing import Annotated, Literal

from pydantic import Field

from .common import Body
from .ids import ClassroomId, StudentId

Rule = Annotated[
    Literal['promote', 'keep', 'leave'],
    Field(description="To another classroom; stays where he is; off the roster."),
]
Target = Annotated[
    ClassroomId | None, Field(description="Where to, for `promote`; none counts as no rule.")
]


class ClassroomRule(Body):
    """What becomes of a classroom's students in a rollover."""

    classroom_id: ClassroomId
    rule: Rule
    to_classroom_id: Target = None


class StudentRule(Body):
    """What becomes of one student in a rollover, instead of what becomes of his classroom."""

    student_id: StudentId
    rule: Rule
    to_classroom_id: Target = None
