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
from roadmap_lab.checklists.terms import load_terms
from roadmap_lab.checklists.words import key, spell, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from roadmap_lab.checklists.checklist import Checklist, ChecklistItem
    from roadmap_lab.checklists.words import Word

THRESHOLD = 0.8
SAME_WORDS = 97.0
# A reference of one word says no more than its term.
SHORTEST_REFERENCE = 2
# What confidence is held to by each doubt.
UNEXPLAINED_ENTRY = 0.7
COMPOUND = 0.7
NO_SURROUNDINGS = 0.6
FRAMEWORKS_OWN = 0.6
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """What holds the confidence to a limit, and why.

    Attributes:
        limit: From 0 to 1.
        reason: For people.
        is_foreign: Whether the item is of another trade: then no item of a roadmap can mean the same.
        is_unclear: Whether an item of a roadmap with the same words settles it.
    """

    limit: float
    reason: str
    is_foreign: bool = False
    is_unclear: bool = False


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
    around = _around(item)
    spots = tuple(spot for spot in spots if _means_something(spot, spots, around))
    named = _skills(spots, around)
    if not named:
        return NOTHING
    confidence, left = _explained(words, spots, lex)
    if any(spot.typo for spot in spots):
        confidence *= TYPO
    doubts = tuple(_doubts(item, words, spots, lex, technical=technical))
    confidence = min((confidence, *(doubt.limit for doubt in doubts)))
    quoted = dict.fromkeys(_quoted(spot, words) for spot in spots if _names(spot, around))
    why = "; ".join(filter(None, (f"names {', '.join(quoted)}", left, *(doubt.reason for doubt in doubts))))
    reference = None if any(doubt.is_foreign for doubt in doubts) else _reference(words)
    if reference is not None:
        title, skills = reference
        unclear = left or any(doubt.is_unclear for doubt in doubts)
        if set(skills) > set(named) or (unclear and confidence < THRESHOLD):
            return _Verdict(skills=skills, confidence=max(confidence, 0.95), why=f"reads like “{title}”")
    return _Verdict(skills=named, confidence=confidence, why=why)


def _doubts(
    item: ChecklistItem,
    words: Sequence[Word],
    spots: Sequence[Spot],
    lex: Lexicon,
    *,
    technical: bool,
) -> Iterator[_Doubt]:
    """What speaks against an item meaning the skills that it names."""
    around = _around(item)
    sure = any(spot.term.sure for spot in spots)
    if compound := _compound(words, spots, around):
        yield _Doubt(limit=COMPOUND, reason=f"“{compound}” may be one thing or two", is_unclear=True)
    # Below "Meetings" even "roles and permissions" are not what they are below "Security".
    bare = not item.headings and any(spot.term.sure and not spot.typo for spot in spots)
    if not (technical or bare or around & lex.technical or any(map(lex.find, map(split, item.headings)))):
        yield _Doubt(limit=NO_SURROUNDINGS, reason="nothing around it is technical")
    framework = _framework_above(item.headings, lex)
    if framework and not sure and not any(map(_is_of_stacks, _skills(spots, around))):
        yield _Doubt(limit=FRAMEWORKS_OWN, reason=f"{framework} has its own")
    if foreign := next((word for word in _runs(words) if word in lex.foreign), None):
        yield _Doubt(limit=FOREIGN_WORD, reason=f"“{foreign}” is another trade", is_foreign=True)
    if _foreign_heading(item.headings, lex):
        yield _Doubt(limit=FOREIGN_HEADING, reason="the heading is of another trade", is_foreign=True)


def _around(item: ChecklistItem) -> frozenset[str]:
    return frozenset(word.text for heading in item.headings for word in split(heading))


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
    words = load_terms()
    for other in others:
        theirs = _names(other, around)
        if other is spot or set(theirs) & set(own) or not spot.term.beside & set(theirs):
            continue
        # Two that illustrate each other are two skills.
        if not any(other.term.key in map(key, words[name].beside) for name in own):
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
        return min(confidence, UNEXPLAINED_ENTRY), doubt
    return confidence, doubt


def _compound(words: Sequence[Word], spots: Sequence[Spot], around: frozenset[str]) -> str:
    """Two skills named in one breath ("Express middleware"): the first may only say which of the second."""
    examples = [spot for spot in spots if _is_example(spot, spots, around)]
    for one, two in pairwise(spot for spot in spots if spot not in examples):
        ours, theirs = _names(one, around), _names(two, around)
        start = two.places[0]
        follows = start == one.places[-1] + 1 and words[start].joined
        if follows and ours and theirs and not set(ours) & set(theirs):
            return " ".join(words[place].text for place in (*one.places, *two.places))
    return ""


def _framework_above(headings: Sequence[str], lex: Lexicon) -> str:
    """The skill of a stack that the nearest heading consists of: below "NestJS", modules are NestJS's own."""
    words = split(headings[-1]) if headings else ()
    spots = lex.find(words)
    if len(spots) != 1 or any(
        place not in spots[0].places and word.text not in lex.neutral for place, word in enumerate(words)
    ):
        return ""
    return next(filter(_is_of_stacks, _names(spots[0], frozenset())), "")


def _is_of_stacks(skill: str) -> bool:
    """Whether a skill is a language or a framework: what proves it asks for a stack."""
    return all(proof.stacks for proof in load_skills()[skill].proven_by)


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
