"""Copies of the exercises that tests may break."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.checkout import Checkout, find_checkout
from roadmap_lab.resources import EXERCISES, TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

EXERCISE = "quotes-api"
_CACHES = shutil.ignore_patterns("__pycache__", ".ruff_cache")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout with one exercise."""
    root = tmp_path / "checkout"
    for source, goal in (
        (EXERCISES / EXERCISE, root / "exercises" / EXERCISE),
        (TEMPLATES / "exercises" / EXERCISE, root / "templates" / "exercises" / EXERCISE),
        (TEMPLATES / "stacks", root / "templates" / "stacks"),
    ):
        shutil.copytree(source, goal, ignore=_CACHES)
    return find_checkout(root)
