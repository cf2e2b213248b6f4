"""Hostile submissions are graded on a real engine."""

from tests.docker.conftest import engine, images, projects, shared, start

collect_ignore = ["submissions"]  # one of them brings a conftest.py
__all__ = ["engine", "images", "projects", "shared", "start"]
