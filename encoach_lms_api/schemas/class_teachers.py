"""Class teachers of classrooms, one a term."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from odoo.fields import Domain

from ..serializer import Source
from .common import Body, PageQuery, Short, Stored
from .ids import ClassroomId, ClassTeacherId, EntityId, TeacherId


class ClassTeacher(Stored):
    """The class teacher of a classroom in a term."""

    id: ClassTeacherId
    entity_id: EntityId
    classroom_id: ClassroomId
    term_key: Annotated[str, Source('term_id.key')] = Field(examples=['2026-T1'])
    teacher_id: TeacherId
    teacher_name: Annotated[str, Source('teacher_id.name')] = Field(examples=["Ms. Salem"])


class ClassTeacherCreate(Body):
    """Who becomes class teacher, and when."""

    typical: ClassVar = ('replace',)

    teacher_id: TeacherId
    term_key: Short = Field(examples=['2026-T1'], description="A term that exists.")
    replace: bool = Field(False, description="Whether to put him in the place of another one.")


class ClassTeacherQuery(PageQuery):
    """Which class teachers of a classroom to list."""

    term_key: Short | None = None

    def domain(self):
        """Return the filters as a domain."""
        return Domain('term_id.key', '=', self.term_key) if self.term_key else Domain.TRUE


class TermKeyQuery(BaseModel):
    """The term that is meant."""

    model_config = ConfigDict(extra='forbid')

    term_key: Short = Field(examples=['2026-T1'])
