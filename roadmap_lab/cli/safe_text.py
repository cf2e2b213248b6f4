"""The one place that makes text of learners' programs safe to show.

Their logs, bodies, headers and file names may hold anything: escape sequences that repaint the terminal or
set its title, characters that turn the reading direction, NUL, lone surrogates.
"""

from __future__ import annotations

import re
import unicodedata

_TAB_WIDTH = 4
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # Unicode general categories
# Format characters that ordinary text needs: joiners in emoji and in several scripts, the soft hyphen.
_HARMLESS = frozenset("\u200c\u200d\u00ad")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e\n]")


def safe_line(text: str, longest: int = 4000) -> str:
    """One line: what could act on a terminal is shown as an escape, in the way of `repr`."""
    return _safe(text, longest, keep="")


def safe_block(text: str, longest: int = 20_000) -> str:
    """Several lines: as `safe_line`, but line ends stay."""
    return _safe(text.replace("\r\n", "\n"), longest, keep="\n")


def safe_json(text: str) -> str:
    """JSON of the same value, in which what could act on a terminal stands as an escape of JSON's own."""
    return _NOT_PLAIN.sub(lambda found: _json_escape(found[0]), text)


def _json_escape(character: str) -> str:
    if _shown(character, keep="") == character:
        return character
    units = character.encode("utf-16-be", errors="surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _safe(text: str, longest: int, keep: str) -> str:
    if len(text) > longest:
        text = f"{text[:longest]} [... {len(text) - longest:,} characters left out]"
    text = text.expandtabs(_TAB_WIDTH) if keep else text
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_shown(character, keep) for character in text)


def _shown(character: str, keep: str) -> str:
    if character in keep or character in _HARMLESS:
        return character
    if unicodedata.category(character) in _UNSAFE_CATEGORIES or _is_noncharacter(character):
        return character.encode("unicode_escape", errors="surrogatepass").decode("ascii")
    return character


def _is_noncharacter(character: str) -> bool:
    """Whether it will never be a character (Unicode 23.7); XML allows not all of them."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004
