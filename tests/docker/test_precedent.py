"""A grade that begins with what the last one knew comes to the same end as one that begins with nothing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.grading.precedent import Precedent, read_precedent
from roadmap_lab.sandbox.definitions import image_definition
from tests.docker.conftest import eventually, interrupted_at
from tests.precedents import give_precedent, precedent_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab, Ran
    from tests.docker.conftest import Running
    from tests.docker.engine_proxy import EngineProxy
    from tests.projects import Projects

pytestmark = pytest.mark.docker

ORDERS = pytest.mark.parametrize("server_first", [True, False], ids=["server-first", "checker-first"])
MOMENTS = {
    "second-create": rb"POST \S+/containers/create\S+-(web|checker)",
    "server-start": rb"POST \S+/containers/roadmap-lab-\w+-web/start",
    "checker-start": rb"POST \S+/containers/roadmap-lab-\w+-checker/start",
    "first-check": rb'"event": "check"',
}


def began_with(project: Path, *, server_first: bool) -> Path:
    give_precedent(project, precedent_of(project, server_first=server_first))
    return project


def verdict(ran: Ran) -> str:
    return str(ran.json()["data"]["verdict"])


def networks(engine: Engine, ran: Ran) -> dict[str, str]:
    """The network modes of the containers that a grade has left, by their roles; they are removed."""
    found: dict[str, str] = {}
    for name in ran.json()["data"]["kept"]:
        role = name.rpartition("-")[2]
        (container,) = (one for one in engine.containers() if f"/{name}" in one["Names"])
        found[role] = container["HostConfig"]["NetworkMode"]
    for name in ran.json()["data"]["kept"]:
        engine.remove(name)
    return found


def test_the_second_grade_of_a_folder_begins_with_both(lab: Lab, projects: Projects, engine: Engine) -> None:
    project = projects.make()

    first = networks(engine, lab.run("grade", project, "--keep", "--json"))
    kept = read_precedent(os.path.realpath(project))
    second = networks(engine, lab.run("grade", project, "--keep", "--json"))

    assert first["checker"] == "none"
    assert kept is not None
    assert kept == precedent_of(project, server_first=kept.server_first)
    assert second["web" if kept.server_first else "checker"] == "none"
    assert second["checker" if kept.server_first else "web"].startswith("container:")


@ORDERS
@pytest.mark.parametrize("solution", [True, False])
@pytest.mark.parametrize("stack", ["fastapi", "express"])
def test_the_verdict_is_the_same(
    lab: Lab, projects: Projects, engine: Engine, stack: str, solution: bool, server_first: bool
) -> None:
    project = began_with(projects.make(stack=stack, solution=solution), server_first=server_first)

    ran = lab.run("grade", project, "--keep", "--json")

    assert verdict(ran) == ("passed" if solution else "failed")
    assert ran.json()["data"]["phases"]["boot"] > 0.02
    assert networks(engine, ran)["web" if server_first else "checker"] == "none"


@ORDERS
def test_the_seed_and_the_choice_of_checks_hold(lab: Lab, projects: Projects, server_first: bool) -> None:
    project = began_with(projects.make(), server_first=server_first)
    data = lab.run("grade", "--seed", "77", "--check", "create", project, "--json").json()["data"]
    assert (data["seed"], data["verdict"]) == (77, "partial")
    assert "create" in {one["check"]["id"] for one in data["results"]}


@ORDERS
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("echo last words >&2; exit 3", "crashed while it started (exit code 3)"),
        ("echo last words; kill -9 $$", "crashed while it started (exit code 137)"),
        ("echo last words; sleep 0.1; exit 0", "ended by itself while it started (exit code 0)"),
        ("echo last words; sleep 0.03; exit 4", "crashed while it started (exit code 4)"),
    ],
)
def test_a_server_that_ends_at_once_has_crashed(
    lab: Lab, projects: Projects, command: str, said: str, server_first: bool
) -> None:
    project = began_with(projects.make(overlay={"Procfile": f"web: {command}\n"}), server_first=server_first)
    for _ in range(3):  # it ends before, while or after the checker joins its network
        data = lab.run("grade", project, "--json").json()["data"]
        assert data["verdict"] == "crashed"
        assert said in data["trouble"]["message"]
        assert "last words" in data["trouble"]["output"]


def test_a_server_that_never_listens_is_told(lab: Lab, projects: Projects) -> None:
    project = projects.make(overlay={"Procfile": "web: PORT=1 exec sleep 600\n"})
    ran = lab.run("grade", began_with(project, server_first=True), "--json")
    assert verdict(ran) == "not-listening"


@ORDERS
@pytest.mark.parametrize(
    "change",
    [
        {"command": "echo another >&2; exit 9"},
        {"image": "roadmap-lab/fastapi:000000000000"},
        {"checker": "roadmap-lab/checker:000000000000"},
        {"image": "express", "command": "node src/server.js"},
        {"variables": {"MORE": "than there are"}},
    ],
    ids=["command", "no-image", "no-checker", "other-image", "variables"],
)
def test_what_does_not_fit_is_begun_anew(
    lab: Lab, projects: Projects, server_first: bool, change: dict[str, Any]
) -> None:
    project = projects.make()
    if change.get("image") == "express":
        change = {**change, "image": image_definition("express").tag}
    right = precedent_of(project, server_first=server_first)
    give_precedent(project, right._replace(**change))

    assert verdict(lab.run("grade", project, "--json")) == "passed"

    kept = read_precedent(os.path.realpath(project))
    assert kept is not None
    assert kept._replace(server_first=server_first) == right


@ORDERS
def test_a_project_that_has_changed_is_graded_as_it_is(
    lab: Lab, projects: Projects, server_first: bool
) -> None:
    project = began_with(projects.make(), server_first=server_first)
    (project / "Procfile").write_text("web: exit 5\n")
    assert verdict(lab.run("grade", project, "--json")) == "crashed"
    (project / "Procfile").unlink()
    ran = lab.run("grade", project)
    assert ran.code == 2
    assert "the project has no Procfile" in ran.err


def test_a_folder_that_is_no_project_any_more_is_told(lab: Lab, projects: Projects) -> None:
    project = began_with(projects.make(), server_first=True)
    (project / ".copier-answers.yml").write_text("exercise: [\n")
    assert lab.run("grade", project).code == 2


def test_an_exercise_with_services_has_no_precedent(lab: Lab, projects: Projects) -> None:
    of_another = precedent_of(projects.make(name="another"), server_first=True)
    project = projects.make("auth-system", "fastapi", solution=False)
    give_precedent(project, of_another)

    ran = lab.run("grade", project, "--json")

    assert verdict(ran) == "failed"
    assert read_precedent(os.path.realpath(project)) is None


@ORDERS
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_interrupt_leaves_no_container(  # fixtures
    lab: Lab,
    projects: Projects,
    start: Callable[..., Running],
    proxy: EngineProxy,
    moment: str,
    server_first: bool,
) -> None:
    project = began_with(projects.make(), server_first=server_first)

    running, _ = interrupted_at(start, proxy, project, MOMENTS[moment])

    eventually(lambda: not running.containers(), "its containers are gone")
    assert lab.run("status", "--json").json()["data"]["last_attempts"] == []


@pytest.mark.parametrize("pattern", ["-web/start", "-checker/start", "-checker/attach"])
@ORDERS
def test_an_engine_that_goes_away_is_told(
    lab: Lab, projects: Projects, proxy: EngineProxy, pattern: str, server_first: bool
) -> None:
    project = began_with(projects.make(), server_first=server_first)
    proxy.when(rb"POST \S+" + pattern.encode(), proxy.cut)

    ran = lab.run("grade", project, DOCKER_HOST=proxy.url)

    assert ran.code == 3, ran.err
    assert "does not answer" in ran.err


def test_the_precedent_is_the_users_own_and_no_file_of_the_project(lab: Lab, projects: Projects) -> None:
    project = projects.make()
    forged = Precedent(checker="x", image="y", command="z", variables={}, server_first=True)._asdict()
    (project / "precedents.json").write_text(json.dumps({os.path.realpath(project): forged}))
    assert verdict(lab.run("grade", project, "--json")) == "passed"
