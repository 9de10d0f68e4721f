"""The description of the API itself."""

from pydantic import BaseModel, Field


class OpenapiDocument(BaseModel):
    """An OpenAPI document."""

    openapi: str = Field(description="The version of OpenAPI.", examples=['3.1.0'])
    info: dict = Field(description="What it is about.")
    servers: list[dict] = Field(description="Where the paths begin.")
    security: list[dict] = Field(description="How callers sign in.")
    tags: list[dict] = Field(description="Groups of operations.")
    paths: dict = Field(description="The operations.")
    components: dict = Field(description="What operations share.")
