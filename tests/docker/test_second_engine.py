"""Engines that are set up more strictly, and one that is killed, not just cut off."""

from __future__ import annotations

import io
import signal
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.sandbox.definitions import OFFICIAL_BASE, image_definition
from roadmap_lab.sandbox.docker_client import docker_client
from roadmap_lab.sandbox.output import log_text
from roadmap_lab.sandbox.spec import CHECKER
from tests.conftest import write_files
from tests.docker.conftest import eventually
from tests.docker.second_engine import SecondEngine, can_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab, Ran
    from tests.docker.conftest import Running
    from tests.projects import Projects

pytestmark = [
    pytest.mark.docker,
    pytest.mark.usefixtures("images"),
    pytest.mark.skipif(not can_run(), reason="a second engine is root's, on Linux with dockerd"),
]

ROOTS_RANGE = 65536  # of user ids on the host that belong to somebody
RUNSC = f"""
FROM {OFFICIAL_BASE}
RUN apt-get update && apt-get install -y --no-install-recommends runsc
"""


@pytest.fixture
def runsc(engine: Engine, tmp_path: Path) -> Iterator[Path]:
    """gVisor's runtime, out of the newest Debian whatever this machine runs."""
    client = docker_client(engine)
    tag = "roadmap-lab-test/runsc"
    for event in client.build(fileobj=io.BytesIO(RUNSC.encode()), tag=tag, rm=True, decode=True):
        assert "error" not in event, event
    made = client.create_container(tag, "true")["Id"]
    try:
        pieces, _ = client.get_archive(made, "/usr/bin/runsc")
        with tarfile.open(fileobj=io.BytesIO(b"".join(pieces))) as archive:
            archive.extractall(tmp_path / "bin", filter="data")
    finally:
        client.remove_container(made, force=True)
        client.close()
    yield tmp_path / "bin" / "runsc"
    engine.remove_image(tag)


def kept_log(ran: Ran, engine: Engine) -> str:
    web = next(name for name in ran.json()["data"]["kept"] if name.endswith("-web"))
    return log_text(engine.logs(web, 1000))


def images_of(stack: str) -> tuple[str, str]:
    return image_definition(CHECKER).tag, image_definition(stack).tag


def test_users_can_be_remapped_and_a_killed_engine_gives_no_verdict(
    lab: Lab, projects: Projects, start: Callable[..., Running]
) -> None:
    with SecondEngine(**{"userns-remap": "default"}) as second:
        second.take_over(*images_of("express"), OFFICIAL_BASE)
        with_remapped_users(lab, projects, second)
        for moment, (project, role) in killing_grounds(lab, projects).items():
            killed_in(moment, project, role, lab, start, second)


def with_remapped_users(lab: Lab, projects: Projects, second: SecondEngine) -> None:
    procfile = "web: cat /proc/self/uid_map; exec node src/server.js\n"
    project = projects.make(stack="express", overlay={"Procfile": procfile})

    ran = lab.run("grade", project, "--keep", "--json", DOCKER_HOST=second.url)

    assert ran.code == 0, ran.out + ran.err
    inside, outside, count = map(int, kept_log(ran, second.engine()).split()[:3])
    assert (inside, count) == (0, ROOTS_RANGE)
    assert outside >= ROOTS_RANGE, "root of a container is nobody on the host"
    assert lab.run("doctor", "--fix", DOCKER_HOST=second.url).code == 0


@pytest.mark.network
def test_gvisor_runs_what_learners_wrote(lab: Lab, projects: Projects, runsc: Path) -> None:
    arguments = ["--network=host", "--platform=systrap"]
    settings = {"runtimes": {"runsc": {"path": str(runsc), "runtimeArgs": arguments}}}
    with SecondEngine(**settings) as second:
        second.take_over(*images_of("express"))
        under_gvisor(lab, projects, second)


def under_gvisor(lab: Lab, projects: Projects, second: SecondEngine) -> None:
    def grade(project: Path, *options: str) -> Ran:
        return lab.run("grade", project, *options, DOCKER_HOST=second.url, ROADMAP_LAB_RUNTIME="runsc")

    procfile = "web: cat /proc/version; exec node src/server.js\n"
    good = projects.make(stack="express", overlay={"Procfile": procfile}, name="good")

    passed = grade(good, "--keep", "--json")

    assert passed.code == 0, passed.out + passed.err
    here = Path("/proc/version").read_text()
    there = kept_log(passed, second.engine()).splitlines()[0]
    assert there.startswith("Linux version "), there
    assert there not in here, "another kernel answers"
    failed = grade(projects.make(stack="express", solution=False, name="bad"))
    assert failed.code == 1, failed.out + failed.err
    eats = "web: node -e 'const all = []; for (;;) all.push(Buffer.alloc(1 << 26, 1));'\n"
    hungry = projects.make(stack="express", overlay={"Procfile": eats}, name="hungry")
    held = grade(hungry)  # it hangs at its limit, where the kernel's own containers are stopped
    assert held.code == 1, held.out + held.err
    assert "Not checked: the server" in held.out


def killing_grounds(lab: Lab, projects: Projects) -> dict[str, tuple[Path, str]]:
    """Projects that stay in a phase until somebody ends it, each with the container that shows it."""
    waits = "web: sleep 3600\n"
    slow = (
        "import { createServer } from 'node:http';\n"
        "createServer(() => {}).listen(process.env.PORT);\n"  # takes every request, and never answers
    )
    own = write_files(
        lab.folder / "build", {"Dockerfile": f"FROM {OFFICIAL_BASE}\nRUN sleep 3600\nCMD true\n"}
    )
    assert lab.run("adopt", "quotes-api", own).code == 0
    return {
        "boot": (projects.make(stack="express", overlay={"Procfile": waits}, name="boot"), "web"),
        "checks": (projects.make(stack="express", overlay={"src/server.js": slow}, name="checks"), "web"),
        "build": (own, ""),
    }


def killed_in(
    moment: str,
    project: Path,
    role: str,
    lab: Lab,
    start: Callable[..., Running],
    second: SecondEngine,
) -> None:
    before = lab.run("status", "--json").json()["data"]
    running = start("grade", project, DOCKER_HOST=second.url)

    def is_there() -> bool:
        if not role:  # the builder's own containers carry no label of ours
            return bool(running_builds(second))
        names = [one["Names"][0] for one in second.engine().containers() if one["State"] == "running"]
        return any(name.endswith(f"-{role}") for name in names)

    eventually(is_there, f"{moment} has begun")
    second.end(signal.SIGKILL)
    code, out, err = running.end()

    assert code == 3, f"{moment}: {out}{err}"
    assert err.startswith("error: "), f"{moment}: {err}"
    assert "engine" in err, f"{moment}: {err}"
    second.start()
    eventually(lambda: not second.engine().containers(), f"{moment}: nothing is left")
    assert lab.run("status", "--json").json()["data"] == before, f"{moment}: nothing is stored"


def running_builds(second: SecondEngine) -> list[str]:
    client = docker_client(second.engine())
    try:
        return [one["Id"] for one in client.containers() if "sleep 3600" in one["Command"]]
    finally:
        client.close()
