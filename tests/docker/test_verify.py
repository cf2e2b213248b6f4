"""From `author new` to `author verify`, in a checkout of its own: green at first, and then what is wrong."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.resources import PACKAGE, TEMPLATES
from tests.docker.conftest import eventually

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Lab, Ran
    from tests.docker.conftest import Running

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("images")]

NEW = "hello-server"
RUNS = 12  # a check that fails by half of the seeds is steady through so many runs with a chance of 2^-11
UNSTABLE = """

@check("Half of the time all is well", hints=["Is it?", "It is not."])
def test_coin(api: Api, values: Values) -> None:
    reply = api.get("/messages/0")
    if values.integer(0, 1):
        reply.fail("a better day", "this one")
"""


@pytest.fixture
def checkout(lab: Lab) -> Path:
    """A checkout with no exercise but a new one; the program runs from it."""
    root = lab.folder / "checkout"
    caches = shutil.ignore_patterns("__pycache__", ".*_cache")
    shutil.copytree(PACKAGE, root / "roadmap_lab", ignore=caches)
    shutil.copytree(TEMPLATES / "stacks", root / "templates" / "stacks", ignore=caches)
    (root / "exercises").mkdir()
    made = lab.run("author", "new", NEW, "--form", "http", "--stack", "fastapi", cwd=root)
    assert made.code == 0, made.err
    return root


def messages(ran: Ran) -> list[str]:
    problems: list[dict[str, Any]] = ran.json()["data"]["problems"]
    return [f"{one['what']}: {one['message']}" for one in problems]


def test_a_new_exercise_verifies_right_away_and_at_once_the_second_time(lab: Lab, checkout: Path) -> None:
    ran = lab.run("author", "verify", NEW, "--jobs", "2", cwd=checkout)

    assert ran.code == 0, ran.out + ran.err
    row = next(line for line in ran.out.splitlines() if line.startswith(NEW)).split("  ")
    assert [cell.strip() for cell in row if cell.strip()] == [
        NEW,
        "✓ 1/1",
        "✓ 1/1",
        "✓ 2/2",
        "✓ 6/6",
        "✓ 5/5 (100 %)",
    ]
    again = lab.run("author", "verify", NEW, "--json", cwd=checkout).json()["data"]
    assert again["cached"] == again["trials"] == 10


def test_a_mutant_that_fails_something_else_is_reported(lab: Lab, checkout: Path) -> None:
    notes = checkout / "exercises" / NEW / "mutants" / "text-is-trimmed-fastapi" / "mutant.yaml"
    notes.write_text("stack: fastapi\nmistake: It trims.\nfails: [read]\n", encoding="utf-8")

    ran = lab.run("author", "verify", NEW, "--jobs", "2", "--json", cwd=checkout)

    assert ran.code == 1
    label = "mutant text-is-trimmed-fastapi (fastapi)"
    assert messages(ran)[0] == f"{label}: read should fail, and it passed"
    assert messages(ran)[1].startswith(f"{label}: text-kept should not fail: expected")


def test_a_check_that_is_not_stable_and_that_no_mutant_fails_is_reported(lab: Lab, checkout: Path) -> None:
    checks = checkout / "exercises" / NEW / "checks" / "test_messages.py"
    checks.write_text(checks.read_text(encoding="utf-8") + UNSTABLE, encoding="utf-8")
    for mutant in (checkout / "exercises" / NEW / "mutants").iterdir():
        if not mutant.name.startswith("created-is-200"):
            shutil.rmtree(mutant)

    ran = lab.run("author", "verify", NEW, "--jobs", "2", "--repeat", str(RUNS), "--json", cwd=checkout)

    assert ran.code == 1
    assert any(
        one.startswith("solution (fastapi): coin is not stable: it failed in ") for one in messages(ran)
    )
    assert "mutants: no mutant fails the check text-kept" in messages(ran)


def test_an_interrupt_leaves_nothing(lab: Lab, start: Callable[..., Running], tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = start("author", "verify", "quotes-api", "--no-cache", "--jobs", "2", TMPDIR=str(temporary))
    eventually(running.containers, "a grade has begun")

    running.interrupt()

    code, _, err = running.end()
    assert code == 130, err
    eventually(lambda: not running.containers(), "the containers are removed")
    assert list(temporary.iterdir()) == []
    assert not (lab.home / "verify").exists()
