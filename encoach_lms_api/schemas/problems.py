"""Errors: problem details as RFC 9457 has them."""

from typing import Literal

from pydantic import BaseModel, Field

from odoo.addons.encoach_lms_core.exceptions import REASONS

from .ids import SentId


class FieldError(BaseModel):
    """What is wrong with one field, parameter or id."""

    field: str = Field(
        description="A path such as `items.3.email` where it is inside a list.",
        examples=['student_ids'],
    )
    code: str = Field(
        description="Stable, for programs. One of these, or of more to come:\n\n"
        + '\n'.join(f'- `{code}`: {meaning}' for code, meaning in REASONS.items())
        + "\n\nThe code of the problem where there is nothing closer to say.",
        examples=['entity_mismatch'],
    )
    message: str = Field(
        description="A sentence in the caller's language, to show beside the field.",
        examples=["1 id is outside this entity."],
    )
    ids: list[SentId] = Field(
        None, description="The ids at fault, of those that were sent.", examples=[[12]]
    )
    nearest: list[str] = Field(
        None, description="Names like one that is unknown.", examples=[["Physics 102"]]
    )


class Problem(BaseModel):
    """Why a request was refused, for programs (`code`, `errors`) and for people (`detail`)."""

    type: Literal['about:blank'] = Field(description="The code says which problem it is.")
    title: str = Field(description="The name of the status.", examples=["Forbidden"])
    status: int = Field(description="The status of the answer.", examples=[403])
    code: str = Field(description="Stable, for programs.", examples=['entity_mismatch'])
    detail: str = Field(
        description="A sentence in the caller's language.",
        examples=["student_ids: 1 id is outside this entity."],
    )
    errors: list[FieldError] = Field(
        description="What is wrong, field by field; empty when it is about none."
    )
