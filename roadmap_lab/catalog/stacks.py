"""The stacks that an exercise can be built in."""

from __future__ import annotations

from enum import StrEnum


class Stack(StrEnum):
    """A language with its framework; `DOCKER` is any language, by the learner's own Dockerfile."""

    EXPRESS = "express"
    NESTJS = "nestjs"
    FASTAPI = "fastapi"
    FLASK = "flask"
    GO = "go"
    SPRING = "spring"
    DOCKER = "docker"
