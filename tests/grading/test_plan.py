from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.plan import PodPlan, ProjectSource, make_plan
from roadmap_lab.grading.roles import checker_spec
from roadmap_lab.project.submission import MOST_FILES, MOST_FOLDERS, freeze
from roadmap_lab.sandbox.spec import CHECKER_USER, LEARNER_USER, Network
from tests.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"Procfile": "web: node src/app.js\nother: rm -rf /\n", "src/app.js": "listen()"}


def plan(
    folder: Path, *, port: int = 20007, seed: int = 7, only: tuple[str, ...] = (), salt: str = "salt"
) -> PodPlan:
    submission = freeze(folder)
    return make_plan(
        exercise=load_exercise("quotes-api"),
        submission=submission,
        source=ProjectSource(image="express:1", archive=submission.archive()),
        checker=checker_spec("checker:1"),
        services={},
        port=port,
        seed=seed,
        only=only,
        salt=salt,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "project", FILES)


def test_the_checker_owns_a_network_without_a_way_out_and_the_others_join_it(project: Path) -> None:
    checker, *others = plan(project).containers
    assert (checker.role, checker.network, checker.user) == ("checker", Network.NONE, CHECKER_USER)
    assert [(one.role, one.network, one.user) for one in others] == [("web", Network.SHARED, LEARNER_USER)]
    assert CHECKER_USER != LEARNER_USER


def test_the_job_says_all_that_the_checks_need(project: Path) -> None:
    made = plan(project, port=23456, seed=123, only=("list",))
    assert made.job.endswith(b"\n")
    assert made.job.count(b"\n") == 1
    job = json.loads(made.job)
    assert (job["seed"], job["only"], job["port"]) == ("123", ["list"], 23456)
    assert job["files"] == load_exercise("quotes-api").check_files


def test_the_web_process_gets_its_port_and_no_check_seed_or_image(project: Path) -> None:
    made = plan(project, seed=987654321)
    web = made.containers[1]
    assert web.environment["PORT"] == str(made.port)
    assert web.command[-1] == "node src/app.js"
    seen = json.dumps([web.command, dict(web.environment)])
    assert "987654321" not in seen
    assert "salt" not in seen
    assert "test_" not in seen


def test_what_the_learner_gets_is_their_own_files_alone(project: Path) -> None:
    size, _, archive = plan(project).project.partition(b"\n")
    assert archive == freeze(project).archive()
    assert int(size) == len(archive)


def test_a_container_is_known_before_the_project_is(project: Path) -> None:
    before = plan(project).processes
    (project / "src" / "more.js").write_text("more")
    assert plan(project).processes == before


def test_a_plan_is_the_same_for_the_same_input(project: Path) -> None:
    assert plan(project) == plan(project)


def test_a_project_without_a_procfile_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the project has no Procfile"):
        plan(write_files(tmp_path / "project", {"a": ""}))


def test_a_procfile_that_is_a_link_is_none(project: Path) -> None:
    (project / "Procfile").rename(project / "real")
    (project / "Procfile").symlink_to("real")
    with pytest.raises(UsageError, match="the project has no Procfile"):
        plan(project)


def test_an_ignored_procfile_is_not_sent(project: Path) -> None:
    (project / ".gitignore").write_text("Procfile\n")
    with pytest.raises(UsageError, match="the project has no Procfile"):
        plan(project)


def test_a_procfile_without_web_says_what_to_add(project: Path) -> None:
    (project / "Procfile").write_text("worker: x\n")
    with pytest.raises(UsageError, match="names no `web` process") as caught:
        plan(project)
    assert "`web: ...`" in caught.value.hint


def test_a_procfile_that_is_no_text_is_told(project: Path) -> None:
    (project / "Procfile").write_bytes(b"\xff\xfe\0\0")
    with pytest.raises(UsageError, match="Procfile, line 1"):
        plan(project)


def test_a_procfile_that_begins_with_a_byte_order_mark_is_read(project: Path) -> None:
    (project / "Procfile").write_bytes(b"\xef\xbb\xbfweb: node src/app.js\n")
    assert plan(project).containers[1].command[-1] == "node src/app.js"


def test_what_starts_the_process_cannot_be_shadowed_by_a_package(project: Path) -> None:
    program, *_ = command = plan(project).containers[1].command
    assert program == "/usr/bin/tini"
    assert command[2] == "/usr/bin/sh"


def test_the_largest_project_fits_where_it_is_unpacked(project: Path) -> None:
    assert plan(project).containers[1].limits.inodes > MOST_FILES + MOST_FOLDERS


def test_temporary_files_go_where_the_process_may_write(project: Path) -> None:
    assert plan(project).containers[1].environment["TMPDIR"] == "/tmp"


def test_a_command_of_many_words_stays_one_argument(project: Path) -> None:
    command = """sh -c 'echo "$HOME"; exec node src/app.js' && true; $(reboot) `x` \\"""
    (project / "Procfile").write_text(f"web: {command}\n")
    assert plan(project).containers[1].command[-1] == command
