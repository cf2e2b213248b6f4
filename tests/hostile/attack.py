"""The corpus of hostile submissions: a folder each, with what it tries in one line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from tests.projects import Projects

SUBMISSIONS = Path(__file__).with_name("submissions")
MAKE_SECONDS = 60.0

Ending = Literal["passed", "failed", "crashed", "not_listening", "not_built", "refused"]


class Attack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `attack.yaml` says.

    Attributes:
        tries: What the submission tries, in one line.
        ends: What an honest grader says of it: a verdict; or `refused`, where it is not even graded. Several
            where it is luck which of them it is, never one that is `passed` beside others.
        exercise: Which exercise it is handed in for.
        stack: In which stack.
        over: What its files are laid over.
        says: What the learner reads, each somewhere in the text.
        hides: What the learner must not read anywhere.
        fails: Checks that have to fail.
        procfile: The whole Procfile, where it is another one.
        beside: Whether an honest grade that runs at the same time has to pass meanwhile.
    """

    tries: str
    ends: tuple[Ending, ...]
    exercise: str = "quotes-api"
    stack: str = "fastapi"
    over: Literal["solution", "starter"] = "solution"
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    procfile: str = ""
    beside: bool = False


def attack_names() -> list[str]:
    """All of them, as `group/name`, sorted."""
    return sorted(
        path.parent.relative_to(SUBMISSIONS).as_posix() for path in SUBMISSIONS.glob("*/*/attack.yaml")
    )


def read_attack(name: str) -> Attack:
    """The description of one."""
    return msgspec.yaml.decode((SUBMISSIONS / name / "attack.yaml").read_bytes(), type=Attack)


def lay_out(name: str, projects: Projects) -> Path:
    """Makes the project that is handed in.

    `change.patch` is applied, what lies in `files` is laid over it, and `make.py` runs in it at last, for
    what no repository can hold: pipes, sparse files, names with line breaks.
    """
    attack, source = read_attack(name), SUBMISSIONS / name
    patch = source / "change.patch"
    project = projects.make(
        attack.exercise,
        attack.stack,
        solution=attack.over == "solution",
        patch=patch if patch.is_file() else None,
        name="handed-in",
    )
    if (source / "files").is_dir():
        shutil.copytree(source / "files", project, symlinks=True, dirs_exist_ok=True)
    if attack.procfile:
        (project / "Procfile").write_text(attack.procfile, encoding="utf-8")
    if (source / "make.py").is_file():
        subprocess.run([sys.executable, source / "make.py"], cwd=project, check=True, timeout=MAKE_SECONDS)
    return project
