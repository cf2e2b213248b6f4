"""The words that name skills, and finding them in an item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from roadmap_lab.checklists.terms import load_terms
from roadmap_lab.checklists.words import Word, key, singular, split, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from roadmap_lab.checklists.terms import SkillTerms

LONGEST_TERM = 7
# Below seven letters one typo makes another word ("flask", "flash").
SHORTEST_TYPO = 7
TYPO_SCORE = 87.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term, with the skills it names.

    Attributes:
        key: Its words as `words.key` spells them.
        sure: Skills it names anywhere.
        loose: Skills it names in technical surroundings.
        under: Skills it names below headings with one of the words given.
        beside: Skills that it illustrates, without naming a skill of its own.
    """

    key: str
    sure: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A term found in an item: where its words stand, and whether a typo was forgiven."""

    term: Term
    places: tuple[int, ...]
    typo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All terms by their key, and what is needed to find them."""

    terms: Mapping[str, Term]
    unordered: tuple[tuple[frozenset[str], Term], ...]
    sure_words: tuple[str, ...]
    neutral: frozenset[str]
    technical: frozenset[str]
    home: frozenset[str]
    foreign: frozenset[str]
    go_on: frozenset[str]

    def find(self, words: Sequence[Word]) -> tuple[Spot, ...]:
        """The terms in an item: the most telling first, then in any order within a part of a list."""
        taken: set[int] = set()
        spots = [*self._in_order(words, taken), *self._in_any_order(words, taken), *self._typos(words, taken)]
        return tuple(sorted(spots, key=lambda spot: spot.places))

    def is_sure(self, text: str) -> bool:
        """Whether a text has a term that is technical wherever it stands."""
        words = split(text)
        return any(spot.term.sure for spot in self._in_order(words, set()))

    def _in_order(self, words: Sequence[Word], taken: set[int]) -> Iterator[Spot]:
        found = [
            Spot(term=term, places=tuple(range(start, start + length)))
            for start in range(len(words))
            for length in range(1, min(LONGEST_TERM, len(words) - start) + 1)
            if words[start].clause == words[start + length - 1].clause
            and (term := self.terms.get(" ".join(word.text for word in words[start : start + length])))
        ]

        # "API gateway" before "build API": words that say something count for more than words that go with
        # all.
        def rank(spot: Spot) -> tuple[int, int, bool, tuple[int, ...]]:
            crosses = words[spot.places[0]].segment != words[spot.places[-1]].segment
            return -self._telling(spot.term), -len(spot.places), crosses, spot.places

        for spot in sorted(found, key=rank):
            if taken.isdisjoint(spot.places):
                taken.update(spot.places)
                yield spot

    def _telling(self, term: Term) -> int:
        return sum(word not in self.neutral for word in term.key.split())

    def _in_any_order(self, words: Sequence[Word], taken: set[int]) -> Iterator[Spot]:
        for segment in dict.fromkeys(word.segment for word in words):
            free = {
                word.text: place
                for place, word in enumerate(words)
                if word.segment == segment and place not in taken
            }
            for wanted, term in self.unordered:
                if len(free) >= len(wanted) and wanted <= free.keys():
                    places = tuple(sorted(free.pop(word) for word in wanted))
                    taken.update(places)
                    yield Spot(term=term, places=places)

    def _typos(self, words: Sequence[Word], taken: set[int]) -> Iterator[Spot]:
        for place, word in enumerate(words):
            if place in taken or len(word.text) < SHORTEST_TYPO or word.text in self.neutral:
                continue
            found = process.extractOne(word.text, self.sure_words, scorer=fuzz.ratio, score_cutoff=TYPO_SCORE)
            if found is not None and found[0][0] == word.text[0]:
                taken.add(place)
                yield Spot(term=self.terms[found[0]], places=(place,), typo=True)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the skills that ship with the package."""
    return build_lexicon(load_terms())


def build_lexicon(skills: Mapping[str, SkillTerms]) -> Lexicon:
    """The lexicon of these skills; a term may name several."""
    sure: defaultdict[str, list[str]] = defaultdict(list)
    loose: defaultdict[str, list[str]] = defaultdict(list)
    under: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for skill, words in skills.items():
        for term in dict.fromkeys(map(key, words.terms)):
            sure[term].append(skill)
        for term in dict.fromkeys(map(key, words.loose)):
            loose[term].append(skill)
        for written, headings in words.under.items():
            under[key(written)][skill] = frozenset(map(singular, headings))
        for term in map(key, words.beside):
            beside[term].add(skill)
    names = {*sure, *loose, *under, *beside}
    terms = {
        name: Term(
            key=name,
            sure=tuple(sure[name]),
            loose=tuple(loose[name]),
            under=MappingProxyType(under[name]),
            beside=frozenset(beside[name]),
        )
        for name in names
    }
    several = sorted(
        (name for name in terms if terms[name].sure and " " in name),
        key=lambda name: (-name.count(" "), name),
    )
    said = vocabulary()
    return Lexicon(
        terms=MappingProxyType(terms),
        unordered=tuple((frozenset(name.split()), terms[name]) for name in several),
        sure_words=tuple(
            sorted(
                name for name in terms if terms[name].sure and " " not in name and len(name) >= SHORTEST_TYPO
            )
        ),
        neutral=frozenset(map(singular, said.neutral)),
        technical=frozenset(map(singular, said.technical)),
        home=frozenset(map(singular, said.home)),
        foreign=frozenset(key(word) for word in said.foreign),
        go_on=frozenset(said.go_on),
    )
