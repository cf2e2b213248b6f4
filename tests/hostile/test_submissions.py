"""Hostile submissions get the verdict that they deserve, harm nothing, and leave nothing."""

from __future__ import annotations

import os
import subprocess
import threading
import time
import unicodedata
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from junitparser import Failure, JUnitXml

from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.preparation import project_tag
from roadmap_lab.project.submission import freeze
from roadmap_lab.sandbox.dependency_layers import dependency_layer
from tests.docker.conftest import eventually, reapers
from tests.hostile.attack import Attack, attack_names, lay_out, read_attack
from tests.precedents import give_precedent, precedent_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab
    from tests.docker.conftest import Running
    from tests.projects import Projects

pytestmark = pytest.mark.docker

LEAST = 50
GRADE_SECONDS = 280.0
CODES = {"passed": 0, "refused": 2}  # all else has failed: 1
ACTING = {"Cc", "Cs", "Co", "Zl", "Zp"}  # Unicode categories of what could act on a terminal


def test_the_corpus_is_large_and_each_submission_says_what_it_tries() -> None:
    names = attack_names()

    assert len(names) >= LEAST
    for name in names:
        attack = read_attack(name)
        assert attack.tries.strip()
        assert "\n" not in attack.tries
        assert attack.ends == ("passed",) or "passed" not in attack.ends, name


@pytest.mark.parametrize("name", attack_names())
def test_a_hostile_submission_is_judged_like_any_other_and_leaves_nothing(
    lab: Lab, projects: Projects, start: Callable[..., Running], engine: Engine, name: str
) -> None:
    attack = read_attack(name)
    project = lay_out(name, projects)
    before = _world(engine)
    layer = _new_layer(engine, attack, project) if name.startswith("building/") else None
    with suppress(UsageError, KeyError, UnicodeDecodeError):  # as if it had been graded before
        give_precedent(project, precedent_of(project, server_first=True))

    try:
        with _honest_grade(lab, projects, wanted=attack.beside):
            running = start("grade", project, "--junit", lab.folder / "junit.xml")
            code, out, err = running.end(GRADE_SECONDS)
    finally:
        subprocess.run(["rm", "-rf", project], check=False)  # some are too deep for pytest to remove

    _judged(lab, attack, code, out + err)
    _harmless(out + err)
    _gone(running, engine, before)
    if attack.stack == "docker":
        engine.remove_image(project_tag(project))
    if layer is not None and engine.image_id(layer) is not None:
        eventually(lambda: engine.remove_image(layer), f"{layer} is gone")


def _judged(lab: Lab, attack: Attack, code: int, told: str) -> None:
    attempts = lab.run("status", "--json").json()["data"]["last_attempts"]
    mine = [one for one in attempts if one["project"].endswith("handed-in")]
    ending = mine[0]["verdict"].replace("-", "_") if mine else "refused"
    assert ending in attack.ends, told
    assert code == CODES.get(ending, 1), told
    for text in attack.says:
        assert text in told
    for text in attack.hides:
        assert text not in told
    assert set(attack.fails) <= _failed(lab.folder / "junit.xml"), told
    assert "Traceback" not in told or "roadmap_lab" not in told


def _new_layer(engine: Engine, attack: Attack, project: Path) -> str | None:
    """The tag of the layer with its packages, where it needs one that is not here."""
    try:
        layer = dependency_layer(load_stack(attack.stack), freeze(project).contents())
    except UsageError:
        return None
    return layer.tag if layer is not None and engine.image_id(layer.tag) is None else None


def _failed(junit: Path) -> set[str]:
    """The checks that failed."""
    if not junit.exists():
        return set()
    cases = [case for suite in JUnitXml.fromfile(str(junit)) for case in suite]
    return {case.name for case in cases if any(isinstance(one, Failure) for one in case.result)}


def _harmless(told: str) -> None:
    acting = {character for character in told if unicodedata.category(character) in ACTING}
    assert acting <= {"\n"}, acting


def _gone(running: Running, engine: Engine, before: set[str]) -> None:
    load = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    took = eventually(lambda: not running.containers(), "its containers are gone")
    assert took < 3 * load
    time.sleep(0.2)
    assert running.containers() == []
    eventually(lambda: _world(engine) <= before | _others(engine), "no volume and no network of it is left")
    assert not reapers(str(running.process.pid))


def _world(engine: Engine) -> set[str]:
    """The volumes and networks that there are."""
    listed = set()
    for path, field in (("/volumes", "Volumes"), ("/networks", "")):
        answer = engine._transport.request("GET", path).json()
        listed |= {f"{path}/{one['Name']}" for one in ((answer[field] or []) if field else answer)}
    return listed


def _others(engine: Engine) -> set[str]:
    """What belongs to containers that are there: those of other tests."""
    return {
        f"/volumes/{mount['Name']}"
        for one in engine.containers()
        for mount in one.get("Mounts", [])
        if "Name" in mount
    }


@contextmanager
def _honest_grade(lab: Lab, projects: Projects, *, wanted: bool) -> Iterator[None]:
    """Grades an honest solution meanwhile, which has to pass."""
    if not wanted:
        yield
        return
    project = projects.make("quotes-api", "fastapi", name="honest")
    codes = []
    thread = threading.Thread(target=lambda: codes.append(lab.run("grade", project, "--json").code))
    thread.start()
    try:
        yield
    finally:
        thread.join(GRADE_SECONDS)
    assert codes == [0]
