"""Terms."""

from pydantic import Field

from .common import Body, Day, EntityBody, EntityQuery, Id, Name, Record, Short


class Term(Record):
    """A term (academic session); its key is unique within the entity."""

    entity_id: Id
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

    key: Short = None
    name: Name = None
    date_start: Day | None = None
    date_end: Day | None = None


class TermQuery(EntityQuery):
    """Which terms to list."""

    key: Short | None = None
