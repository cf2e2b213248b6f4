from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.resources import IMAGES, PACKAGE
from roadmap_lab.sandbox import definitions
from roadmap_lab.sandbox.definitions import (
    BASE_VARIABLE,
    OFFICIAL_BASE,
    image_definition,
    image_names,
)
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    image_definition.cache_clear()
    yield
    image_definition.cache_clear()


@pytest.mark.parametrize("name", image_names())
def test_an_image_is_tagged_by_what_it_is_made_of(name: str) -> None:
    definition = image_definition(name)
    assert re.fullmatch(rf"roadmap-lab/{name}:[0-9a-f]{{12}}", definition.tag)
    assert definition.lineage()[-1] is definition
    origin = definition.parent.tag if definition.parent else OFFICIAL_BASE
    assert f"FROM {origin}\n" in definition.context["Dockerfile"].decode()


def test_everything_comes_from_one_base() -> None:
    assert {image_definition(name).lineage()[0].name for name in image_names()} == {"base"}


def test_parents_come_first() -> None:
    names = image_names()
    for name in names:
        parent = image_definition(name).parent
        assert parent is None or names.index(parent.name) < names.index(name)


def test_another_base_makes_every_image_another(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: image_definition(name).tag for name in image_names()}
    monkeypatch.setenv(BASE_VARIABLE, "example.org/debian:1")
    image_definition.cache_clear()
    assert b"FROM example.org/debian:1\n" in image_definition("base").context["Dockerfile"]
    assert not set(before.values()) & {image_definition(name).tag for name in image_names()}


def test_the_checker_holds_the_plugin_and_nothing_else_of_the_package() -> None:
    held = {path for path in image_definition(CHECKER).context if path.startswith("roadmap_lab/")}
    plugin = {
        f"roadmap_lab/{path.relative_to(PACKAGE).as_posix()}" for path in (PACKAGE / "checks").rglob("*.py")
    }
    assert held == {"roadmap_lab/__init__.py"} | plugin


def test_no_image_holds_hidden_checks_or_learners_files() -> None:
    paths = {path for name in image_names() for path in image_definition(name).context}
    assert not [path for path in paths if "test_" in path or "solution" in path]


def test_a_changed_file_changes_that_image_and_those_made_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: image_definition(name).tag for name in ("base", "node", "python", "express", "fastapi")}
    shutil.copytree(IMAGES, tmp_path / "images")
    monkeypatch.setattr(definitions, "IMAGES", tmp_path / "images")
    image_definition.cache_clear()
    assert {name: image_definition(name).tag for name in before} == before
    with (tmp_path / "images" / "node" / "Dockerfile").open("a") as file:
        file.write("# changed\n")
    image_definition.cache_clear()
    changed = {name for name in before if image_definition(name).tag != before[name]}
    assert changed == {"node", "express"}
