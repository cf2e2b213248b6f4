"""What a learner's program meets in its container, asked by a program that looks around and tries things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.sandbox.endpoint import find_endpoint
from roadmap_lab.sandbox.engine import LABEL, connect
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, OWNER_LABEL
from roadmap_lab.sandbox.output import log_text
from roadmap_lab.sandbox.spec import LEARNER_USER
from tests.docker.conftest import containers_of_grade, eventually, reapers

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab
    from tests.docker.conftest import Running
    from tests.projects import Projects

pytestmark = pytest.mark.docker

PROBE = Path(__file__).with_name("probe.py").read_text(encoding="utf-8")
CANARY = "canary-of-the-host-7f3a"
MB = 1024 * 1024


class Kept:
    """A graded pod that was kept until it was looked at."""

    def __init__(self, engine: Engine, data: dict[str, Any]) -> None:
        self.data = data
        self.grade_id = data["grade_id"]
        web = next(name for name in data["kept"] if name.endswith("-web"))
        self.log = log_text(engine.logs(web, 2000))
        self.labels = [one["Labels"] for one in engine.containers(f"{GRADE_LABEL}={self.grade_id}")]
        for name in reversed(data["kept"]):
            engine.remove(name)


def look_around(lab: Lab, projects: Projects, engine: Engine) -> dict[str, Any]:
    """Grades a project that begins by looking around, and gives what it saw."""
    sources = load_exercise("quotes-api").check_files.values()
    needles = {line for source in sources for line in source.splitlines() if line.startswith("def test_")}
    assert needles
    text = ",".join(line.encode().hex() for line in needles)
    procfile = f"web: PROBE_NEEDLES={text} python probe.py; exec python -m app\n"
    few = f"web: PROBE_NEEDLES={','.join(text.split(',')[:12])} python probe.py; exec python -m app\n"
    overlay = {"probe.py": PROBE, "Procfile": procfile if len(procfile) < 2000 else few}
    ran = lab.run("grade", projects.make(overlay=overlay), "--json", "--keep", SECRET_OF_THE_HOST=CANARY)
    assert ran.code == 0, ran.out + ran.err
    kept = Kept(engine, ran.json()["data"])
    for labels in kept.labels:
        assert LABEL in labels
        assert OWNER_LABEL in labels
    (line,) = [one for one in kept.log.splitlines() if one.startswith("PROBE ")]
    found: dict[str, Any] = json.loads(line.removeprefix("PROBE "))
    return found


@pytest.fixture
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the probe saw; looked at once in each worker."""
    path = tmp_path_factory.getbasetemp() / "probe.json"
    if not path.exists():
        found = look_around(
            request.getfixturevalue("lab"),
            request.getfixturevalue("projects"),
            request.getfixturevalue("engine"),
        )
        path.write_text(json.dumps(found))
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


def test_there_is_no_way_out(seen: dict[str, Any]) -> None:
    assert seen["interfaces"] == ["lo"]
    assert seen["routes"] == []
    for where in ("outside", "outside_v6", "host"):
        assert seen[where]["outcome"] in {"ENETUNREACH", "EADDRNOTAVAIL"}, where
        assert seen[where]["seconds"] < 5
    assert not seen["name"].startswith("done")
    assert "127.0.0.1" in seen["localhost"]


def test_it_is_nobody_without_any_privilege(seen: dict[str, Any]) -> None:
    assert set(seen["ids"]) == {LEARNER_USER}
    assert set(seen["capabilities"]) == {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}
    assert {int(value, 16) for value in seen["capabilities"].values()} == {0}
    assert seen["no_new_privileges"] == "1"


def test_dangerous_system_calls_are_refused(seen: dict[str, Any]) -> None:
    assert seen["seccomp"] == "2"
    for name, outcome in seen["syscalls"].items():
        assert outcome in {"EPERM", "ENOSYS"}, name


def test_it_can_write_to_its_project_and_tmp_alone(seen: dict[str, Any]) -> None:
    written = {folder for folder, outcome in seen["write"].items() if outcome.startswith("done")}
    assert written == {"/tmp", "/srv/app"}
    assert {seen["write"][folder] for folder in ("/", "/etc", "/usr/lib", "/opt/venv")} <= {"EROFS", "EACCES"}
    assert seen["run_from_tmp"] == "done: 127", "nothing can be run from there"


def test_what_it_can_write_is_limited(seen: dict[str, Any]) -> None:
    assert seen["fill_tmp"]["error"] == seen["fill_project"]["error"] == seen["fill_shm"]["error"] == "ENOSPC"
    assert 56 <= seen["fill_tmp"]["megabytes"] <= 64
    assert 56 <= seen["fill_project"]["megabytes"] <= 64
    assert seen["fill_shm"]["megabytes"] <= 16
    assert seen["crowd_tmp"]["error"] == "ENOSPC"
    assert 4000 < seen["crowd_tmp"]["files"] <= 5000


def test_memory_processes_processors_and_files_are_limited(seen: dict[str, Any]) -> None:
    assert seen["memory"] == str(512 * MB)
    assert seen["swap"] in {"0", str(512 * MB)}, "v2 counts swap alone, v1 both together"
    assert seen["pids"] == "128"
    assert seen["processors"] in {"100000", "100000 100000"}
    assert seen["limits"]["files"] == [1024, 1024]
    assert seen["limits"]["core"] == [0, 0]


def test_it_sees_its_own_processes_only(seen: dict[str, Any]) -> None:
    assert len(seen["processes"]) < 5
    for command in seen["processes"].values():
        assert "roadmap_lab" not in command
        assert "pytest" not in command


def test_no_source_of_a_check_is_in_its_container(seen: dict[str, Any]) -> None:
    assert seen["files"] > 1000, "it did look"
    assert seen["telling"] == []


def test_nothing_of_the_host_is_in_its_container(seen: dict[str, Any]) -> None:
    assert CANARY not in json.dumps(seen)
    assert seen["sockets"] == []
    names = set(seen["environment"])
    assert {"PORT", "HOME", "PATH"} <= names
    assert not any(name.startswith(("ROADMAP_LAB", "DOCKER", "SSH", "AWS", "GITHUB")) for name in names)
    assert not any("SEED" in name or "PROXY" in name.upper() for name in names)
    assert set(seen["devices"]) <= {
        *("core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm"),
        *("stderr", "stdin", "stdout", "tty", "urandom", "zero"),
    }


def test_everything_made_in_docker_has_the_label(
    lab: Lab, projects: Projects, start: Callable[..., Running], engine: Engine
) -> None:
    project = projects.make()
    known = {one["Id"] for one in _everything(engine)}
    running = start("grade", project, "--json", "--keep")
    code, out, err = running.end()
    assert code == 0, out + err
    kept = json.loads(out)["data"]["kept"]
    try:
        new = [one for one in _everything(engine) if one["Id"] not in known]
        mine = [one for one in new if one["Names"][0].removeprefix("/") in kept]
        assert len(mine) == len(kept) == 2
        for one in mine:
            assert LABEL in one["Labels"]
            assert one["Labels"][GRADE_LABEL] in one["Names"][0]
            assert (
                one["HostConfig"]["NetworkMode"] == "none" or "container:" in one["HostConfig"]["NetworkMode"]
            )
        assert lab.run("status").code == 0
    finally:
        for name in reversed(kept):
            engine.remove(name)


def test_after_a_grade_no_process_of_it_runs_on(lab: Lab, projects: Projects, engine: Engine) -> None:
    ran = lab.run("grade", projects.make(solution=False), "--json")

    grade_id = ran.json()["data"]["grade_id"]
    eventually(lambda: not containers_of_grade(engine, grade_id), "its containers are gone")
    eventually(lambda: not reapers(grade_id), "the process that cleans up has ended")


FLOOD = """
import sys
import threading


def flood() -> None:
    for _ in range(800):
        sys.stdout.write("all work and no play makes jack a dull boy\\n" * 1500)
    print("FLOODED", flush=True)


threading.Thread(target=flood, daemon=True).start()
"""


def test_a_flood_of_output_is_capped_and_changes_no_verdict(
    lab: Lab, projects: Projects, engine: Engine
) -> None:
    project = projects.make()
    main = project / "app/main.py"
    main.write_text(FLOOD + main.read_text())

    ran = lab.run("grade", project, "--json", "--keep")

    data = ran.json()["data"]
    try:
        assert ran.code == 0, ran.out + ran.err
        web = next(name for name in data["kept"] if name.endswith("-web"))
        # What the server logs of later requests comes after it.
        eventually(lambda: b"FLOODED" in engine.logs(web, 3000), "fifty megabytes were written")
        assert len(engine.logs(web, 10_000_000)) < 3 * MB
        assert "boy" not in ran.err
    finally:
        for name in reversed(data["kept"]):
            engine.remove(name)


def test_a_fork_bomb_is_contained(lab: Lab, projects: Projects, engine: Engine) -> None:
    project = projects.make()
    main = project / "app/main.py"
    bomb = """

@app.middleware("http")
async def explode(request, call_next):
    if request.method == "POST":
        __import__("subprocess").Popen(["sh", "-c", "b() { b | b & }; b; while :; do b; done"])
    return await call_next(request)
"""
    main.write_text(main.read_text() + bomb)

    ran = lab.run("grade", project, "--json", "--check", "create")

    assert ran.code in {0, 1}, ran.out + ran.err  # whether the server still gets a word in is luck
    grade_id = ran.json()["data"]["grade_id"]
    eventually(lambda: not containers_of_grade(engine, grade_id), "its containers are gone")


def _everything(engine: Engine) -> list[dict[str, Any]]:
    """Every container, with our label or without it."""
    other = connect(find_endpoint())
    assert other.endpoint == engine.endpoint
    answer = other._transport.request("GET", "/containers/json", query={"all": "1"})
    listed: list[dict[str, Any]] = answer.json()
    return listed
