"""The words by which checklists mean skills, as the data file lists them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.catalog.datafile import Entry, data_file, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


class SkillTerms(Entry, frozen=True):
    """The words of one skill.

    Attributes:
        terms: Words that mean the skill anywhere.
        loose: Words that mean it only in technical surroundings.
        under: Words that mean it below a heading with one of the words given.
        beside: Words that are mere examples next to one of the skill's own.
    """

    terms: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    under: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    beside: tuple[str, ...] = ()


@cache
def load_terms() -> Mapping[str, SkillTerms]:
    """The words of each skill by its id, in the order of the data file.

    Raises:
        InternalError: The data file is broken.
    """
    return MappingProxyType(read_yaml(data_file("checklists", "terms.yaml"), dict[str, SkillTerms]))
