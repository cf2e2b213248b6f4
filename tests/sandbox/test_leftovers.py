from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, cast

from roadmap_lab.sandbox.leftovers import (
    GRADE_LABEL,
    KEEP_LABEL,
    OWNER_LABEL,
    REAPER_MODULE,
    Leftover,
    find_leftovers,
    owner_mark,
    remove_leftovers,
    sweep,
)

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine


class FewContainers:
    """As much of an engine as looking for leftovers needs."""

    def __init__(self, **marks: str | None) -> None:
        self.there: dict[str, dict[str, Any]] = {
            name: {"Names": [f"/{name}"], "Labels": {} if mark is None else {OWNER_LABEL: mark}}
            for name, mark in marks.items()
        }

    def containers(self, *_labels: str) -> list[dict[str, Any]]:
        return list(self.there.values())

    def remove(self, name: str) -> bool:
        return self.there.pop(name, None) is not None


def names(**marks: str | None) -> list[str]:
    return [one.name for one in find_leftovers(cast("Engine", FewContainers(**marks)))]


def mark_of_ended_process() -> str:
    code = "from roadmap_lab.sandbox.leftovers import owner_mark; print(owner_mark())"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_what_belongs_to_a_command_that_runs_is_none() -> None:
    assert names(mine=owner_mark()) == []


def test_what_belongs_to_a_command_that_ended_is_one() -> None:
    assert names(lost=mark_of_ended_process()) == ["lost"]


def test_a_later_process_of_the_same_number_does_not_hide_it() -> None:
    machine, _, _ = owner_mark().split(":")
    assert names(lost=f"{machine}:{os.getpid()}:1") == ["lost"]


def test_another_machines_containers_are_not_ours_to_judge() -> None:
    assert names(theirs=owner_mark().replace(owner_mark().split(":")[0], "elsewhere")) == []


def test_a_container_without_a_readable_mark_is_one() -> None:
    machine = owner_mark().split(":")[0]
    assert names(a=None, b="", c=f"{machine}:x:y", d=f"{machine}:", e=machine) == ["a", "b", "c", "d", "e"]


def test_what_the_user_kept_is_told_apart_and_removal_counts_what_was_there() -> None:
    engine = FewContainers(lost="", kept="")
    engine.there["kept"]["Labels"][KEEP_LABEL] = "yes"
    found = find_leftovers(cast("Engine", engine))
    assert found == [
        Leftover(name="kept", grade="", kept=True),
        Leftover(name="lost", grade="", kept=False),
    ]
    engine.remove("kept")
    assert remove_leftovers(cast("Engine", engine), found) == 1


def test_a_sweep_takes_what_was_lost_and_nothing_else() -> None:
    engine = FewContainers(lost=mark_of_ended_process(), mine=owner_mark(), kept="", busy="")
    engine.there["kept"]["Labels"][KEEP_LABEL] = "yes"
    engine.there["busy"]["Labels"][GRADE_LABEL] = "abc123"
    # A process whose words are a reaper's: whoever still cleans up is not to be overtaken.
    words = [sys.executable, "-c", "print(flush=True); input()", REAPER_MODULE, "abc123"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reaper:
        try:
            assert reaper.stdout is not None
            reaper.stdout.readline()  # it runs, and its words can be read
            assert sweep(cast("Engine", engine)) == ("lost",)
        finally:
            reaper.kill()
    assert set(engine.there) == {"mine", "kept", "busy"}
    assert sweep(cast("Engine", engine)) == ("busy",)
