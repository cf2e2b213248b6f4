"""Precision and recall of the matching of checklists: `python benchmarks/matching.py [--misses]`.

An item counts as right when its skills are exactly the ones of its label and it is above the ticking
threshold.
Precision: of the items above the threshold, how many are right. Recall: of the items that mean a skill, how
many are right.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from roadmap_lab.checklists.checklist import ChecklistItem
from roadmap_lab.checklists.matching import THRESHOLD, Match, match_checklist, match_item
from roadmap_lab.checklists.reader import read_checklist

DATA = Path(__file__).parent.parent / "tests" / "data"


class LabelledItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item with the skills that it means."""

    text: str
    headings: tuple[str, ...]
    skills: tuple[str, ...]
    held_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A match beside the skills that were meant."""

    match: Match
    meant: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether it would be ticked for what it means."""
        return self.match.tick and frozenset(self.match.skills) == self.meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of a set of items."""

    judged: tuple[Judged, ...]

    @property
    def precision(self) -> float:
        """From 0 to 1."""
        above = [one for one in self.judged if one.match.tick]
        return sum(one.right for one in above) / len(above) if above else 1.0

    @property
    def recall(self) -> float:
        """From 0 to 1."""
        meant = [one for one in self.judged if one.meant]
        return sum(one.right for one in meant) / len(meant) if meant else 1.0

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """Items that were missed, or that would be ticked for something else."""
        return tuple(one for one in self.judged if not one.right and (one.meant or one.match.tick))


def labelled_items() -> tuple[LabelledItem, ...]:
    return msgspec.yaml.decode((DATA / "labelled_items.yaml").read_bytes(), type=tuple[LabelledItem, ...])


def score_labelled(items: tuple[LabelledItem, ...]) -> Score:
    return Score(
        judged=tuple(
            Judged(
                match=match_item(ChecklistItem(line=1, text=item.text, headings=item.headings)),
                meant=frozenset(item.skills),
            )
            for item in items
        )
    )


def seed_labels() -> dict[str, dict[int, tuple[str, ...]]]:
    return msgspec.yaml.decode(
        (DATA / "seed_labels.yaml").read_bytes(), type=dict[str, dict[int, tuple[str, ...]]], strict=False
    )


def score_seed(name: str) -> Score:
    labels = seed_labels()[name]
    matches = match_checklist(read_checklist((DATA / "checklists" / name).read_bytes()))
    lines = {match.item.line for match in matches}
    if missing := sorted(set(labels) - lines):
        raise SystemExit(f"{name}: no item was read on lines {missing}")
    return Score(
        judged=tuple(
            Judged(match=match, meant=frozenset(labels.get(match.item.line, ()))) for match in matches
        )
    )


def main() -> None:
    misses = "--misses" in sys.argv
    items = labelled_items()
    groups = {
        "all labelled items": items,
        "  tuned on": tuple(item for item in items if not item.held_out),
        "  held out": tuple(item for item in items if item.held_out),
    }
    print(f"threshold {THRESHOLD}")
    for name, group in groups.items():
        score = score_labelled(group)
        print(f"{name}: {len(group)} items, precision {score.precision:.3f}, recall {score.recall:.3f}")
        if misses and name.strip() == "tuned on":
            _print_wrong(score)
    for name in seed_labels():
        score = score_seed(name)
        meant = [one for one in score.judged if one.meant]
        matched = sum(one.right for one in meant)
        print(
            f"{name}: {len(meant)} items, {matched} matched ({matched / len(meant):.1%}), "
            f"precision {score.precision:.3f}, missed lines {[one.match.item.line for one in score.wrong]}"
        )
        if misses:
            _print_wrong(score)


def _print_wrong(score: Score) -> None:
    for one in score.wrong:
        match = one.match
        print(
            f"    {match.item.line:4} {match.item.text!r} meant {sorted(one.meant)}, "
            f"found {list(match.skills)} ({match.confidence}, {match.why})"
        )


if __name__ == "__main__":
    main()
