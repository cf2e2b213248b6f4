"""However a command ends, nothing of it stays behind; and commands beside each other don't meet."""

from __future__ import annotations

import json
import os
import secrets
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import docker
import pytest

from roadmap_lab.sandbox.definitions import OFFICIAL_BASE, image_definition
from roadmap_lab.sandbox.docker_client import docker_client
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, find_leftovers, sweep
from tests.docker.conftest import eventually, interrupted_at, reapers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab
    from tests.docker.conftest import Running
    from tests.docker.engine_proxy import EngineProxy
    from tests.projects import Projects

pytestmark = pytest.mark.docker

TEST_LABEL = "roadmap-lab-test"
START = 0.5  # seconds; before it Python may not have come to the program's own handlers
SLOW = "import time\ntime.sleep(3600)\n"
# What passes between the program and the engine when a grade comes to this point.
MOMENTS = {
    "create": rb"POST \S+/containers/create",
    "attach": rb"POST \S+/attach",
    "start": rb"POST \S+/containers/roadmap-lab-\w+-checker/start",
    "server-start": rb"POST \S+/containers/roadmap-lab-\w+-web/start",
    "wait": rb"POST \S+/wait",
    "collected": rb'"event": "collected"',
    "ready": rb'"event": "ready"',
    "first-check": rb'"event": "check"',
}
SIGNALS = [signal.SIGINT, signal.SIGTERM]


def nothing_left(running: Running, seconds: float = 30.0) -> None:
    """Nothing of it is left, three seconds after it on a machine that has time for it."""
    load = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    took = eventually(lambda: not running.containers(), "its containers are gone", seconds)
    assert took < 3 * load
    # One that was being created when the command ended would come now.
    time.sleep(0.2)
    assert running.containers() == []


def nothing_told_as_failed(lab: Lab) -> None:
    assert lab.run("status", "--json").json()["data"]["last_attempts"] == []


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_interrupt_at_any_step_leaves_no_container(  # fixtures
    lab: Lab,
    projects: Projects,
    start: Callable[..., Running],
    proxy: EngineProxy,
    moment: str,
    number: signal.Signals,
) -> None:
    running, err = interrupted_at(start, proxy, projects.make(), MOMENTS[moment], number)

    assert err.strip().splitlines() == ["error: interrupted; what was started is being removed"]
    nothing_left(running)
    nothing_told_as_failed(lab)


@pytest.mark.parametrize("tenths", range(1, 16))
def test_an_interrupt_at_any_time_leaves_no_container(
    projects: Projects, start: Callable[..., Running], tenths: int
) -> None:
    running = start("grade", projects.make())

    time.sleep(tenths / 10)  # the times are the test's own input: any of them has to be well
    if running.process.poll() is None:
        running.interrupt()
    code, out, err = running.end()

    if code == 0:
        assert "Passed" in out, "it was quicker"
    elif code == -signal.SIGINT:
        assert tenths / 10 <= START, err  # Python itself was still starting; a shell says 130 to this as well
    else:
        assert code == 130, err
        assert "Traceback" not in err
    nothing_left(running)


@pytest.mark.parametrize("times", [2, 5])
def test_impatience_changes_nothing(
    projects: Projects, start: Callable[..., Running], proxy: EngineProxy, times: int
) -> None:
    project = projects.make()
    started: list[Running] = []

    def interrupt() -> None:
        for _ in range(times):
            started[0].interrupt()
            time.sleep(0.01)

    proxy.when(MOMENTS["first-check"], interrupt)
    started.append(start("grade", project, DOCKER_HOST=proxy.url))
    code, _, err = started[0].end()

    assert code in {130, -signal.SIGINT}, err
    nothing_left(started[0])


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
def test_an_interrupt_while_packages_are_installed_leaves_no_container(
    lab: Lab,
    projects: Projects,
    start: Callable[..., Running],
    proxy: EngineProxy,
    number: signal.Signals,
) -> None:
    project = projects.make()
    with (project / "requirements.txt").open("a") as file:
        file.write("--index-url https://registry.invalid/simple\nno-such-package==1.0\n")
    started: list[Running] = []
    proxy.when(rb"Looking in indexes", lambda: started[0].interrupt(number))

    started.append(start("grade", project, DOCKER_HOST=proxy.url))
    code, _, err = started[0].end()

    assert code == 130, err
    nothing_left(started[0])
    nothing_told_as_failed(lab)


@pytest.mark.parametrize("moment", ["create", "start", "server-start", "first-check"])
def test_a_killed_command_is_cleaned_up_after(
    projects: Projects, start: Callable[..., Running], proxy: EngineProxy, moment: str
) -> None:
    project = projects.make()
    started: list[Running] = []
    proxy.when(MOMENTS[moment], lambda: started[0].interrupt(signal.SIGKILL))

    started.append(start("grade", project, DOCKER_HOST=proxy.url))
    code, _, _ = started[0].end()

    assert code == -signal.SIGKILL
    # A creation that was under way when it died ends some time after.
    eventually(lambda: not started[0].containers(), "its containers are gone", 30.0)
    time.sleep(1.5)
    assert started[0].containers() == []


@pytest.mark.parametrize("moment", ["collected", "ready", "first-check"])
def test_a_checker_that_is_killed_gives_no_verdict_and_is_said_to_be_ours(
    lab: Lab, projects: Projects, start: Callable[..., Running], proxy: EngineProxy, moment: str
) -> None:
    started: list[Running] = []

    def kill() -> None:
        (checker,) = [one for one in started[0].containers() if one["Names"][0].endswith("-checker")]
        started[0].engine.kill(checker["Id"])

    proxy.when(MOMENTS[moment], kill)

    started.append(start("grade", projects.make(), DOCKER_HOST=proxy.url))
    code, _, err = started[0].end()

    assert code == 4, err
    assert "the checker ended without a verdict" in err
    nothing_left(started[0])
    nothing_told_as_failed(lab)


@pytest.mark.parametrize("by_grade", [False, True], ids=["doctor --fix", "the next grade"])
def test_what_a_killed_command_and_its_killed_cleaner_left_is_found_and_removed(
    lab: Lab, projects: Projects, start: Callable[..., Running], proxy: EngineProxy, by_grade: bool
) -> None:
    proxy.disguise()
    project = projects.make(solution=False, overlay={"app/main.py": SLOW})
    running = start("grade", project, DOCKER_HOST=proxy.url)
    eventually(lambda: len(running.containers()) == 2, "both containers are there")
    grade_id = running.containers()[0]["Labels"][GRADE_LABEL]
    proxy.show_only("containers", f"{GRADE_LABEL}={grade_id}")  # the rest of the machine is not this test's

    healthy = lab.run("doctor", DOCKER_HOST=proxy.url)
    assert healthy.code == 0
    assert "leftovers  none" in healthy.out, "a grade that runs is none"

    for cleaner in reapers(grade_id):
        os.kill(cleaner, signal.SIGKILL)
    running.interrupt(signal.SIGKILL)
    running.end()
    names = sorted(one["Names"][0].removeprefix("/") for one in running.containers())
    assert len(names) == 2

    found = lab.run("doctor", DOCKER_HOST=proxy.url)
    assert found.code == 0, "it is worth a word, and hinders no grade"
    assert "2 containers of grades that were killed" in found.out
    assert all(name in found.out for name in names)
    assert "→ roadmap-lab doctor --fix" in found.out
    as_json = lab.run("doctor", "--json", DOCKER_HOST=proxy.url).json()["data"]["findings"]
    assert [one["state"] for one in as_json if one["topic"] == "leftovers"] == ["warning"]

    graded = lab.run("grade", projects.make(name="next"), DOCKER_HOST=proxy.url) if by_grade else None
    if graded is not None:
        assert graded.code == 0, graded.err
        assert "a grade that was killed had left them" in graded.out
        assert all(name in graded.out for name in names)
        eventually(lambda: not running.containers(), "they are gone")
        return
    fixed = lab.run("doctor", "--fix", DOCKER_HOST=proxy.url)
    assert fixed.code == 0
    assert all(f"removed {name}" in fixed.out for name in names)
    assert "leftovers  none" in fixed.out
    assert running.containers() == []


@pytest.mark.parametrize("many", [2, 8])
def test_grades_at_once_do_not_disturb_each_other(
    lab: Lab, projects: Projects, start: Callable[..., Running], many: int
) -> None:
    folders = [projects.make(stack=["fastapi", "express"][one % 2], name=f"p{one}") for one in range(many)]

    running = [start("grade", folder, "--json") for folder in folders]
    ended = [one.end(180) for one in running]

    for code, out, err in ended:
        assert code == 0, out + err
    grades = {json.loads(out)["data"]["grade_id"] for _, out, _ in ended}
    assert len(grades) == many
    attempts = lab.run("status", "--json").json()["data"]["last_attempts"]
    assert [one["verdict"] for one in attempts] == ["passed"] * min(many, 5), "no more are shown"
    for one in running:
        nothing_left(one)


@pytest.fixture
def tiny_base(engine: Engine) -> Iterator[str]:
    """An image of its own to build from, so that what is built from it can be told apart."""
    client = docker_client(engine)
    token = secrets.token_hex(6)
    reference = f"roadmap-lab-test-base:{token}"
    container = client.create_container(OFFICIAL_BASE, ["true"], labels={TEST_LABEL: token})
    client.commit(container["Id"], *reference.split(":"))
    client.remove_container(container["Id"])
    try:
        yield reference
    finally:

        def gone() -> bool:
            found = client.images(all=True, filters={"label": f"{TEST_LABEL}={token}"})
            for image in found:  # what an interrupted build has left; the newest go first
                with suppress(docker.errors.APIError):
                    client.remove_image(image["Id"], force=True)
            return not found

        eventually(gone, "its images are gone")
        client.close()


@pytest.mark.network
def test_an_interrupt_while_an_image_is_built_leaves_neither_container_nor_tag(
    lab: Lab, start: Callable[..., Running], engine: Engine, proxy: EngineProxy, tiny_base: str
) -> None:
    rows = lab.run("images", "list", "--json", ROADMAP_LAB_BASE_IMAGE=tiny_base).json()["data"]["images"]
    (tag,) = [row["tag"] for row in rows if row["in_use"] and row["tag"].startswith("roadmap-lab/base:")]
    client = docker_client(engine)

    def building() -> list[object]:
        found: list[object] = client.containers(all=True, filters={"ancestor": tiny_base})
        return found

    running = start("images", "build", DOCKER_HOST=proxy.url, ROADMAP_LAB_BASE_IMAGE=tiny_base)
    eventually(building, "a step of the build runs")
    running.interrupt()
    code, _, err = running.end()

    assert code == 130, err
    assert "interrupted" in err
    eventually(lambda: not building(), "its containers are gone")
    assert engine.image_id(tag) is None
    client.close()


@pytest.mark.usefixtures("images")
def test_a_container_that_somebody_runs_from_our_image_by_hand_is_theirs(engine: Engine) -> None:
    config = {"Image": image_definition("base").tag, "Cmd": ["sleep", "60"], "HostConfig": {}}
    mine = f"by-hand-{secrets.token_hex(6)}"
    engine.create(mine, config)
    try:
        assert mine not in {one.name for one in find_leftovers(engine)}
        assert mine not in sweep(engine)
    finally:
        assert engine.remove(mine)
