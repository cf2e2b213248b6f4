"""`author new`: what it lays out is whole, and lints clean right away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring import checkout as checkout_module
from roadmap_lab.authoring.checkout import find_checkout
from roadmap_lab.authoring.lint import lint
from roadmap_lab.authoring.new import new_exercise, skeleton_stacks
from roadmap_lab.catalog.stack_definitions import stack_ids
from roadmap_lab.errors import UsageError
from roadmap_lab.resources import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.checkout import Checkout
    from tests.conftest import Lab

NEW = "hello-server"  # the syllabus knows it


def snapshot(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


@pytest.mark.parametrize("stacks", [("express", "fastapi"), ("express",), ("fastapi",)])
def test_a_new_exercise_lints_clean(checkout: Checkout, stacks: tuple[str, ...]) -> None:
    made = new_exercise(checkout, NEW, form="http", stacks=stacks)

    source = checkout.source(NEW)
    assert source.stacks == stacks
    assert {mutant.notes.stack for mutant in source.mutants()} == set(stacks)
    assert lint(checkout, [NEW]).problems == ()
    assert all((checkout.root / file).is_file() for file in made.files)
    assert "[[" not in "".join(path.read_text("utf-8") for path in source.template.rglob("*.yml"))


def test_the_syllabus_gives_the_title(checkout: Checkout) -> None:
    made = new_exercise(checkout, NEW, form="http", stacks=["fastapi"], title="Another")

    assert made.title == "A first server"
    assert 'title: "A first server"' in (checkout.source(NEW).folder / "exercise.yaml").read_text(
        encoding="utf-8"
    )


def test_an_id_that_the_syllabus_lacks_is_to_be_registered(checkout: Checkout) -> None:
    made = new_exercise(checkout, "not-planned", form="http", stacks=["fastapi"], title="Not planned")

    assert made.title == "Not planned"
    assert "id: not-planned" in made.steps[0].what
    assert len(lint(checkout, ["not-planned"]).problems) == 1


@pytest.mark.parametrize(
    ("exercise", "form", "stacks", "message"),
    [
        ("Hello", "http", ["fastapi"], "no id"),
        ("hello--server", "http", ["fastapi"], "no id"),
        ("../hello", "http", ["fastapi"], "no id"),
        ("quotes-api", "http", ["fastapi"], "is there already"),
        (NEW, "design", ["fastapi"], "no skeleton of the form"),
        (NEW, "http", ["fastapy"], "no example in 'fastapy'"),
        (NEW, "http", [], "at least one stack"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_and_leaves_nothing(
    checkout: Checkout, exercise: str, form: str, stacks: list[str], message: str
) -> None:
    before = snapshot(checkout.root)

    with pytest.raises(UsageError, match=message) as error:
        new_exercise(checkout, exercise, form=form, stacks=stacks)

    assert error.value.hint
    assert snapshot(checkout.root) == before


def test_a_template_that_is_left_over_is_not_overwritten(checkout: Checkout) -> None:
    (checkout.templates / "exercises" / NEW).mkdir()

    with pytest.raises(UsageError, match="is there already"):
        new_exercise(checkout, NEW, form="http", stacks=["fastapi"])


def test_the_skeleton_knows_only_stacks_that_there_are() -> None:
    assert set(skeleton_stacks()) <= set(stack_ids())


def test_an_installed_wheel_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout_module, "TEMPLATES", PACKAGE / "_data" / "templates")

    with pytest.raises(UsageError, match="installed without one") as error:
        find_checkout()
    assert "git clone" in error.value.hint


def test_the_command_says_what_to_write_where(lab: Lab, checkout: Checkout) -> None:
    ran = lab.run("author", "new", NEW, "--stack", "express,fastapi", "--root", checkout.root)

    assert ran.code == 0, ran.err
    for place in ("exercise.yaml", "brief.md", "checks/", "solutions/STACK/", "mutants/NAME/"):
        assert f"exercises/{NEW}/{place}" in ran.out
    assert f"roadmap-lab author verify {NEW}" in ran.out


def test_the_command_as_json(lab: Lab, checkout: Checkout) -> None:
    ran = lab.run("author", "new", NEW, "--stack", "fastapi", "--root", checkout.root, "--json")

    data = ran.json()["data"]
    assert set(data) == {"id", "title", "stacks", "files", "steps"}
    assert f"exercises/{NEW}/exercise.yaml" in data["files"]
