"""How far a learner is on a roadmap: the one source of every state and total shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from roadmap_lab.catalog.skills import load_skills
from roadmap_lab.progress.exercise_progress import ChecksPassed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from roadmap_lab.catalog.roadmaps import Item, Roadmap, Section
    from roadmap_lab.catalog.skills import Proof, Skill


class ItemState(StrEnum):
    """Where an item stands."""

    PROVEN = "proven"
    IN_PROGRESS = "in-progress"
    READY = "ready"
    PLANNED = "planned"
    SELF_MARKED = "self-marked"

    @property
    def is_done(self) -> bool:
        """Whether the item counts as done: proven, or marked by the learner."""
        return self in {ItemState.PROVEN, ItemState.SELF_MARKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a learner.

    Attributes:
        proven: Ids of the skills proven.
        progress: Checks of the best attempt, by exercise id and stack; only what was attempted.
        built: The exercises that can be done now, each with the stacks that it can be done in.
        self_marked: Ids of the skills that the learner ticked by hand, in a checklist.
    """

    proven: frozenset[str] = frozenset()
    progress: Mapping[tuple[str, str], ChecksPassed] = field(default_factory=dict)
    built: Mapping[str, frozenset[str]] = field(default_factory=dict)
    self_marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatus:
    """An item and where it stands.

    Attributes:
        item: The item.
        section: The section it stands in.
        state: Where it stands.
        checks: Checks passed, over all exercises of the item that were attempted.
        open_skills: Ids of its skills that are not proven.
        proven_by: What proves it, in the short form of the catalog (`notes-crud@go`), without repetition.
        to_do: Ids of the exercises that are still to pass and can be done now, in order.
        to_come: What is still to pass and cannot be done yet: exercises, or `exercise@stack`.
    """

    item: Item
    section: Section
    state: ItemState
    checks: ChecksPassed
    open_skills: tuple[str, ...]
    proven_by: tuple[str, ...]
    to_do: tuple[str, ...]
    to_come: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Numbers of items; done + in progress + open = total, by construction."""

    proven: int
    self_marked: int
    in_progress: int
    ready: int
    planned: int

    @property
    def done(self) -> int:
        """Proven, or marked by the learner."""
        return self.proven + self.self_marked

    @property
    def open(self) -> int:
        """Not begun: ready to start, or planned."""
        return self.ready + self.planned

    @property
    def total(self) -> int:
        """All items."""
        return self.done + self.in_progress + self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapStatus:
    """A roadmap with the state of every item, in order."""

    roadmap: Roadmap
    items: tuple[ItemStatus, ...]

    @property
    def totals(self) -> Totals:
        """Over all sections."""
        return count(self.items)

    def of_section(self, section: Section) -> tuple[ItemStatus, ...]:
        """The items of one section, in order."""
        return tuple(status for status in self.items if status.section.id == section.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to do next.

    Attributes:
        status: The item.
        exercise: Id of the exercise to do for it.
        stacks: Where the item asks for a stack: those of them that the exercise has here.
        reason: Why, in one line.
    """

    status: ItemStatus
    exercise: str
    stacks: tuple[str, ...]
    reason: str


def roadmap_status(
    roadmap: Roadmap, standing: Standing, skills: Mapping[str, Skill] | None = None
) -> RoadmapStatus:
    """The state of every item of a roadmap."""
    known = load_skills() if skills is None else skills
    return RoadmapStatus(
        roadmap=roadmap,
        items=tuple(
            _status(item, section, standing, known) for section in roadmap.sections for item in section.items
        ),
    )


def can_be_proven(skill: Skill, built: Mapping[str, frozenset[str]]) -> bool:
    """Whether everything that proves a skill can be done with the exercises and stacks there are."""
    return bool(skill.proven_by) and all(_stacks(proof, built) for proof in skill.proven_by)


def count(items: Iterable[ItemStatus]) -> Totals:
    """Totals over any selection of items."""
    states = Counter(status.state for status in items)
    return Totals(
        proven=states[ItemState.PROVEN],
        self_marked=states[ItemState.SELF_MARKED],
        in_progress=states[ItemState.IN_PROGRESS],
        ready=states[ItemState.READY],
        planned=states[ItemState.PLANNED],
    )


def next_item(
    status: RoadmapStatus, standing: Standing, skills: Mapping[str, Skill] | None = None
) -> Suggestion | None:
    """The item to do next: one that can be practised now and whose prerequisites are proven.

    What was begun comes first, then what can be finished with the exercises there are, then the roadmap's
    order. A prerequisite that no built exercise proves yet does not hold the learner up; the reason then
    says so. None when nothing can be practised.
    """
    known = load_skills() if skills is None else skills
    candidates = []
    for index, one in enumerate(status.items):
        if one.state not in {ItemState.READY, ItemState.IN_PROGRESS} or not one.to_do:
            continue
        missing = _missing(one, standing, known)
        if any(can_be_proven(known[need], standing.built) for need in missing):
            continue
        begun = one.state is ItemState.IN_PROGRESS
        candidates.append((bool(missing), not begun, bool(one.to_come), index, one, missing))
    if not candidates:
        return None
    *_, chosen, missing = min(candidates, key=lambda candidate: candidate[:4])
    exercise = chosen.to_do[0]
    proofs = [proof for name in chosen.open_skills for proof in known[name].proven_by if proof.stacks]
    stacks = {stack for proof in proofs if proof.exercise == exercise for stack in proof.stacks}
    return Suggestion(
        status=chosen,
        exercise=exercise,
        stacks=tuple(sorted(stacks & standing.built[exercise])),
        reason=_reason(chosen, missing, standing, known),
    )


def _status(item: Item, section: Section, standing: Standing, skills: Mapping[str, Skill]) -> ItemStatus:
    wanted = [skills[name] for name in item.skills]
    open_skills = tuple(skill.id for skill in wanted if skill.id not in standing.proven)
    proofs = list(dict.fromkeys(proof for skill in wanted for proof in skill.proven_by))
    still = dict.fromkeys(proof for name in open_skills for proof in skills[name].proven_by)
    needed = [proof for proof in still if not _is_passed(proof, standing)]
    to_do = dict.fromkeys(
        _next_exercise(proof, standing) for proof in needed if _stacks(proof, standing.built)
    )
    to_come = dict.fromkeys(
        str(proof) if proof.exercise in standing.built or proof.exercise is None else proof.exercise
        for proof in needed
        if not _stacks(proof, standing.built)
    )
    attempted = {proof.exercise: best for proof in proofs if (best := _best(proof, standing))}
    checks = ChecksPassed(
        passed=sum(best.passed for best in attempted.values()),
        total=sum(best.total for best in attempted.values()),
    )
    begun = bool(attempted) or len(open_skills) < len(wanted)
    return ItemStatus(
        item=item,
        section=section,
        state=_state(standing, open_skills=open_skills, begun=begun, practicable=bool(to_do)),
        checks=checks,
        open_skills=open_skills,
        proven_by=tuple(str(proof) for proof in proofs),
        to_do=tuple(to_do),
        to_come=tuple(to_come),
    )


def _best(proof: Proof, standing: Standing) -> ChecksPassed | None:
    """The best attempt that counts for a proof; None when there is none, or when any exercise would do."""
    attempts = [
        checks
        for (exercise, stack), checks in standing.progress.items()
        if exercise == proof.exercise and (not proof.stacks or stack in proof.stacks)
    ]
    return max(attempts, key=lambda checks: (checks.complete, checks.passed), default=None)


def _is_passed(proof: Proof, standing: Standing) -> bool:
    passed: defaultdict[str, set[str]] = defaultdict(set)
    for (exercise, stack), checks in standing.progress.items():
        if checks.complete:
            passed[exercise].add(stack)
    return proof.met_by({exercise: frozenset(stacks) for exercise, stacks in passed.items()})


def _stacks(proof: Proof, built: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The stacks in which a proof can be done now; empty where there are too few of them."""
    if proof.exercise is None:
        enough = [stacks for stacks in built.values() if len(stacks) >= proof.distinct]
        return frozenset().union(*enough)
    here = built.get(proof.exercise, frozenset())
    usable = here & frozenset(proof.stacks) if proof.stacks else here
    return usable if len(usable) >= proof.distinct else frozenset()


def _next_exercise(proof: Proof, standing: Standing) -> str:
    """The exercise to do for a proof; where any one counts, one that was passed already goes on."""
    if proof.exercise is not None:
        return proof.exercise
    fitting = sorted(name for name, stacks in standing.built.items() if len(stacks) >= proof.distinct)
    passed = {name for (name, _), checks in standing.progress.items() if checks.complete}
    return min(fitting, key=lambda name: (name not in passed, name))


def _state(standing: Standing, *, open_skills: tuple[str, ...], begun: bool, practicable: bool) -> ItemState:
    if not open_skills:
        return ItemState.PROVEN
    if standing.self_marked.issuperset(open_skills):
        return ItemState.SELF_MARKED
    if begun:
        return ItemState.IN_PROGRESS
    return ItemState.READY if practicable else ItemState.PLANNED


def _missing(status: ItemStatus, standing: Standing, skills: Mapping[str, Skill]) -> tuple[str, ...]:
    """Prerequisites of the item's open skills that are neither done nor part of the item itself."""
    done = standing.proven | standing.self_marked | frozenset(status.item.skills)
    return tuple(need for need in _needs(status, skills) if need not in done)


def _needs(status: ItemStatus, skills: Mapping[str, Skill]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need for name in status.open_skills for need in skills[name].needs))


def _reason(
    status: ItemStatus, missing: tuple[str, ...], standing: Standing, skills: Mapping[str, Skill]
) -> str:
    exercise = status.to_do[0]
    begun = status.state is ItemState.IN_PROGRESS
    if begun and status.checks.passed < status.checks.total:
        start = f"you have begun it ({status.checks.passed} of {status.checks.total} checks pass)"
    elif begun:
        start = "a part of it is done"
    else:
        start = f"{exercise} can be done now"
    if missing:
        titles = ", ".join(skills[name].title for name in missing)
        return f"{start}; no exercise is built yet for what comes before it ({titles})"
    before = [name for name in _needs(status, skills) if name not in status.item.skills]
    if not before:
        return f"{start} and it needs nothing before it"
    word = "proven" if standing.proven.issuperset(before) else "done"
    return f"{start}, and what it needs is {word}: {', '.join(skills[name].title for name in before)}"
