"""What goes wrong before and beside the checks has verdicts and words of its own."""

from __future__ import annotations

import json
import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.docker.conftest import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab, Ran
    from tests.projects import Projects

pytestmark = pytest.mark.docker

NOWHERE_INDEX = "--index-url https://registry.invalid/simple\n"
UVICORN = """
import os

import uvicorn

uvicorn.run("app.main:app", host={host!r}, port={port})
"""
NODE = """
import {{ createApp }} from './app.js';

createApp().listen({port}, {host});
"""
PORT_OF = {"fastapi": 'int(os.environ["PORT"])', "express": "Number(process.env.PORT)"}


def server(stack: str, host: str, port: str = "") -> dict[str, str]:
    port = port or PORT_OF[stack]
    if stack == "fastapi":
        return {"app/__main__.py": UVICORN.format(host=host, port=port)}
    return {"src/server.js": NODE.format(host=json.dumps(host), port=port)}


def trouble(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = ran.json()["data"]["trouble"]
    return found


def results(ran: Ran) -> dict[str, dict[str, Any]]:
    return {one["check"]["id"]: one for one in ran.json()["data"]["results"]}


@pytest.fixture
def layers(engine: Engine) -> Iterator[list[str]]:
    """Tags of dependency layers that a test makes; none is left."""
    tags: list[str] = []
    yield tags
    for tag in tags:  # it can go when the containers are gone
        eventually(partial(engine.remove_image, tag), f"{tag} is gone")


# Dependencies -----------------------------------------------------------------------------------


def test_a_lock_that_is_no_json_is_an_error_of_the_project(lab: Lab, projects: Projects) -> None:
    ran = lab.run("grade", projects.make(stack="express", overlay={"package-lock.json": "{ no lock"}))

    assert ran.code == 2
    assert "package-lock.json is not valid JSON" in ran.err
    assert "hint:" in ran.err


def test_a_lock_that_does_not_fit_did_not_build_and_shows_what_npm_says(lab: Lab, projects: Projects) -> None:
    project = projects.make(stack="express")
    package = json.loads((project / "package.json").read_text())
    package["dependencies"]["left-pad"] = "^1.3.0"
    (project / "package.json").write_text(json.dumps(package))

    ran = lab.run("grade", project)

    assert ran.code == 1, ran.err
    assert "your project did not build" in ran.out
    assert "│" in ran.out
    assert "left-pad" in ran.out
    assert "npm install" in ran.out, "the hint says what mends it"
    assert "Not checked: the project did not build" in ran.out
    assert "installing your packages" in ran.out


@pytest.mark.network
def test_an_index_of_its_own_that_does_not_answer_is_the_projects_fault(lab: Lab, projects: Projects) -> None:
    project = projects.make(solution=False)
    with (project / "requirements.txt").open("a") as file:
        file.write(NOWHERE_INDEX + "some-package==1.0\n")

    ran = lab.run("grade", project)

    assert ran.code == 1, ran.err
    assert "your project did not build" in ran.out
    assert "registry.invalid" in ran.out


@pytest.mark.network
@pytest.mark.parametrize("stack", ["express", "fastapi"])
def test_a_package_that_does_not_exist_did_not_build(lab: Lab, projects: Projects, stack: str) -> None:
    name = "roadmap-lab-has-no-such-package"
    project = projects.make(stack=stack)
    if stack == "fastapi":
        with (project / "requirements.txt").open("a") as file:
            file.write(f"{name}==1.0\n")
    else:
        for path in ("package.json", "package-lock.json"):
            content = json.loads((project / path).read_text())
            root = content if path == "package.json" else content["packages"][""]
            root["dependencies"][name] = "1.0.0"
            if path == "package-lock.json":
                content["packages"][f"node_modules/{name}"] = {"version": "1.0.0"}
            (project / path).write_text(json.dumps(content))

    ran = lab.run("grade", project, "--json")

    assert ran.code == 1, ran.err
    assert ran.json()["data"]["verdict"] == "not-built"
    assert name in trouble(ran)["output"]
    assert results(ran) == {}


@pytest.mark.network
def test_a_further_package_is_installed_once_and_then_reused(
    lab: Lab, projects: Projects, layers: list[str]
) -> None:
    main = "import humanize\nassert humanize.intcomma(1234567) == '1,234,567'\n"
    project = projects.make()
    (project / "app/main.py").write_text(main + (project / "app/main.py").read_text())
    with (project / "requirements.txt").open("a") as file:
        # The condition always holds; it makes these the packages of this test alone.
        file.write(f'humanize==4.12.1; platform_version != "{secrets.token_hex(8)}"\n')

    first = lab.run("grade", project, "--json")
    assert first.code == 0, first.out + first.err
    tag = first.json()["data"]["images"]["web"]
    layers.append(tag.partition("@")[0])
    assert tag.startswith("roadmap-lab/fastapi-dependencies:")
    assert "dependencies" in first.json()["data"]["phases"]

    # A comment and a change of the code are no other packages.
    with (project / "requirements.txt").open("a") as file:
        file.write("# the end\n")
    (project / "app/main.py").write_text(main + (project / "app/main.py").read_text())
    second = lab.run("grade", project, "--json")
    assert second.code == 0, second.out + second.err
    assert second.json()["data"]["images"]["web"] == tag
    assert "dependencies" not in second.json()["data"]["phases"]
    third = lab.run("grade", project)
    assert third.code == 0, third.err
    assert "installing" not in third.out


def test_another_script_in_package_json_is_no_other_package(lab: Lab, projects: Projects) -> None:
    project = projects.make(stack="express")
    package = json.loads((project / "package.json").read_text())
    package["name"] = "my-quotes"
    package["scripts"]["lint"] = "true"
    (project / "package.json").write_text(json.dumps(package))

    ran = lab.run("grade", project, "--json")

    assert ran.code == 0, ran.out + ran.err
    assert ran.json()["data"]["images"]["web"].startswith("roadmap-lab/express:")
    assert "dependencies" not in ran.json()["data"]["phases"]


# Build ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stack", "broken", "said", "hint"),
    [
        (
            "go",
            {"cmd/server/broken.go": "package main\n\nfunc broken() int {\n\treturn nothing\n}\n"},
            "cmd/server/broken.go:4:9: undefined: nothing",
            "go build ./...",
        ),
        (
            "nestjs",
            {"src/broken.ts": "export const broken: number = 'text';\n"},
            "src/broken.ts(1,14)",
            "npm run",
        ),
        (
            "spring",
            {"src/main/java/broken/Broken.java": 'package broken;\n\nclass Broken {\n    int a = "b";\n}\n'},
            "Broken.java:[4,13]",
            "mvn package",
        ),
    ],
    ids=["go", "nestjs", "spring"],
)
def test_what_the_compiler_says_is_shown_from_its_first_error_on(
    lab: Lab, projects: Projects, stack: str, broken: dict[str, str], said: str, hint: str
) -> None:
    ran = lab.run("grade", projects.make(stack=stack, overlay=broken))

    assert ran.code == 1, ran.out + ran.err
    assert "your project did not build: its code could not be compiled" in ran.out
    shown = [line for line in ran.out.splitlines() if "│" in line]
    assert said in shown[0], ran.out
    assert hint in ran.out
    assert "Not checked: the project did not build" in ran.out
    assert "building your project" in ran.out


def test_what_a_build_leaves_is_what_starts(lab: Lab, projects: Projects) -> None:
    project = projects.make(stack="nestjs")
    package = json.loads((project / "package.json").read_text())
    package["scripts"]["build"] += " && echo made > dist/made.txt && rm -r src"
    (project / "package.json").write_text(json.dumps(package))
    (project / "Procfile").write_text("web: test ! -e src && cat dist/made.txt && exec node dist/main.js\n")

    ran = lab.run("grade", project, "--json")

    assert ran.code == 0, ran.out + ran.err
    assert set(ran.json()["data"]["phases"]) >= {"build", "boot", "checks"}


# Boot -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stack", "overlay"),
    [
        ("fastapi", {"app/main.py": "raise RuntimeError('the settings are missing')\n"}),
        (
            "express",
            {"src/app.js": "throw new Error('the settings are missing');\nexport function createApp() {}\n"},
        ),
    ],
    ids=["fastapi", "express"],
)
def test_an_exception_at_start_shows_the_last_lines(
    lab: Lab, projects: Projects, stack: str, overlay: dict[str, str]
) -> None:
    ran = lab.run("grade", projects.make(stack=stack, overlay=overlay))

    assert ran.code == 1, ran.err
    assert "your server crashed while it started (exit code 1)" in ran.out
    shown = [line for line in ran.out.splitlines() if "│" in line]
    assert any("the settings are missing" in line for line in shown)
    assert "Not checked: the server crashed on start" in ran.out
    assert "curl" not in ran.out


def test_a_server_that_ends_by_itself_is_told_so(lab: Lab, projects: Projects) -> None:
    ran = lab.run("grade", projects.make(overlay={"Procfile": "web: echo done for today\n"}))

    assert ran.code == 1, ran.err
    assert "your server ended by itself while it started (exit code 0)" in ran.out
    assert "│ done for today" in ran.out


def test_a_command_that_there_is_not_is_a_crash(lab: Lab, projects: Projects) -> None:
    ran = lab.run("grade", projects.make(overlay={"Procfile": "web: no-such-program\n"}))

    assert ran.code == 1, ran.err
    assert "exit code 127" in ran.out
    assert "no-such-program" in ran.out


def test_a_fixed_port_is_named_with_the_port_that_was_expected(lab: Lab, projects: Projects) -> None:
    ran = lab.run("grade", projects.make(stack="express", overlay=server("express", "0.0.0.0", "3000")))

    assert ran.code == 1, ran.err
    assert "your server did not listen on PORT (2" in ran.out
    assert "it listens on 3000 instead" in ran.out
    assert "Not checked: the server never listened on PORT" in ran.out


@pytest.mark.parametrize("stack", ["express", "fastapi"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::", "0.0.0.0"])
def test_any_address_of_the_container_will_do(lab: Lab, projects: Projects, stack: str, host: str) -> None:
    ran = lab.run("grade", projects.make(stack=stack, overlay=server(stack, host)))

    assert ran.code == 0, ran.out + ran.err


def test_too_much_memory_at_start_is_told_with_the_limit(lab: Lab, projects: Projects) -> None:
    overlay = {"app/main.py": "everything = bytearray(b'x') * 2_000_000_000\n"}

    ran = lab.run("grade", projects.make(overlay=overlay))

    assert ran.code == 1, ran.err
    assert "your server used more than 512 MB while it started, and was stopped" in ran.out


# Checks -----------------------------------------------------------------------------------------

ROUTE = """

@app.middleware("http")
async def misbehave(request, call_next):
    if request.method == "POST":
        {mistake}
    return await call_next(request)
"""


def misbehaving(projects: Projects, mistake: str) -> Path:
    project = projects.make()
    main = project / "app/main.py"
    main.write_text(main.read_text() + ROUTE.format(mistake=mistake))
    return project


def test_a_crash_amid_the_checks_names_the_request_and_skips_the_rest(lab: Lab, projects: Projects) -> None:
    project = misbehaving(projects, "print('good', 'bye', flush=True); __import__('os')._exit(7)")

    ran = lab.run("grade", project, "--json")

    assert ran.code == 1, ran.err
    assert trouble(ran)["message"] == "your server crashed while it was checked (exit code 7)"
    assert "good bye" in trouble(ran)["output"]
    failed = [one for one in results(ran).values() if one["outcome"] == "failed"]
    assert len(failed) == 1
    assert "the server is gone" in failed[0]["evidence"]["actual"]
    assert "curl -i" in failed[0]["evidence"]["request"]
    later = list(results(ran).values())[list(results(ran)).index(failed[0]["check"]["id"]) + 1 :]
    assert {one["because"] for one in later} == {"server-gone"}
    assert results(ran)["list"]["outcome"] == "passed"


def test_a_route_that_eats_memory_is_told_with_the_limit(lab: Lab, projects: Projects) -> None:
    project = misbehaving(projects, "everything = bytearray(b'x') * 2_000_000_000")

    ran = lab.run("grade", project)

    assert ran.code == 1, ran.err
    assert "your server used more than 512 MB and was stopped" in ran.out


def test_a_slow_route_fails_by_its_deadline(lab: Lab, projects: Projects) -> None:
    project = misbehaving(projects, "await __import__('asyncio').sleep(10)")

    ran = lab.run("grade", project, "--json")

    assert ran.code == 1, ran.err
    failed = [one["evidence"] for one in results(ran).values() if one["outcome"] == "failed"]
    assert failed
    for evidence in failed:
        assert "within" in evidence["expected"]
        assert evidence["actual"] == "none in that time"
    assert results(ran)["list"]["outcome"] == "passed"
    assert trouble(ran) is None
