"""Bytes of a text file as lines, so that each character's place in the bytes is known."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# markdown-it counts lines by these three and by nothing else.
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
LONE = re.compile(r"[\ud800-\udfff]")
# Bytes that are no text go through the Markdown reader as these private characters, one for one.
FIRST_BYTE, PRIVATE = 0xDC80, 0x10F080
KEPT = re.compile(f"[{chr(PRIVATE)}-{chr(PRIVATE + 0x7F)}]+")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters that only stand in text once read in the wrong encoding.
LETTERS = {"cp1252": "âÂÃðŸ€", "mac-roman": "\u201a√¬ÄÔ\uf8ff", "latin-1": "ÃÂâð"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its text without the line end, and the byte at which it begins."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's bytes as text.

    Attributes:
        encoding: The codec of the text, without its byte order mark.
        lines: All lines; bytes that are no text in the codec stand as lone surrogates.
    """

    encoding: str
    lines: tuple[Line, ...]

    @property
    def markdown(self) -> str:
        """The text for a Markdown reader: the same lines, the same length, no surrogates or NULs."""
        lines = (LONE.sub(_keep, line.text) for line in self.lines)
        return "\n".join(lines).replace("\0", "\ufffd")

    def width(self, text: str) -> int:
        """How many bytes `text` takes."""
        return len(encode(text, self.encoding))


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or UTF-32 (by byte order mark), or any 8-bit encoding.

    Bytes that are not valid UTF-8 are kept as surrogates: the ASCII around them, where boxes are, stays
    readable.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                text = data[len(bom) :].decode(encoding, _errors(encoding))
            except UnicodeDecodeError:
                break
            return Decoded(encoding=encoding, lines=_lines(text, encoding, len(bom)))
    return Decoded(encoding="utf-8", lines=_lines(data.decode("utf-8", "surrogateescape"), "utf-8", 0))


def encode(text: str, encoding: str) -> bytes:
    """The bytes that `decode` read `text` from."""
    return text.encode(encoding, _errors(encoding))


def mend(text: str) -> str:
    """Text as it was meant, where UTF-8 was once read as an 8-bit encoding ("Ã©" for "é").

    What cannot be mended is left as it is; bytes of an 8-bit file are read as Western European.
    """
    text = KEPT.sub(lambda run: _kept(run[0]).decode("cp1252", "replace"), LONE.sub(_keep, text))
    for encoding, letters in LETTERS.items():
        if not any(letter in text for letter in letters):
            continue
        try:
            return _eight_bit(text, encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _keep(lone: re.Match[str]) -> str:
    byte = ord(lone[0]) - FIRST_BYTE
    return chr(PRIVATE + byte) if 0 <= byte < 0x80 else "\ufffd"  # noqa: PLR2004 — bytes from 0x80 to 0xff


def _kept(run: str) -> bytes:
    return bytes(ord(char) - PRIVATE + 0x80 for char in run)


def _eight_bit(text: str, encoding: str) -> bytes:
    """`text` in an 8-bit encoding; what cp1252 has no character for was passed through as its own code."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode(encoding)
        except UnicodeEncodeError:
            out += char.encode("latin-1")
    return bytes(out)


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def _lines(text: str, encoding: str, start: int) -> tuple[Line, ...]:
    found = []
    for match in LINE.finditer(text):
        whole = match[0]
        found.append(Line(text=whole.rstrip("\r\n"), offset=start))
        start += len(encode(whole, encoding))
    return tuple(found)
