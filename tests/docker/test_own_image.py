"""Projects in any language: the learner's Dockerfile is built, and runs under the limits of every grade."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.grading.preparation import project_tag
from roadmap_lab.resources import TEMPLATES
from roadmap_lab.sandbox.definitions import OFFICIAL_BASE
from tests.conftest import write_files
from tests.docker.conftest import containers_of_grade, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab, Ran

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("images")]

RUBY = Path(__file__).with_name("own_images") / "ruby"
QUOTES = TEMPLATES / "exercises/quotes-api/express/data"
FROM = f"FROM {OFFICIAL_BASE}\n"


@pytest.fixture(autouse=True)
def _no_image_is_left(lab: Lab, engine: Engine) -> Iterator[None]:
    yield
    for folder in lab.folder.iterdir():
        tag = project_tag(folder)
        if engine.image_id(tag) is not None:
            eventually(partial(engine.remove_image, tag), f"{tag} is gone")


@pytest.fixture
def ruby(lab: Lab) -> Path:
    folder = lab.folder / "quotes in ruby"
    shutil.copytree(RUBY, folder)
    shutil.copytree(QUOTES, folder / "data")
    adopted = lab.run("adopt", "quotes-api", folder)
    assert adopted.code == 0, adopted.err
    return folder


def grade(lab: Lab, files: dict[str, str], exercise: str = "quotes-api") -> Ran:
    folder = write_files(lab.folder / "project", files)
    adopted = lab.run("adopt", exercise, folder)
    assert adopted.code == 0, adopted.err
    return lab.run("grade", folder)


@pytest.mark.network
def test_a_language_that_no_stack_knows_passes_and_fails_like_any_other(
    lab: Lab, ruby: Path, engine: Engine
) -> None:
    passed = lab.run("grade", ruby, "--json")
    assert passed.code == 0, passed.out + passed.err
    data = passed.json()["data"]
    assert (data["verdict"], data["stack"]) == ("passed", "docker")
    assert set(data["phases"]) >= {"build", "boot", "checks"}
    assert [one["skill"] for one in data["ticked"]]
    first = engine.image_id(project_tag(ruby))
    assert first is not None
    eventually(lambda: not containers_of_grade(engine, data["grade_id"]), "nothing uses that image")

    app = ruby / "app.rb"
    app.write_text(app.read_text().replace("[201, quote]", "[200, quote]"))
    failed = lab.run("grade", ruby, "--json")
    assert failed.code == 1, failed.out + failed.err
    outcomes = {one["check"]["id"]: one["outcome"] for one in failed.json()["data"]["results"]}
    assert [name for name, outcome in outcomes.items() if outcome == "failed"] == ["create"]
    assert engine.image_id(project_tag(ruby)) not in {None, first}
    assert engine.image_id(first) is None, "one image is kept of each project"


def test_the_starter_runs_and_fails(lab: Lab) -> None:
    made = lab.run("new", "notes-crud", "notes", "--stack", "docker")
    assert made.code == 0, made.err

    ran = lab.run("grade", "notes", "--json")

    assert ran.code == 1, ran.out + ran.err
    data = ran.json()["data"]
    assert data["verdict"] == "failed"
    assert "passed" not in {one["outcome"] for one in data["results"] if one["check"]["id"] == "create"}


def test_what_a_line_says_that_fails_is_shown(lab: Lab) -> None:
    ran = grade(lab, {"Dockerfile": FROM + "RUN echo the compiler is cross >&2; exit 3\nCMD true\n"})

    assert ran.code == 1, ran.err
    assert "your project did not build: its Dockerfile does not build" in ran.out
    assert "│ the compiler is cross" in ran.out
    assert "docker build ." in ran.out
    assert "Not checked: the project did not build" in ran.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("FROM", "Dockerfile"),
        ("NONSENSE a b", "NONSENSE"),
        ("COPY not-there /app/", "not-there"),
    ],
)
def test_a_dockerfile_that_is_none_is_the_projects_fault(lab: Lab, line: str, said: str) -> None:
    ran = grade(lab, {"Dockerfile": FROM + line + "\nCMD true\n"})

    assert ran.code == 1, ran.out + ran.err
    assert "your project did not build" in ran.out
    assert said in ran.out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("touch /app.db", "Let it write there"),
        ("cat /etc/shadow", "user 65534, not as root"),
        ("echo are you root?; exit 1", "user 65534, not as root"),
    ],
)
def test_an_image_that_wants_more_than_it_gets_is_told_what_to_change(
    lab: Lab, command: str, said: str
) -> None:
    ran = grade(lab, {"Dockerfile": FROM + f"USER root\nCMD {command}\n"})

    assert ran.code == 1, ran.out + ran.err
    assert "your server crashed while it started" in ran.out
    assert said in " ".join(ran.out.split())


def test_a_volume_is_refused(lab: Lab) -> None:
    ran = grade(lab, {"Dockerfile": FROM + "VOLUME /data\nCMD true\n"})

    assert ran.code == 1, ran.out + ran.err
    assert "declares a VOLUME (/data)" in ran.out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("head -c 3000000000 /dev/zero | tail -n 1", "Killed"),
        ("truncate -s 3G /big; sleep 20", "it wrote more than 1,500 MB and was stopped"),
        ("sleep 1; for i in $(seq 400); do sleep 5 & done; wait", "Cannot fork"),
    ],
    ids=["memory", "disk", "processes"],
)
def test_a_build_has_limits(lab: Lab, command: str, said: str) -> None:
    ran = grade(lab, {"Dockerfile": FROM + f"RUN {command}\nCMD true\n"})

    assert ran.code == 1, ran.out + ran.err
    assert said in ran.out


def test_localhost_has_its_address_in_an_image_that_knows_no_names(lab: Lab) -> None:
    ran = grade(
        lab, {"Dockerfile": FROM + "CMD grep -w localhost /etc/hosts && getent hosts localhost; exit 8\n"}
    )

    assert "127.0.0.1" in ran.out
    assert "::1" in ran.out
    assert "exit code 8" in ran.out


def test_the_images_own_command_and_the_procfiles_run(lab: Lab, engine: Engine) -> None:
    del engine
    files = {
        "Dockerfile": FROM + 'ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["echo by the image; exit 4"]\n',
    }
    by_image = grade(lab, files)
    assert "│ by the image" in by_image.out
    assert "exit code 4" in by_image.out

    write_files(lab.folder / "project", {"Procfile": "web: echo by the Procfile; exit 5\n"})
    by_procfile = lab.run("grade", lab.folder / "project")
    assert "│ by the Procfile" in by_procfile.out
    assert "exit code 5" in by_procfile.out


def test_what_dockerignore_names_is_not_in_the_image(lab: Lab) -> None:
    ran = grade(
        lab,
        {
            "Dockerfile": FROM + "COPY . /app\nRUN ls /app && exit 9\nCMD true\n",
            ".dockerignore": "*.secret\n!shown.secret\n",
            "hidden.secret": "-",
            "shown.secret": "-",
        },
    )

    assert "│ shown.secret" in ran.out
    assert "│ hidden.secret" not in ran.out


def test_an_image_that_no_registry_gives_is_said_plainly(lab: Lab) -> None:
    ran = grade(lab, {"Dockerfile": "FROM registry.invalid/nothing:1\nCMD true\n"})

    assert ran.code in {1, 3}, "whether a registry is there decides whose fault it is"
    assert "registry.invalid" in (ran.out + ran.err) or "no registry answers" in ran.err


def test_a_worker_is_an_image_with_another_command(lab: Lab) -> None:
    made = lab.run("new", "feedback-queue", "feedback", "--stack", "docker")
    assert made.code == 0, made.err
    procfile = lab.folder / "feedback" / "Procfile"
    assert procfile.read_text() == "web: exec python3 server.py\nworker: exec sleep infinity\n"
    procfile.write_text(procfile.read_text().replace("exec sleep infinity", "echo no work; exit 6"))

    ran = lab.run("grade", "feedback", "--json")

    assert ran.code == 1, ran.out + ran.err
    found = ran.json()["data"]["trouble"]
    assert "your worker process crashed" in found["message"]
    assert "no work" in found["output"], json.dumps(found)
