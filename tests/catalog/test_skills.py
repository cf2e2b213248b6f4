import subprocess
import sys

import pytest

from roadmap_lab.catalog.skills import Pass, Proof, parse_proof, proven_skills, resolve
from roadmap_lab.catalog.stacks import StackId
from roadmap_lab.errors import InternalError, UsageError


def passes(*written: str) -> list[Pass]:
    return [
        Pass(exercise=exercise, stack=stack) for exercise, _, stack in (one.partition("@") for one in written)
    ]


def test_no_pass_proves_nothing() -> None:
    assert proven_skills([]) == frozenset()


def test_the_quotes_api_proves_these_skills() -> None:
    assert proven_skills(passes("quotes-api@go")) == {
        "json-format",
        "json-responses",
        "quotes-project",
        "rest-basics",
    }


def test_the_notes_api_proves_these_skills() -> None:
    assert proven_skills(passes("notes-crud@fastapi")) == {
        "api-authoring",
        "crud-routes",
        "error-responses",
        "http-methods",
        "notes-project",
        "rest-principles",
        "routing",
    }


def test_a_skill_is_proven_by_all_of_its_exercises() -> None:
    half = proven_skills(passes("notes-crud@go"))
    whole = proven_skills(passes("notes-crud@go", "user-profile-api@go"))
    assert "go" not in half
    assert "go" in whole


def test_a_stack_is_proven_in_that_stack_only() -> None:
    proven = proven_skills(passes("notes-crud@go", "user-profile-api@express"))
    assert proven.isdisjoint({"go", "express", "nodejs"})


def test_either_of_two_stacks_will_do_for_a_language() -> None:
    assert "python" in proven_skills(passes("notes-crud@flask", "user-profile-api@fastapi"))


def test_one_exercise_in_two_stacks_proves_the_second_stack() -> None:
    assert "second-stack" not in proven_skills(passes("notes-crud@go", "quotes-api@flask", "notes-crud@go"))
    assert "second-stack" in proven_skills(passes("notes-crud@go", "notes-crud@flask"))


def test_a_proof_is_read_from_its_short_form_and_written_back() -> None:
    proof = parse_proof("notes-crud@fastapi|flask")
    assert proof == Proof(exercise="notes-crud", stacks=(StackId.FASTAPI, StackId.FLASK))
    assert str(proof) == "notes-crud@fastapi|flask"
    assert str(Proof(exercise=None, distinct=2)) == "any exercise in 2 stacks"


@pytest.mark.parametrize("written", ["", "notes-crud@", "notes-crud@cobol", "Notes", "a b"])
def test_a_malformed_proof_is_our_fault(written: str) -> None:
    with pytest.raises(InternalError):
        parse_proof(written)


def test_an_unknown_skill_suggests_a_near_one() -> None:
    assert resolve("jwt").id == "jwt"
    with pytest.raises(UsageError) as caught:
        resolve("crud-route")
    assert "crud-routes" in caught.value.hint


def test_skills_load_without_anything_heavy() -> None:
    code = (
        "import sys; from roadmap_lab.catalog.skills import load_skills; load_skills();"
        "print(sorted({'docker','copier','requests','pydantic','markdown_it','rapidfuzz'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "[]"
