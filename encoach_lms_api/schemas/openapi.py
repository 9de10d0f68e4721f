"""The description of the API itself."""

from pydantic import BaseModel, Field


class Description(BaseModel):
    """An OpenAPI document."""

    openapi: str = Field(examples=['3.1.0'])
    info: dict
    servers: list[dict]
    security: list[dict]
    tags: list[dict]
    paths: dict
    components: dict
