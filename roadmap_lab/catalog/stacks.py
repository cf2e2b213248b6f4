"""The names of the stacks that exercises are planned for.

Which of them can be used in this installation, and how, `stack_definitions` says.
"""

from __future__ import annotations

from enum import StrEnum


class StackId(StrEnum):
    """A language with its framework; `DOCKER` is any language, by the learner's own Dockerfile."""

    EXPRESS = "express"
    NESTJS = "nestjs"
    FASTAPI = "fastapi"
    FLASK = "flask"
    GO = "go"
    SPRING = "spring"
    DOCKER = "docker"
