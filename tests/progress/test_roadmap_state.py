from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.catalog.roadmaps import Item, Roadmap, Section, load_roadmaps
from roadmap_lab.catalog.skills import Pass, Skill, load_skills, parse_proof, proven_skills
from roadmap_lab.progress.exercise_progress import ChecksPassed
from roadmap_lab.progress.roadmap_state import (
    ItemState,
    ItemStatus,
    Standing,
    Suggestion,
    can_be_proven,
    next_item,
    roadmap_status,
)

STACKS = frozenset({"express", "fastapi", "go"})
BUILT: Mapping[str, frozenset[str]] = {"notes-crud": STACKS, "quotes-api": STACKS}


def standing(
    *passed: str, built: Mapping[str, frozenset[str]] = BUILT, marked: tuple[str, ...] = ()
) -> Standing:
    passes = [Pass(exercise=name.split("@")[0], stack=name.split("@")[1]) for name in passed]
    return Standing(
        proven=proven_skills(passes),
        progress={(one.exercise, one.stack): ChecksPassed(passed=9, total=9) for one in passes},
        built=built,
        self_marked=frozenset(marked),
    )


def item_of(name: str, item: str, known: Standing) -> ItemStatus:
    status = roadmap_status(load_roadmaps()[name], known)
    return next(one for one in status.items if one.item.id == item)


def suggested(name: str, known: Standing) -> Suggestion:
    suggestion = next_item(roadmap_status(load_roadmaps()[name], known), known)
    assert suggestion is not None
    return suggestion


def test_an_item_is_ready_when_its_exercise_is_built_and_planned_when_not() -> None:
    assert item_of("phases", "phase-2.crud", standing()).state is ItemState.READY
    assert item_of("phases", "phase-4.jwt", standing()).state is ItemState.PLANNED


def test_a_pass_proves_the_item_in_every_roadmap_that_has_its_skill() -> None:
    known = standing("notes-crud@go")
    assert item_of("phases", "phase-2.crud", known).state is ItemState.PROVEN
    assert item_of("levels", "level-2.apis", known).state is ItemState.PROVEN


def test_an_attempt_shows_as_checks_in_progress() -> None:
    known = Standing(progress={("notes-crud", "go"): ChecksPassed(passed=3, total=12)}, built=BUILT)
    status = item_of("phases", "phase-2.crud", known)
    assert (status.state, status.checks) == (ItemState.IN_PROGRESS, ChecksPassed(passed=3, total=12))


def test_an_attempt_in_another_stack_is_no_progress_on_a_stack() -> None:
    known = standing("notes-crud@go")
    assert item_of("levels", "level-1.go", known).state is ItemState.IN_PROGRESS
    assert item_of("levels", "level-1.python", known).state is ItemState.READY


def test_what_is_marked_by_hand_is_done_but_not_proven() -> None:
    known = standing(marked=("jwt", "sessions"))
    assert item_of("phases", "phase-4.jwt", known).state is ItemState.SELF_MARKED
    totals = roadmap_status(load_roadmaps()["phases"], known).totals
    assert (totals.proven, totals.self_marked, totals.done) == (0, 1, 1)


def test_what_is_proven_counts_as_proven_though_marked_by_hand() -> None:
    known = standing("notes-crud@go", marked=("crud-routes",))
    assert item_of("phases", "phase-2.crud", known).state is ItemState.PROVEN


def test_an_item_counts_as_marked_when_all_that_is_not_proven_of_it_is() -> None:
    crud = next(item for item in load_roadmaps()["levels"].items() if item.id == "level-2.apis")
    assert crud.skills == ("rest-principles", "crud-routes")
    assert item_of("levels", crud.id, standing(marked=("crud-routes",))).state is ItemState.READY
    both = standing(marked=crud.skills)
    assert item_of("levels", crud.id, both).state is ItemState.SELF_MARKED
    half = Standing(
        proven=frozenset({"crud-routes"}), built=BUILT, self_marked=frozenset({"rest-principles"})
    )
    assert item_of("levels", crud.id, half).state is ItemState.SELF_MARKED


def test_an_item_of_a_stack_that_is_not_here_is_planned() -> None:
    here = {"notes-crud": frozenset({"express"}), "user-profile-api": frozenset({"express"})}
    known = standing(built=here)
    assert item_of("levels", "level-1.go", known).state is ItemState.PLANNED
    assert item_of("levels", "level-1.go", known).to_come == ("notes-crud@go", "user-profile-api@go")
    nodejs = item_of("core-advanced", "languages.nodejs", known)
    assert (nodejs.state, nodejs.to_do) == (ItemState.READY, ("notes-crud", "user-profile-api"))


@pytest.mark.parametrize(("stacks", "provable"), [(("go",), False), (("go", "flask"), True)])
def test_the_same_in_two_stacks_can_be_proven_where_there_are_two(
    stacks: tuple[str, ...], *, provable: bool
) -> None:
    assert can_be_proven(load_skills()["second-stack"], {"notes-crud": frozenset(stacks)}) is provable


@given(
    proven=st.frozensets(st.sampled_from(sorted(load_skills()))),
    built=st.dictionaries(
        st.sampled_from(["notes-crud", "quotes-api", "jwt-auth", "redis-cache"]),
        st.frozensets(st.sampled_from(["go", "flask", "express"])),
    ),
    marked=st.frozensets(st.sampled_from(sorted(load_skills()))),
    attempted=st.dictionaries(
        st.tuples(st.sampled_from(["notes-crud", "jwt-auth"]), st.sampled_from(["go", "flask"])),
        st.builds(ChecksPassed, passed=st.integers(0, 9), total=st.just(9)),
    ),
    name=st.sampled_from(sorted(load_roadmaps())),
)
def test_done_and_in_progress_and_open_are_all(
    proven: frozenset[str],
    built: dict[str, frozenset[str]],
    marked: frozenset[str],
    attempted: dict[tuple[str, str], ChecksPassed],
    name: str,
) -> None:
    roadmap = load_roadmaps()[name]
    known = Standing(proven=proven, built=built, progress=attempted, self_marked=marked)
    status = roadmap_status(roadmap, known)
    totals = status.totals
    assert totals.done + totals.in_progress + totals.open == totals.total == sum(1 for _ in roadmap.items())
    suggestion = next_item(status, known)
    assert suggestion is None or built[suggestion.exercise] >= set(suggestion.stacks)


def test_next_is_something_that_can_be_done_now_with_a_reason() -> None:
    suggestion = suggested("phases", standing("quotes-api@go"))
    assert suggestion.exercise == "notes-crud"
    assert "\n" not in suggestion.reason
    assert suggestion.status.state is ItemState.READY


def test_next_goes_on_with_what_was_begun() -> None:
    known = Standing(progress={("notes-crud", "go"): ChecksPassed(passed=3, total=12)}, built=BUILT)
    suggestion = suggested("levels", known)
    assert "3 of 12 checks" in suggestion.reason


def test_nothing_is_next_when_nothing_is_built() -> None:
    known = Standing()
    assert next_item(roadmap_status(load_roadmaps()["phases"], known), known) is None


@pytest.mark.parametrize(("proven", "expected"), [((), "first"), (("a",), "second")])
def test_next_waits_for_prerequisites_that_can_be_proven(proven: tuple[str, ...], expected: str) -> None:
    skills = {
        "a": Skill(id="a", title="A", proven_by=(parse_proof("one"),)),
        "b": Skill(id="b", title="B", proven_by=(parse_proof("two"),), needs=("a",)),
    }
    items = (Item(id="second", title="", skills=("b",)), Item(id="first", title="", skills=("a",)))
    roadmap = Roadmap(name="r", title="R", summary="", sections=(Section(id="s", title="S", items=items),))
    known = Standing(proven=frozenset(proven), built={"one": STACKS, "two": STACKS})
    suggestion = next_item(roadmap_status(roadmap, known, skills), known, skills)
    assert suggestion is not None
    assert suggestion.status.item.id == expected
