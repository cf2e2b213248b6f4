"""An engine that is not there, goes away, is full or talks nonsense: one clear error, nothing stored."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docker.conftest import containers_of_grade, eventually, let_cleaners_end
from tests.docker.engine_proxy import EngineProxy
from tests.docker.fake_engine import FakeEngine, http

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab
    from tests.docker.conftest import Running
    from tests.projects import Projects

pytestmark = pytest.mark.docker

DROP_FROM_BOUNDING_SET = 24  # prctl(2): PR_CAPBSET_DROP
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2  # capabilities(7): with these root passes over permissions
GOOD_IMAGE = {"Id": "sha256:1", "RepoTags": []}
MOMENTS = {
    "ping": rb"GET /_ping",
    "images": rb"GET \S+/images/",
    "create": rb"POST \S+/containers/create",
    "attach": rb"POST \S+/attach",
    "start": rb"POST \S+/containers/roadmap-lab-\w+-checker/start",
    "server-start": rb"POST \S+/containers/roadmap-lab-\w+-web/start",
    "collected": rb'"event": "collected"',
    "ready": rb'"event": "ready"',
    "first-check": rb'"event": "check"',
    "end": rb'"event": "finished"',
}


def one_clear_error(code: int, out: str, err: str) -> None:
    assert "Traceback" not in err
    assert "roadmap-lab itself failed" not in err
    lines = err.splitlines()
    assert len(lines) == 2, err
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("hint:  ")
    assert "Failed:" not in out
    assert code in {3, 4}


def nothing_stored(lab: Lab) -> None:
    found = lab.run("status", "--json").json()["data"]
    assert found["last_attempts"] == []
    assert found["skills"] == []


@pytest.mark.parametrize("host", ["unix:///nowhere/docker.sock", "tcp://127.0.0.1:1"], ids=["unix", "tcp"])
def test_no_engine_is_the_machines_lack(lab: Lab, projects: Projects, host: str) -> None:
    ran = lab.run("grade", projects.make(), DOCKER_HOST=host)

    assert ran.code == 3
    one_clear_error(ran.code, ran.out, ran.err)
    assert f"no Docker engine answers at {host}" in ran.err
    assert "roadmap-lab doctor" in ran.err
    nothing_stored(lab)
    doctor = lab.run("doctor", DOCKER_HOST=host)
    assert doctor.code == 3
    assert "✗ engine" in doctor.out
    assert host in doctor.out
    assert "→ " in doctor.out


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_engine_that_dies_leaves_no_verdict_and_what_it_ran_is_removed_when_it_is_back(
    lab: Lab, projects: Projects, start: Callable[..., Running], proxy: EngineProxy, moment: str
) -> None:
    project = projects.make()
    proxy.when(MOMENTS[moment], proxy.cut)

    running = start("grade", project, DOCKER_HOST=proxy.url)
    code, out, err = running.end()

    assert code == 3, out + err
    one_clear_error(code, out, err)
    assert "the Docker engine" in err or "no Docker engine" in err
    nothing_stored(lab)
    proxy.mend()
    eventually(lambda: not running.containers(), "its containers are gone")


def test_an_engine_that_dies_while_packages_are_installed_is_no_fault_of_the_project(
    lab: Lab, projects: Projects, start: Callable[..., Running], proxy: EngineProxy
) -> None:
    project = projects.make()
    with (project / "requirements.txt").open("a") as file:
        file.write("--index-url https://registry.invalid/simple\nno-such-package==2.0\n")
    proxy.when(rb"Looking in indexes", proxy.cut)

    running = start("grade", project, DOCKER_HOST=proxy.url)
    code, out, err = running.end()

    assert code == 3, out + err
    one_clear_error(code, out, err)
    nothing_stored(lab)
    proxy.mend()
    eventually(lambda: not running.containers(), "its containers are gone")


def test_an_error_as_json_is_an_envelope(lab: Lab, projects: Projects, proxy: EngineProxy) -> None:
    project = projects.make()
    proxy.when(MOMENTS["create"], proxy.cut)

    ran = lab.run("grade", project, "--json", DOCKER_HOST=proxy.url)

    assert ran.code == 3
    assert ran.json()["ok"] is False
    assert ran.json()["error"]["exit_code"] == 3
    assert "does not answer any more" in ran.json()["error"]["message"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda _m, _t: b"220 mail.example ESMTP\r\n", id="not-http"),
        pytest.param(lambda _m, _t: b"", id="hangs-up"),
        pytest.param(lambda _m, _t: http(500, {"message": "out of order"}), id="always-500"),
        pytest.param(
            lambda _m, t: http(200) if "_ping" in t else http(200, ["no", "object"]), id="wrong-json"
        ),
        pytest.param(
            lambda _m, t: http(200) if "_ping" in t else http(200).replace(b": 0", b": 3") + b"{{{",
            id="no-json",
        ),
        pytest.param(lambda _m, _t: http(200), id="empty"),
        pytest.param(
            lambda _m, t: http(200) if "_ping" in t else b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{",
            id="cut-short",
        ),
        pytest.param(lambda _m, t: http(200, GOOD_IMAGE) if "images" in t else http(502), id="bad-gateway"),
    ],
)
@pytest.mark.parametrize("command", ["grade", "doctor", "images"])
def test_nonsense_from_an_engine_is_said_to_be_the_engines(
    lab: Lab, projects: Projects, tmp_path: Path, command: str, answer: Callable[[str, str], bytes]
) -> None:
    words = {"grade": ("grade", str(projects.make())), "doctor": ("doctor",), "images": ("images", "list")}

    with FakeEngine(tmp_path / "fake.sock", answer) as fake:
        ran = lab.run(*words[command], DOCKER_HOST=fake.url)

    if command == "doctor":
        assert ran.code in {3, 4}, ran.out
        assert "ngine" in ran.out + ran.err
        assert "Traceback" not in ran.err
    else:
        one_clear_error(ran.code, ran.out, ran.err)
        assert "engine" in ran.err.lower()
    nothing_stored(lab)


def test_a_full_disk_of_the_engine_is_named(lab: Lab, projects: Projects, tmp_path: Path) -> None:
    def answer(method: str, target: str) -> bytes:
        if "images" in target or "_ping" in target:
            return http(200, GOOD_IMAGE)
        if method == "POST":
            return http(500, {"message": "mkdir /var/lib/docker/overlay2/x: no space left on device"})
        return http(200, [])

    with FakeEngine(tmp_path / "fake.sock", answer) as fake:
        ran = lab.run("grade", projects.make(), DOCKER_HOST=fake.url)

    assert ran.code == 3
    one_clear_error(ran.code, ran.out, ran.err)
    assert "the Docker engine's disk is full" in ran.err
    assert "roadmap-lab images prune" in ran.err
    nothing_stored(lab)


DISCARDED = "Your kernel does not support memory limit capabilities. Limitation discarded."


@pytest.mark.parametrize(
    ("podman", "warnings", "named"),
    [(False, [DISCARDED], "memory limit capabilities"), (True, [], "memory, processes, processors")],
    ids=["says so", "says nothing"],
)
def test_an_engine_that_enforces_no_limits_is_refused(
    lab: Lab, projects: Projects, tmp_path: Path, podman: bool, warnings: list[str], named: str
) -> None:
    def answer(_method: str, target: str) -> bytes:
        if "_ping" in target and podman:
            return http(200).replace(b"Api-Version", b"Libpod-API-Version: 5.4.2\r\nApi-Version")
        if "images" in target or "_ping" in target:
            return http(200, GOOD_IMAGE)
        if target.partition("?")[0].endswith("/create"):
            return http(201, {"Id": "1", "Warnings": warnings})
        if target.endswith("/wait"):
            return http(200, {"StatusCode": 0})
        if "/attach" in target:
            return http(500)
        return http(200, [] if "containers/json" in target else None)

    with FakeEngine(tmp_path / "fake.sock", answer) as fake:
        ran = lab.run("grade", projects.make(), DOCKER_HOST=fake.url)

    assert ran.code == 3, ran.err
    one_clear_error(ran.code, ran.out, ran.err)
    assert "does not enforce limits" in ran.err
    assert named in ran.err
    nothing_stored(lab)


def test_a_runtime_that_the_engine_lacks_is_named(lab: Lab, projects: Projects) -> None:
    project = projects.make()

    ran = lab.run("grade", project, ROADMAP_LAB_RUNTIME="no-such-runtime")

    assert ran.code == 3, ran.err
    assert "no runtime no-such-runtime" in ran.err
    nothing_stored(lab)


def test_a_solution_passes_under_each_runtime_of_the_engine(
    lab: Lab, projects: Projects, engine: Engine
) -> None:
    project = projects.make()

    for runtime in {"runc", "runsc"} & set(engine.info()["Runtimes"]):
        ran = lab.run("grade", project, ROADMAP_LAB_RUNTIME=runtime)
        assert ran.code == 0, f"{runtime}: {ran.out}{ran.err}"


def test_a_socket_without_permission_is_told_apart(lab: Lab, tmp_path: Path) -> None:
    path = tmp_path / "locked.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        path.chmod(0)
        done = subprocess.run(
            [sys.executable, "-m", "roadmap_lab", "images", "list"],
            env={**lab.environment, "DOCKER_HOST": f"unix://{path}"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            preexec_fn=_without_root_powers if os.geteuid() == 0 else None,
        )

    assert done.returncode == 3
    one_clear_error(done.returncode, done.stdout, done.stderr)
    assert "Permission denied" in done.stderr


@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_an_engine_behind_tcp_grades_as_one_behind_a_socket(
    lab: Lab, projects: Projects, engine: Engine, tmp_path: Path, way: str
) -> None:
    upstream = engine.endpoint.socket_path
    if upstream is None:
        pytest.skip("the engine is not behind a Unix socket")
    path = tmp_path / "engine.sock" if way == "unix" else None

    with EngineProxy(upstream, socket_path=path) as proxy:
        assert proxy.url.startswith(f"{way}://")
        passed = lab.run("grade", projects.make(), DOCKER_HOST=proxy.url)
        failed = lab.run(
            "grade", projects.make(solution=False, name="starter"), "--json", DOCKER_HOST=proxy.url
        )
        crashed = lab.run(
            "grade", projects.make(overlay={"app/main.py": "1 / 0\n"}, name="crash"), DOCKER_HOST=proxy.url
        )
        doctor = lab.run("doctor", DOCKER_HOST=proxy.url)
        let_cleaners_end(proxy)
    grade_id = failed.json()["data"]["grade_id"]
    assert containers_of_grade(engine, grade_id) == []

    assert passed.code == 0, passed.out + passed.err
    assert failed.code == 1, failed.out + failed.err
    assert crashed.code == 1
    assert "ZeroDivisionError" in crashed.out
    assert doctor.code == 0, doctor.out


def test_an_engine_behind_tcp_that_dies_is_told_so(
    lab: Lab, projects: Projects, start: Callable[..., Running], engine: Engine
) -> None:
    upstream = engine.endpoint.socket_path
    if upstream is None:
        pytest.skip("the engine is not behind a Unix socket")
    project = projects.make()
    with EngineProxy(upstream) as proxy:
        proxy.when(MOMENTS["first-check"], proxy.cut)
        running = start("grade", project, DOCKER_HOST=proxy.url)
        code, out, err = running.end()
        let_cleaners_end(proxy)

    assert running.containers() == []
    assert code == 3, out + err
    one_clear_error(code, out, err)
    nothing_stored(lab)


def _without_root_powers() -> None:
    libc = ctypes.CDLL(None)
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        libc.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
