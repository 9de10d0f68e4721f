"""Signing in, and who one is."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from .common import Body, Moment, Name, Record
from .ids import EntityId, UserId

Role = Literal['platform_admin', 'entity_admin', 'teacher', 'student']
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class LoginBody(Body):
    """An Odoo user's login and password."""

    login: Name = Field(examples=['admin@nile.example'])
    password: Secret = Field(examples=['encoach-demo'])


class Entity(Record):
    """A school or academy."""

    id: EntityId
    name: str = Field(examples=["Nile Academy"])
    code: str = Field(examples=['NILE'])


class User(Record):
    """The caller, and the entities whose records he may see."""

    id: UserId
    name: str = Field(examples=["Nile Administrator"])
    login: str = Field(examples=['admin@nile.example'])
    role: Role
    entities: list[Entity]


class Login(BaseModel):
    """A token for the Authorization header of all further requests."""

    token: str
    token_type: Literal['Bearer']
    expires_at: Moment
    user: User


class Health(BaseModel):
    """The service and its database answer; a platform administrator is told of the wall too."""

    status: Literal['ok']
    wall: Literal['on', 'off'] = Field(
        default='on',
        description="Whether the database itself keeps the schools apart; for platform"
        " administrators.",
    )
