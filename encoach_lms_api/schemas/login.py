"""Signing in, and who one is."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from .common import Body, Moment, Name, Record
from .ids import EntityId, UserId

Role = Literal['platform_admin', 'entity_admin', 'teacher', 'student']
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class SignIn(Body):
    """An Odoo user's login and password."""

    login: Name = Field(examples=['admin@nile.example'])
    password: Secret = Field(description="The account's password.", examples=['encoach-demo'])


class Entity(Record):
    """A school or academy."""

    id: EntityId
    name: str = Field(examples=["Nile Academy"])
    code: str = Field(examples=['NILE'])


class CurrentUser(Record):
    """The caller, and the entities whose records he may see."""

    id: UserId = Field(description="Id of the account.")
    name: str = Field(examples=["Nile Administrator"])
    login: str = Field(examples=['admin@nile.example'])
    role: Role
    entities: list[Entity] = Field(description="The schools whose records he may see.")


class SignedIn(BaseModel):
    """A token for the Authorization header of all further requests."""

    token: str = Field(description="To send as `Authorization: Bearer <token>`.")
    token_type: Literal['Bearer'] = Field(description="How the token is sent.")
    expires_at: Moment = Field(description="Until when it is good, unless it is revoked before.")
    user: CurrentUser = Field(description="Whose token it is.")


class ServiceHealth(BaseModel):
    """The service and its database answer; a platform administrator is told of the wall too."""

    status: Literal['ok'] = Field(description="It answers.")
    wall: Literal['on', 'off'] = Field(
        default='on',
        description="Whether the database itself keeps the schools apart; for platform"
        " administrators.",
    )
