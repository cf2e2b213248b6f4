"""The skills under all roadmaps, and what proves each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from roadmap_lab.catalog.datafile import Entry, data_file, read_yaml
from roadmap_lab.catalog.stacks import StackId
from roadmap_lab.errors import InternalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROOF = re.compile(r"(?P<exercise>[a-z0-9-]+)(?:@(?P<stacks>[a-z]+(?:\|[a-z]+)*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One exercise passed in one stack."""

    exercise: str
    stack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One thing that has to be passed.

    Attributes:
        exercise: Id of the exercise; None stands for any one exercise.
        stacks: The stacks that count, either of them; empty means all.
        distinct: In how many different stacks the same exercise has to be passed.
    """

    exercise: str | None
    stacks: tuple[StackId, ...] = ()
    distinct: int = 1

    def __str__(self) -> str:
        """As it is written in skills.yaml: `notes-crud@fastapi|flask`."""
        if self.exercise is None:
            return f"any exercise in {self.distinct} stacks"
        where = "@" + "|".join(self.stacks) if self.stacks else ""
        return f"{self.exercise}{where}" + (f" in {self.distinct} stacks" if self.distinct > 1 else "")

    def met_by(self, passed: Mapping[str, frozenset[str]]) -> bool:
        """Whether the passes, as stacks by exercise id, are enough."""
        names = passed if self.exercise is None else (self.exercise,)
        return any(len(self._counted(passed.get(name, frozenset()))) >= self.distinct for name in names)

    def _counted(self, stacks: frozenset[str]) -> frozenset[str]:
        return stacks & frozenset(self.stacks) if self.stacks else stacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something a learner can do, and how it shows.

    Attributes:
        id: Kebab-case; never changes.
        title: For people.
        proven_by: What has to be passed: all of it.
        needs: Ids of the skills to have before.
        aliases: Ids that the skill had before.
    """

    id: str
    title: str
    proven_by: tuple[Proof, ...]
    needs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[str, ...]:
        """Ids of the exercises named in `proven_by`, in order."""
        return tuple(dict.fromkeys(proof.exercise for proof in self.proven_by if proof.exercise))


class _AnyExercise(Entry, frozen=True):
    """`{stacks: 2}`, or `{exercise: notes-crud, stacks: 2}`."""

    stacks: int
    exercise: str | None = None


class _SkillEntry(Entry, frozen=True):
    id: str
    title: str
    proven_by: tuple[str | _AnyExercise, ...]
    needs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def parse_proof(text: str) -> Proof:
    """A proof from its short form: `exercise`, `exercise@stack` or `exercise@stack|stack`.

    Raises:
        InternalError: It has another form, or names a stack that there is not.
    """
    match = PROOF.fullmatch(text)
    if match is None:
        raise InternalError(
            f"“{text}” is not a proof", "Write exercise, exercise@stack or exercise@stack|stack."
        )
    names = match["stacks"].split("|") if match["stacks"] else []
    try:
        return Proof(exercise=match["exercise"], stacks=tuple(StackId(name) for name in names))
    except ValueError as error:
        raise InternalError(f"“{text}” names no known stack", f"One of {', '.join(StackId)}.") from error


def read_skills() -> tuple[Skill, ...]:
    """All skills as the data file lists them, repeated ids included."""
    return tuple(
        _skill(entry) for entry in read_yaml(data_file("catalog", "skills.yaml"), tuple[_SkillEntry, ...])
    )


@cache
def load_skills() -> Mapping[str, Skill]:
    """All skills by id, in the order of the data file.

    Raises:
        InternalError: The data file is broken.
    """
    return MappingProxyType({skill.id: skill for skill in read_skills()})


def resolve(name: str) -> Skill:
    """The skill of that id or title, or the one that had the id before.

    Raises:
        UsageError: There is none.
    """
    skills = load_skills()
    if (current := current_id(name)) in skills:
        return skills[current]
    for skill in skills.values():
        if skill.title.casefold() == name.casefold():
            return skill
    from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # only for a mistyped id

    otherwise = "roadmap-lab roadmap show NAME --json lists the skills of a roadmap"
    raise UsageError(f"there is no skill {name!r}", near_matches(name, tuple(skills), otherwise))


def current_id(name: str) -> str:
    """The id that the skill `name` has today: what was stored before a rename stays good."""
    return _renamed().get(name, name)


@cache
def _renamed() -> Mapping[str, str]:
    return MappingProxyType({alias: skill.id for skill in load_skills().values() for alias in skill.aliases})


def proven_skills(passes: Iterable[Pass], skills: Mapping[str, Skill] | None = None) -> frozenset[str]:
    """Ids of the skills that these passes prove; a skill without proofs is never proven."""
    passed = stacks_passed(passes)
    known = load_skills() if skills is None else skills
    return frozenset(
        skill.id
        for skill in known.values()
        if skill.proven_by and all(proof.met_by(passed) for proof in skill.proven_by)
    )


def stacks_passed(passes: Iterable[Pass]) -> dict[str, frozenset[str]]:
    """The stacks in which each exercise was passed, by exercise id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in passes:
        found[one.exercise].add(one.stack)
    return {exercise: frozenset(stacks) for exercise, stacks in found.items()}


def _skill(entry: _SkillEntry) -> Skill:
    return Skill(
        id=entry.id,
        title=entry.title,
        proven_by=tuple(_proof(one) for one in entry.proven_by),
        needs=entry.needs,
        aliases=entry.aliases,
    )


def _proof(written: str | _AnyExercise) -> Proof:
    if isinstance(written, str):
        return parse_proof(written)
    return Proof(exercise=written.exercise, distinct=written.stacks)
