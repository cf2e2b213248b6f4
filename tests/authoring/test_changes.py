"""Which exercises a change has an effect on."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.changes import affected, changed_exercises
from roadmap_lab.errors import UsageError
from tests.authoring.conftest import EXERCISE

if TYPE_CHECKING:
    from roadmap_lab.authoring.checkout import Checkout

EXERCISES = {"one": ("express", "fastapi"), "two": ("fastapi",)}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("exercises/one/brief.md", ("one",)),
        ("templates/exercises/two/fastapi/app/main.py", ("two",)),
        ("templates/stacks/express/template/Procfile", ("one",)),
        ("templates/stacks/fastapi/copier.yml", ("one", "two")),
        ("roadmap_lab/checks/reply.py", ("one", "two")),
        ("roadmap_lab/images/base/Dockerfile", ("one", "two")),
        ("roadmap_lab/catalog/exercises.py", ("one", "two")),
        ("roadmap_lab/catalog/skills.yaml", ()),
        ("roadmap_lab/cli/list_command.py", ()),
        ("exercises/removed/brief.md", ()),
        ("docs/authoring.md", ()),
    ],
)
def test_a_change_affects_what_depends_on_it(path: str, expected: tuple[str, ...]) -> None:
    assert affected([path], EXERCISES) == expected


def git(checkout: Checkout, *arguments: str) -> None:
    name = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    subprocess.run(["git", *name, *arguments], cwd=checkout.root, check=True, capture_output=True)


def test_changes_are_seen_before_they_are_committed(checkout: Checkout) -> None:
    git(checkout, "init")
    git(checkout, "add", ".")
    git(checkout, "commit", "--message", "All")
    assert changed_exercises(checkout, "HEAD", [EXERCISE]) == ()

    (checkout.source(EXERCISE).folder / "new.txt").write_text("x\n", encoding="utf-8")
    assert changed_exercises(checkout, "HEAD", [EXERCISE]) == (EXERCISE,)

    git(checkout, "add", ".")
    git(checkout, "commit", "--message", "More")
    assert changed_exercises(checkout, "HEAD", [EXERCISE]) == ()
    assert changed_exercises(checkout, "HEAD~1", [EXERCISE]) == (EXERCISE,)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_what_is_no_revision_is_a_usage_error(checkout: Checkout, revision: str) -> None:
    git(checkout, "init")

    with pytest.raises(UsageError, match="git cannot say"):
        changed_exercises(checkout, revision, [EXERCISE])
