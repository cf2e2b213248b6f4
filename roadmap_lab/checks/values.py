"""Inputs that differ from grade to grade and can be had again from the seed."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

_WORDS = [
    "amber",
    "anchor",
    "autumn",
    "basket",
    "beacon",
    "birch",
    "bridge",
    "canyon",
    "cedar",
    "cobalt",
    "comet",
    "copper",
    "coral",
    "cotton",
    "crane",
    "delta",
    "ember",
    "falcon",
    "feather",
    "fern",
    "flint",
    "forest",
    "garden",
    "ginger",
    "glacier",
    "granite",
    "harbor",
    "hazel",
    "heron",
    "indigo",
    "island",
    "ivory",
    "jasmine",
    "juniper",
    "kestrel",
    "lagoon",
    "lantern",
    "lemon",
    "linen",
    "magnet",
    "maple",
    "marble",
    "meadow",
    "mint",
    "mist",
    "nectar",
    "north",
    "nutmeg",
    "oak",
    "ocean",
    "olive",
    "orbit",
    "orchid",
    "otter",
    "paper",
    "pebble",
    "pepper",
    "pine",
    "planet",
    "plum",
    "pocket",
    "prairie",
    "quartz",
    "quill",
    "rain",
    "raven",
    "reef",
    "ridge",
    "river",
    "saffron",
    "salt",
    "sand",
    "sparrow",
    "spruce",
    "stone",
    "summit",
    "tango",
    "thistle",
    "thunder",
    "tide",
    "timber",
    "topaz",
    "tulip",
    "valley",
    "velvet",
    "violet",
    "walnut",
    "water",
    "willow",
    "winter",
    "yarrow",
    "zephyr",
]

# One piece each of: accents, right to left, three-byte script, astral emoji with modifiers, combining mark.
_SCRIPTS = ("Žluťoučký kůň", "שלום עולם", "日本語のメモ", "👩‍💻🏽🎉", "e\u0301tude", "Ωμέγα", "naïve café")


class Values:
    """A source of plausible input, seeded by the grade's seed and the check's id."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311  # it must be repeatable, not secret

    def words(self, count: int = 3) -> str:
        """`count` plain lower-case words with single blanks between them."""
        return " ".join(self.random.choice(_WORDS) for _ in range(count))

    def title(self) -> str:
        """A short title that no other call has given: three words and a token."""
        return f"{self.words().capitalize()} {self.token(4)}"

    def sentence(self) -> str:
        """Eight words with a capital at the start and a full stop at the end."""
        return f"{self.words(8).capitalize()}."

    def name(self) -> str:
        """A person's name that no other call has given."""
        return f"{self.random.choice(_WORDS).capitalize()} {self.token(5).capitalize()}"

    def token(self, length: int = 8) -> str:
        """`length` random lower-case letters."""
        return "".join(self.random.choices(string.ascii_lowercase, k=length))

    def unicode(self) -> str:
        """Text that a server mangles unless it treats text as Unicode throughout."""
        return f"{' '.join(self.random.sample(_SCRIPTS, 4))} {self.token(4)}"

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.random.randint(low, high)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return self.random.choice(items)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All the items in another order."""
        return self.random.sample(items, len(items))
