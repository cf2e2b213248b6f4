"""Which skills an item of a checklist means, how sure that is, and why.

An item matches when the terms found in it explain it whole: whatever is left unexplained, an unknown entry
in a list or a word of another trade, lowers the confidence. Ticking wrongly is worse than not ticking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from roadmap_lab.catalog.roadmaps import load_roadmaps
from roadmap_lab.catalog.skills import load_skills
from roadmap_lab.checklists.lexicon import Lexicon, Spot, lexicon
from roadmap_lab.checklists.links import Links
from roadmap_lab.checklists.words import key, spell, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from roadmap_lab.checklists.checklist import Checklist, ChecklistItem
    from roadmap_lab.checklists.words import Word

THRESHOLD = 0.8
SAME_WORDS = 97.0
# A reference of one word says no more than its term.
SHORTEST_REFERENCE = 2
# What confidence is held to by each doubt.
UNEXPLAINED_ENTRY = 0.7
NO_SURROUNDINGS = 0.6
FOREIGN_HEADING = 0.5
FOREIGN_WORD = 0.3
TYPO = 0.92
# In a file of at least so many technical items, being at least so large a part, "Go" is the language.
TECHNICAL_ITEMS = 3
TECHNICAL_PART = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What an item means.

    Attributes:
        item: The item.
        skills: Ids of its skills, all of which it takes; empty when it means none of ours.
        confidence: From 0 to 1.
        tick: Whether that is sure enough to tick by.
        why: In one line, for people.
        proven_by: What proves the skills, in the short form of the catalog, without repetition.
    """

    item: ChecklistItem
    skills: tuple[str, ...]
    confidence: float
    tick: bool
    why: str
    proven_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    skills: tuple[str, ...]
    confidence: float
    why: str


NOTHING = _Verdict(skills=(), confidence=0.0, why="names no skill that is known here")


def match_checklist(checklist: Checklist, links: Links | None = None) -> tuple[Match, ...]:
    """A match for every item, in order; what a learner has linked counts before anything else."""
    settled = links or Links()
    technical = _is_technical(checklist)
    return tuple(_match(item, settled, technical=technical) for item in checklist.items)


def match_item(item: ChecklistItem, links: Links | None = None) -> Match:
    """The match of one item by itself, without the file around it."""
    return _match(item, links or Links(), technical=False)


def match_data(match: Match) -> dict[str, Any]:
    """A match as plain data, as `--json` shows it."""
    return {
        "line": match.item.line,
        "text": match.item.text,
        "headings": list(match.item.headings),
        "ticked": match.item.box.ticked if match.item.box else None,
        "skills": list(match.skills),
        "confidence": match.confidence,
        "tick": match.tick,
        "why": match.why,
        "proven_by": list(match.proven_by),
    }


def _match(item: ChecklistItem, links: Links, *, technical: bool) -> Match:
    linked = links.of(item)
    if linked is not None:
        verdict = _Verdict(skills=linked, confidence=1.0, why="linked by you")
    else:
        verdict = _judge(item, lexicon(), technical=technical)
    skills = load_skills()
    known = tuple(skills[name] for name in verdict.skills if name in skills)
    return Match(
        item=item,
        skills=tuple(skill.id for skill in known),
        confidence=round(verdict.confidence, 2),
        tick=bool(known) and len(known) == len(verdict.skills) and verdict.confidence >= THRESHOLD,
        why=verdict.why,
        proven_by=tuple(dict.fromkeys(str(proof) for skill in known for proof in skill.proven_by)),
    )


def _judge(item: ChecklistItem, lex: Lexicon, *, technical: bool) -> _Verdict:
    words = _without_verbal_go(split(item.text), item.text, lex)
    spots = lex.find(words)
    if not spots:
        return NOTHING
    around = frozenset(word.text for heading in item.headings for word in split(heading))
    spots = tuple(spot for spot in spots if _means_something(spot, spots, around))
    named = _skills(spots, around)
    if not named:
        return NOTHING
    confidence, doubt = _explained(words, spots, lex)
    if any(spot.typo for spot in spots):
        confidence *= TYPO
    surrounded = (
        technical or bool(around & lex.technical) or any(lex.is_sure(heading) for heading in item.headings)
    )
    if not surrounded and not any(spot.term.sure and not spot.typo for spot in spots):
        confidence, doubt = _held(confidence, NO_SURROUNDINGS, doubt, "nothing around it is technical")
    foreign = next((word for word in _runs(words) if word in lex.foreign), None)
    if foreign:
        confidence, doubt = _held(confidence, FOREIGN_WORD, doubt, f"“{foreign}” is another trade")
    misplaced = _foreign_heading(item.headings, lex)
    if misplaced:
        confidence, doubt = _held(confidence, FOREIGN_HEADING, doubt, "the heading is of another trade")
    why = "names " + ", ".join(dict.fromkeys(_quoted(spot, words) for spot in spots if _names(spot, around)))
    reference = _reference(words)
    if reference is not None and not foreign and not misplaced:
        title, skills = reference
        if set(skills) > set(named) or (doubt.startswith("leaves") and confidence < THRESHOLD):
            return _Verdict(skills=skills, confidence=max(confidence, 0.95), why=f"reads like “{title}”")
    return _Verdict(skills=named, confidence=confidence, why=f"{why}; {doubt}" if doubt else why)


def _means_something(spot: Spot, spots: Sequence[Spot], around: frozenset[str]) -> bool:
    """Whether a spot names a skill here, or illustrates one that another spot names."""
    if _names(spot, around):
        return True
    named = {skill for other in spots if other is not spot for skill in _names(other, around)}
    return bool(spot.term.beside & named)


def _names(spot: Spot, around: frozenset[str]) -> tuple[str, ...]:
    below = tuple(skill for skill, headings in spot.term.under.items() if headings & around)
    return below or tuple(dict.fromkeys((*spot.term.sure, *spot.term.loose)))


def _skills(spots: Sequence[Spot], around: frozenset[str]) -> tuple[str, ...]:
    """The skills named, without those that stand there as examples of another."""
    examples = {spot.places for spot in spots if _is_example(spot, spots, around)}
    # What is an example itself has no examples: "AWS (Lambda) or GCP" names GCP.
    whole = [spot for spot in spots if spot.places not in examples]
    named: dict[str, None] = {}
    for spot in spots:
        if not _is_example(spot, whole, around):
            named.update(dict.fromkeys(_names(spot, around)))
    return tuple(named)


def _is_example(spot: Spot, others: Sequence[Spot], around: frozenset[str]) -> bool:
    own = _names(spot, around)
    skills = load_skills()
    for other in others:
        theirs = _names(other, around)
        if other is spot or set(theirs) & set(own) or not spot.term.beside & set(theirs):
            continue
        # Two that illustrate each other are two skills.
        if not any(other.term.key in map(key, skills[name].beside) for name in own):
            return True
    return False


def _explained(words: Sequence[Word], spots: Sequence[Spot], lex: Lexicon) -> tuple[float, str]:
    """How much of an item its terms explain, and what they leave."""
    taken = {place for spot in spots for place in spot.places}
    left = [
        word
        for place, word in enumerate(words)
        if place not in taken and word.text not in lex.neutral and not word.example
    ]
    left += [
        word
        for place, word in enumerate(words)
        if place not in taken and word.example and word.text in lex.foreign
    ]
    if not left:
        return 1.0, ""
    share = len(taken) / (len(taken) + len(left))
    confidence = 1 - (1 - share) * 0.9
    doubt = "leaves " + ", ".join(f"“{word.text}”" for word in left) + " unexplained"
    explained = {words[place].segment for place in taken}
    if any(word.segment not in explained for word in left):
        return _held(confidence, UNEXPLAINED_ENTRY, "", doubt)
    return confidence, doubt


def _held(confidence: float, limit: float, doubt: str, reason: str) -> tuple[float, str]:
    """A confidence held to a limit, with the reason added."""
    return min(confidence, limit), f"{doubt}; {reason}" if doubt else reason


def _foreign_heading(headings: Sequence[str], lex: Lexicon) -> bool:
    for heading in reversed(headings):
        words = split(heading)
        if {word.text for word in words} & lex.home:
            return False
        if any(run in lex.foreign for run in _runs(words)):
            return True
    return False


def _runs(words: Sequence[Word]) -> Iterable[str]:
    """Single words, then pairs of neighbours."""
    yield from (word.text for word in words)
    yield from (f"{one.text} {two.text}" for one, two in pairwise(words))


def _without_verbal_go(words: tuple[Word, ...], text: str, lex: Lexicon) -> tuple[Word, ...]:
    """The words, where "go" before "through" and its like is no name of a language."""
    raw = spell(text).split()
    if not any(one == "go" and two.strip(",.;:") in lex.go_on for one, two in pairwise(raw)):
        return words
    return tuple(replace(word, text="going") if word.text == "go" else word for word in words)


def _quoted(spot: Spot, words: Sequence[Word]) -> str:
    return "“" + " ".join(words[place].text for place in spot.places) + "”"


def _is_technical(checklist: Checklist) -> bool:
    lex = lexicon()
    sure = sum(lex.is_sure(item.text) for item in checklist.items)
    return sure >= TECHNICAL_ITEMS and sure >= TECHNICAL_PART * len(checklist.items)


@cache
def _references() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The roadmaps' own items by their words; those whose words mean two things are left out."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    unclear: set[str] = set()
    for roadmap in load_roadmaps().values():
        for item in roadmap.items():
            words = _content(split(item.title))
            if words in found and set(found[words][1]) != set(item.skills):
                unclear.add(words)
            found[words] = (item.title, item.skills)
    return {
        words: reference
        for words, reference in found.items()
        if words not in unclear and words.count(" ") + 1 >= SHORTEST_REFERENCE
    }


def _reference(words: Sequence[Word]) -> tuple[str, tuple[str, ...]] | None:
    """The item of a roadmap that has the same words, in whatever order."""
    references = _references()
    found = process.extractOne(_content(words), references.keys(), scorer=fuzz.ratio, score_cutoff=SAME_WORDS)
    return references[found[0]] if found else None


def _content(words: Sequence[Word]) -> str:
    neutral = lexicon().neutral
    named = {place for spot in lexicon().find(words) for place in spot.places}
    kept = [word.text for place, word in enumerate(words) if place in named or word.text not in neutral]
    return " ".join(sorted(kept))
