"""Terms."""

from typing import ClassVar

from pydantic import Field

from .common import Body, Day, EntityBody, EntityQuery, Name, Short, Stored
from .ids import EntityId, TermId
from .lists import RecordQuery, only, sort_by


class Term(Stored):
    """A term (academic session); its key is unique within the entity."""

    id: TermId
    entity_id: EntityId
    key: str = Field(examples=['2026-T1'])
    name: str = Field(examples=["Autumn 2026"])
    date_start: Day | None
    date_end: Day | None


class TermCreate(EntityBody):
    """A new term; without a name it is called by its key."""

    key: Short
    name: Name | None = None
    date_start: Day | None = None
    date_end: Day | None = None


class TermPatch(Body):
    """What to change of a term; fields left out stay."""

    typical: ClassVar = ('name',)

    key: Short = None
    name: Name = None
    date_start: Day | None = None
    date_end: Day | None = None


class TermQuery(RecordQuery, EntityQuery):
    """Which terms to list."""

    ids: only(TermId) = None
    sort: sort_by('id', 'key', 'name', 'date_start', 'date_end', 'created_at', 'updated_at') = None

    key: Short | None = None
