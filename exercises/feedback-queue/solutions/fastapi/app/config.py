import os
from functools import cache
from typing import Annotated

from pydantic import BaseModel, Field

Positive = Annotated[float, Field(gt=0)]


class Config(BaseModel):
    """The settings, by the names of the environment's variables in lower case."""

    database_url: str
    redis_url: str
    smtp_url: str
    base_url: str = "http://localhost:3000"
    mail_from: str = "feedback@example.com"
    rate_limit: Annotated[int, Field(gt=0)] = 5
    rate_window_seconds: Positive = 60
    mail_attempts: Annotated[int, Field(gt=0)] = 5
    retry_seconds: Positive = 10
    mail_timeout_seconds: Positive = 10
    job_lease_seconds: Positive = 60


@cache
def config() -> Config:
    given = {name.lower(): value for name, value in os.environ.items() if value}
    return Config.model_validate(given)
