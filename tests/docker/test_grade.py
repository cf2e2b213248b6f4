"""Grading as learners do it: solutions pass, starters fail, and the reports say why."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.docker.conftest import containers_of_grade, eventually
from tests.projects import PAIRS

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab, Ran
    from tests.docker.engine_proxy import EngineProxy
    from tests.projects import Projects

pytestmark = pytest.mark.docker

FORGETFUL = """
from fastapi import FastAPI, Response

app = FastAPI()
QUOTES: list[dict[str, object]] = __import__("json").load(open("data/quotes.json"))


@app.get("/quotes")
async def find() -> list[dict[str, object]]:
    return QUOTES


@app.get("/quotes/{number}")
async def read(number: str) -> dict[str, object]:
    return next(quote for quote in QUOTES if str(quote["id"]) == number)


@app.post("/quotes", status_code=201)
async def add(quote: dict[str, object], response: Response) -> dict[str, object]:
    response.headers["Location"] = "/quotes/1"
    return {**quote, "id": 1, "text": "something else"}
"""


def skills(lab: Lab) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lab.run("status", "--json").json()["data"]["skills"]
    return found


def outcomes(ran: Ran) -> dict[str, str]:
    return {one["check"]["id"]: one["outcome"] for one in ran.json()["data"]["results"]}


def requests_of_failures(ran: Ran) -> list[str]:
    return [one["evidence"]["request"] for one in ran.json()["data"]["results"] if one["evidence"]]


@pytest.mark.parametrize(("exercise", "stack"), PAIRS)
def test_a_reference_solution_passes_and_ticks_its_skills(
    lab: Lab, projects: Projects, exercise: str, stack: str
) -> None:
    project = projects.make(exercise, stack)

    ran = lab.run("grade", project)

    assert ran.code == 0, ran.out + ran.err
    shown = [line for line in ran.out.splitlines() if line.startswith("  ✓ ")]
    assert f"Passed: all {len(shown) - len(skills(lab))} checks" in ran.out
    assert "Ticked:" in ran.out
    assert "✗" not in ran.out
    assert skills(lab)
    for skill in skills(lab):
        assert [(one["exercise"], one["stack"]) for one in skill["earned_by"]] == [(exercise, stack)]
    (attempt,) = lab.run("status", "--json").json()["data"]["last_attempts"]
    assert attempt["verdict"] == "passed"
    assert attempt["passed"] == attempt["total"] > 10


@pytest.mark.parametrize(("exercise", "stack"), PAIRS)
def test_an_untouched_starter_fails_and_shows_request_expected_came_and_hint(
    lab: Lab, projects: Projects, exercise: str, stack: str
) -> None:
    project = projects.make(exercise, stack, solution=False)

    ran = lab.run("grade", project)

    assert ran.code == 1, ran.out + ran.err
    live, _, end = ran.out.partition("\n✗ ")
    assert "  ✗ " in live, "each check is shown as it ends"
    feedback, _, summary = end.partition("\nFailed: ")
    for word in ("request   curl -i", "expected  ", "came      ", "hint      "):
        assert f"    {word}" in feedback, "failures come before the summary"
    assert "same inputs again: --seed " in summary
    assert "Ticked" not in ran.out
    assert skills(lab) == []


def test_a_report_as_json_holds_every_outcome_but_no_source_and_one_hint_each(
    lab: Lab, projects: Projects
) -> None:
    ran = lab.run("grade", projects.make(solution=False), "--json")

    assert ran.code == 1
    report = ran.json()
    assert (report["schema"], report["command"], report["ok"]) == ("roadmap-lab/1", "grade", False)
    data = report["data"]
    assert data["verdict"] == "failed"
    assert (data["exercise"], data["stack"]) == ("quotes-api", "fastapi")
    assert set(data["images"]) == {"checker", "web"}
    assert {"boot", "checks"} == set(data["phases"])
    assert set(outcomes(ran).values()) >= {"failed", "skipped"}
    for result in data["results"]:
        assert "trace" not in result
        assert len(result["check"]["hints"]) == 1
        assert (result["outcome"] == "skipped") == bool(result["because"])
    assert data["ticked"] == []
    assert ran.err == ""


def test_a_report_as_junit_counts_what_the_report_counts(lab: Lab, projects: Projects) -> None:
    ran = lab.run("grade", projects.make(solution=False), "--json", "--junit", "report.xml")

    suite = ET.parse(lab.folder / "report.xml").getroot().find("testsuite")
    assert suite is not None
    kinds = list(outcomes(ran).values())
    assert [case.get("name") for case in suite.findall("testcase")] == list(outcomes(ran))
    assert len(suite.findall("testcase/failure")) == kinds.count("failed") > 0
    assert len(suite.findall("testcase/skipped")) == kinds.count("skipped") > 0
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "curl -i" in (failure.text or "")


def test_some_checks_of_a_solution_are_a_partial_pass_that_ticks_nothing(
    lab: Lab, projects: Projects
) -> None:
    project = projects.make()
    everything = outcomes(lab.run("grade", project, "--json", ROADMAP_LAB_HOME=str(lab.folder / "other")))

    ran = lab.run("grade", project, "--json", "--check", "read-back")

    assert ran.code == 0, ran.err
    assert ran.json()["data"]["verdict"] == "partial"
    assert ran.json()["ok"] is True
    assert "read-back" in outcomes(ran)
    assert "create" in outcomes(ran), "what it needs runs as well"
    assert len(outcomes(ran)) < len(everything)
    assert ran.json()["data"]["ticked"] == []
    assert skills(lab) == []


def test_an_unknown_check_is_the_users_mistake_and_near_ones_are_offered(
    lab: Lab, projects: Projects
) -> None:
    ran = lab.run("grade", projects.make(), "--check", "read-bak")

    assert ran.code == 2, ran.err
    assert "read-bak" in ran.err
    assert "read-back" in ran.err
    assert ran.out == ""


def test_the_same_seed_asks_the_same_again_and_another_seed_asks_otherwise(
    lab: Lab, projects: Projects
) -> None:
    project = projects.make(solution=False, overlay={"app/main.py": FORGETFUL})
    first = lab.run("grade", project, "--json")
    seed = str(first.json()["data"]["seed"])

    again = lab.run("grade", project, "--json", "--seed", seed)
    other = lab.run("grade", project, "--json", "--seed", str((int(seed) + 1) % 2**32))

    assert outcomes(again) == outcomes(first)
    assert requests_of_failures(again) == requests_of_failures(first)
    assert requests_of_failures(other) != requests_of_failures(first)


def test_a_report_is_verified_by_its_chain_and_by_a_replay(lab: Lab, projects: Projects) -> None:
    project = projects.make("quotes-api", "fastapi")
    ran = lab.run("grade", project, "--json")
    file = lab.folder / "report.json"
    file.write_text(ran.out)
    images = ran.json()["data"]["images"]
    assert all(re.fullmatch(r"roadmap-lab/[a-z-]+:\w+@sha256:[0-9a-f]{64}", one) for one in images.values())

    fits = lab.run("verify-report", file, "--replay", project)
    (project / "app" / "more.py").write_text("")
    other = lab.run("verify-report", file, "--replay", project, "--json")

    assert fits.code == 0, fits.out + fits.err
    assert "the same report is stored here" in fits.out
    assert "the same seed gave the same outcome" in fits.out
    assert other.code == 1
    assert [one["topic"] for one in other.json()["data"]["findings"] if one["right"] is False] == [
        "submission"
    ]


def test_kept_containers_stay_and_are_removed_as_the_program_says(
    lab: Lab, projects: Projects, engine: Engine, proxy: EngineProxy
) -> None:
    ran = lab.run("grade", projects.make(), "--keep")

    assert ran.code == 0, ran.err
    (line,) = [one for one in ran.out.splitlines() if "docker rm -f" in one]
    names = line.partition("docker rm -f ")[2].partition("  ")[0].split()
    assert "roadmap-lab doctor --fix" in line
    grade_id = names[0].split("-")[2]
    assert sorted(containers_of_grade(engine, grade_id)) == sorted(f"/{name}" for name in names)
    assert f"docker exec -it {next(name for name in names if name.endswith('-web'))} sh" in ran.out

    # Other grades of this machine are not this test's to remove.
    proxy.show_only("containers", f"roadmap-lab.grade={grade_id}")
    kept = lab.run("doctor", DOCKER_HOST=proxy.url)
    assert kept.code == 0
    assert "2 containers that you kept with --keep" in kept.out
    fixed = lab.run("doctor", "--fix", DOCKER_HOST=proxy.url)
    assert fixed.code == 0
    for name in names:
        assert f"removed {name}" in fixed.out
    assert containers_of_grade(engine, grade_id) == []


def test_nothing_of_a_grade_is_left_two_seconds_after_it(
    lab: Lab, projects: Projects, engine: Engine
) -> None:
    ran = lab.run("grade", projects.make(), "--json")

    grade_id = ran.json()["data"]["grade_id"]
    load = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # a busy machine is slower at everything
    took = eventually(lambda: not containers_of_grade(engine, grade_id), "its containers are gone")
    assert took < 2 * load
