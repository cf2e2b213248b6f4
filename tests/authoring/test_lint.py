"""Lint: what ships has no problem, and each thing that can be wrong is found where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.checkout import find_checkout
from roadmap_lab.authoring.lint import lint
from roadmap_lab.authoring.lint_layout import ANSWERS
from roadmap_lab.catalog.exercises import exercise_ids
from roadmap_lab.errors import UsageError
from tests.authoring.conftest import EXERCISE

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.checkout import Checkout
    from roadmap_lab.authoring.problems import LintProblem
    from tests.conftest import Lab

FOLDER, TEMPLATE = f"exercises/{EXERCISE}", f"templates/exercises/{EXERCISE}"
CHECKS = f"{FOLDER}/checks/test_quotes.py"
MUTANT = f"{FOLDER}/mutants/no-location"


@dataclass(frozen=True, kw_only=True)
class Break:
    """One thing to break: text that is replaced, appended or written, and what lint then says."""

    file: str
    says: str
    old: str = ""
    new: str = ""
    whole: str | None = None
    gone: bool = False
    at: str = ""
    line: bool = False

    def do(self, root: Path) -> None:
        path = root / self.file
        if self.gone:
            path.unlink()
        elif self.whole is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.whole, encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
            assert self.old in text
            path.write_text(
                text.replace(self.old, self.new, 1) if self.old else text + self.new, encoding="utf-8"
            )


BREAKS = {
    "unknown field": Break(file=f"{FOLDER}/exercise.yaml", new="colour: red\n", says="`colour`"),
    "wrong type": Break(
        file=f"{FOLDER}/exercise.yaml", old="minutes: 90", new="minutes: long", says="minutes", line=True
    ),
    "no minutes": Break(
        file=f"{FOLDER}/exercise.yaml", old="minutes: 90", new="minutes: 0", says="not above 0", line=True
    ),
    "another id": Break(
        file=f"{FOLDER}/exercise.yaml",
        old=f"id: {EXERCISE}",
        new="id: other",
        says="it says other",
        line=True,
    ),
    "after what": Break(
        file=f"{FOLDER}/exercise.yaml",
        old="after: []",
        new="after: [nothing]",
        says="comes after nothing",
        line=True,
    ),
    "no manifest": Break(file=f"{FOLDER}/exercise.yaml", gone=True, says="there is no exercise.yaml"),
    "no brief": Break(file=f"{FOLDER}/brief.md", gone=True, says="there is no brief.md"),
    "no requests": Break(file=f"{FOLDER}/requests.http", gone=True, says="there is no requests.http"),
    "no copier.yml": Break(file=f"{TEMPLATE}/copier.yml", gone=True, says="there is no copier.yml"),
    "no answers file": Break(
        file=f"{TEMPLATE}/fastapi/{ANSWERS}", gone=True, says="the starter has no answers file"
    ),
    "half an answers file": Break(
        file=f"{TEMPLATE}/fastapi/{ANSWERS}",
        whole="stack: fastapi\n",
        says="lacks exercise, exercise_version",
    ),
    "no TODO": Break(
        file=f"{TEMPLATE}/express/src/app.js", whole="export {};\n", says="marked TODO", at="express"
    ),
    "no such stack": Break(
        file=f"{TEMPLATE}/cobol/a.txt", whole="TODO\n", says="cobol is no stack", at="cobol"
    ),
    "no solution": Break(
        file=f"{TEMPLATE}/docker/a.txt",
        whole="TODO\n",
        says="there is no solution in docker",
        at="solutions/docker",
    ),
    "a solution alone": Break(
        file=f"{FOLDER}/solutions/docker/a.txt",
        whole="x\n",
        says="docker has a solution but no starter",
        at="docker",
    ),
    "a stray file": Break(file=f"{FOLDER}/notes.txt", whole="x\n", says="has no place"),
    "a stray in checks": Break(file=f"{FOLDER}/checks/data.json", whole="{}\n", says="has no place"),
    "a rejected patch": Break(
        file=f"{FOLDER}/solutions/express/src/a.js.rej", whole="x\n", says="has no place"
    ),
    "a stray in a mutant": Break(file=f"{MUTANT}/readme.md", whole="x\n", says="has no place"),
    "a stray in the template": Break(file=f"{TEMPLATE}/readme.md", whole="x\n", says="has no place"),
    "a module folder": Break(
        file=f"{TEMPLATE}/express/node_modules/a/b.js", whole="x;\n", says="has no place"
    ),
    "checks that do not parse": Break(file=CHECKS, new="def (\n", says="SyntaxError", line=True),
    "checks that raise": Break(file=CHECKS, new="1 / 0\n", says="ZeroDivisionError", line=True),
    "a test that is no check": Break(
        file=CHECKS, new="\n\ndef test_more() -> None:\n    pass\n", says="not declared as a check", line=True
    ),
    "no hint": Break(
        file=CHECKS,
        new='\n\n@check("x", hints=[])\ndef test_more() -> None:\n    pass\n',
        says="at least one hint",
        line=True,
    ),
    "one hint": Break(
        file=CHECKS,
        new='\n\n@check("x", hints=["y"])\ndef test_more() -> None:\n    pass\n',
        says="fewer than 2 hints",
        line=True,
    ),
    "an id twice": Break(
        file=f"{FOLDER}/checks/test_z.py",
        whole='from roadmap_lab.checks import check\n\n\n@check("x", hints=["y", "z"])\n'
        "def test_list() -> None:\n    pass\n",
        says="two checks have the id list",
        line=True,
    ),
    "an unknown need": Break(
        file=CHECKS, old='needs=["list"]', new='needs=["lists"]', says="needs lists", line=True
    ),
    "a later need": Break(
        file=CHECKS, old='needs=["list"]', new='needs=["create"]', says="needs create", line=True
    ),
    "a route that the brief lacks": Break(
        file=CHECKS,
        old='api.get("/quotes/random")',
        new='api.get("/quotes/best/today")',
        says="does not mention /quotes/best/today",
        line=True,
    ),
    "a route by a helper": Break(
        file=CHECKS,
        new="\n\ndef ask(api: Api, where: str) -> None:\n    api.get(where)\n\n\n"
        'def all_asked(api: Api) -> None:\n    ask(api, f"/hidden/{api.port}?x=1")\n',
        says="does not mention /hidden/{...}",
        line=True,
    ),
    "a hidden value": Break(
        file=f"{TEMPLATE}/fastapi/tests/test_quotes.py",
        new="# In search every character stands for itself\n",
        says="'In search every character stands for itself' stands in the hidden checks",
        line=True,
    ),
    "the name of a check file": Break(
        file=f"{FOLDER}/requests.http", new="# see test_quotes.py\n", says="'test_quotes.py'", line=True
    ),
    "unformatted Python": Break(
        file=f"{FOLDER}/solutions/fastapi/app/store.py", new="x = {  'a':1 }\n", says="not formatted"
    ),
    "Python that does not parse": Break(
        file=f"{FOLDER}/solutions/fastapi/app/store.py", new="def (\n", says="cannot be formatted"
    ),
    "JavaScript that does not parse": Break(
        file=f"{FOLDER}/solutions/express/src/app.js", new="const = 1;\n", says="does not parse"
    ),
    "JavaScript with a tab": Break(
        file=f"{FOLDER}/solutions/express/src/app.js", new="\tlet x;\n", says="a line has a tab", line=True
    ),
    "a blank at a line's end": Break(
        file=f"{FOLDER}/solutions/express/src/app.js", new="let x; \n", says="blanks at its end", line=True
    ),
    "no line end": Break(
        file=f"{FOLDER}/solutions/express/src/app.js", new="let x;", says="one line end", line=True
    ),
    "a mutant without notes": Break(file=f"{MUTANT}/mutant.yaml", gone=True, says="no usable mutant.yaml"),
    "a mutant with more": Break(file=f"{MUTANT}/mutant.yaml", new="why: x\n", says="`why`"),
    "a mutant of no stack": Break(
        file=f"{MUTANT}/mutant.yaml",
        old="stack: ",
        new="stack: not-",
        says="is no stack of this exercise",
        line=True,
    ),
    "a mutant without mistake": Break(
        file=f"{MUTANT}/mutant.yaml",
        whole="stack: express\nmistake: ''\nfails: [create]\n",
        says="the mistake is not described",
        line=True,
    ),
    "a mutant that nothing catches": Break(
        file=f"{MUTANT}/mutant.yaml",
        whole="stack: express\nmistake: x\nfails: []\n",
        says="fails names no check",
        line=True,
    ),
    "a mutant of no check": Break(
        file=f"{MUTANT}/mutant.yaml",
        whole="stack: express\nmistake: x\nfails: [creation]\n",
        says="fails names creation",
        line=True,
    ),
    "a patch that does not fit": Break(
        file=f"{MUTANT}/change.patch",
        whole="--- a/src/app.js\n+++ b/src/app.js\n@@ -1 +1 @@\n-nothing\n+something\n",
        says="does not fit the solution",
    ),
    "neither patch nor overlay": Break(
        file=f"{MUTANT}/change.patch", gone=True, says="not neither", at=MUTANT
    ),
    "patch and overlay": Break(file=f"{MUTANT}/overlay/src/a.js", whole="x;\n", says="not both", at=MUTANT),
}


def problems(checkout: Checkout) -> list[LintProblem]:
    return list(lint(checkout, [EXERCISE]).problems)


def test_what_ships_has_no_problem() -> None:
    result = lint(find_checkout())

    assert result.exercises == exercise_ids()
    assert [f"{one.file}:{one.line}: {one.message}" for one in result.problems] == []


def test_a_copy_has_no_problem_either(checkout: Checkout) -> None:
    assert problems(checkout) == []


@pytest.mark.parametrize("broken", [pytest.param(one, id=name) for name, one in BREAKS.items()])
def test_what_is_wrong_is_found_where_it_is(checkout: Checkout, broken: Break) -> None:
    broken.do(checkout.root)

    found = [one for one in problems(checkout) if broken.says in one.message]

    assert found, problems(checkout)
    assert (broken.at or broken.file) in found[0].file
    assert (found[0].line is not None) == broken.line
    assert found[0].exercise == EXERCISE
    assert found[0].advice


def test_a_file_that_ends_with_blank_lines_is_not_formatted(checkout: Checkout) -> None:
    path = checkout.root / FOLDER / "solutions/express/src/app.js"
    path.write_text("export {};\n\n", encoding="utf-8")

    assert any("one line end" in one.message for one in problems(checkout))


def test_an_overlay_that_changes_nothing_is_found(checkout: Checkout) -> None:
    mutant = checkout.root / MUTANT
    (mutant / "change.patch").unlink()
    stack = "express" if "express" in (mutant / "mutant.yaml").read_text(encoding="utf-8") else "fastapi"
    name = "src/app.js" if stack == "express" else "app/main.py"
    overlay = mutant / "overlay" / name
    overlay.parent.mkdir(parents=True)
    overlay.write_bytes((checkout.root / FOLDER / "solutions" / stack / name).read_bytes())

    assert any("the same as in the solution" in one.message for one in problems(checkout))


def test_an_id_that_the_syllabus_lacks_is_found(checkout: Checkout) -> None:
    for folder in (checkout.exercises, checkout.templates / "exercises"):
        (folder / EXERCISE).rename(folder / "not-planned")

    messages = [one.message for one in lint(checkout, ["not-planned"]).problems]

    assert any("the syllabus does not know not-planned" in one for one in messages)


def test_one_wrong_file_is_one_problem(checkout: Checkout) -> None:
    (checkout.root / FOLDER / "notes.txt").write_text("x\n", encoding="utf-8")

    assert len(problems(checkout)) == 1


def test_caches_are_no_strays(checkout: Checkout) -> None:
    cache = checkout.root / FOLDER / "checks" / "__pycache__"
    cache.mkdir()
    (cache / "test_quotes.cpython-311.pyc").write_bytes(b"\0")

    assert problems(checkout) == []


def test_an_unknown_exercise_is_a_usage_error(checkout: Checkout) -> None:
    with pytest.raises(UsageError, match="quotes-app") as error:
        lint(checkout, ["quotes-app"])
    assert "did you mean quotes-api" in error.value.hint


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no checkout"):
        find_checkout(tmp_path)


def test_the_command_says_file_line_and_advice_and_answers_1(lab: Lab, checkout: Checkout) -> None:
    BREAKS["a later need"].do(checkout.root)

    ran = lab.run("author", "lint", EXERCISE, "--root", checkout.root)

    assert ran.code == 1
    assert f"{CHECKS}:" in ran.out
    assert "→ move it behind that check" in ran.out
    assert ran.out.rstrip().endswith("1 problem in 1 exercise")


def test_the_command_as_json(lab: Lab, checkout: Checkout) -> None:
    BREAKS["no brief"].do(checkout.root)

    ran = lab.run("author", "lint", EXERCISE, "--root", checkout.root, "--json")

    assert ran.code == 1
    envelope = ran.json()
    assert (envelope["command"], envelope["ok"]) == ("author lint", False)
    assert set(envelope["data"]["problems"][0]) == {"exercise", "file", "line", "message", "advice"}
