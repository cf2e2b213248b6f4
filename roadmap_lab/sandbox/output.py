"""Reading what containers write: the engine's multiplexed stream, with caps on everything."""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

STDOUT = 1
STDERR = 2
_HEADER = struct.Struct(">BxxxL")  # Engine API, "Stream format": stream type, then the payload's size
_LARGEST_READ = 64 * 1024
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # ECMA-48, SGR


def frames(reader: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The pieces of a multiplexed stream as (stream, bytes), until it ends or is cut off."""
    while True:
        try:
            header = reader.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return
            stream, size = _HEADER.unpack(header)
            while size:
                piece = reader.read(min(size, _LARGEST_READ))
                if not piece:
                    return
                size -= len(piece)
                yield stream, piece
        except (OSError, ValueError):  # the channel was closed from our side
            return


class LineReader:
    """Cuts pieces into lines; a line over the cap ends the stream.

    Args:
        longest: The most bytes of one line.
        largest: The most bytes of all lines together.
    """

    def __init__(self, *, longest: int, largest: int) -> None:
        self._longest = longest
        self._left = largest
        self._rest = b""

    def lines(self, piece: bytes) -> list[bytes]:
        """The lines that this piece completes.

        Raises:
            OverflowError: A line, or all of them, went over the cap.
        """
        self._left -= len(piece)
        *complete, self._rest = (self._rest + piece).split(b"\n")
        if self._left < 0 or any(len(line) > self._longest for line in (*complete, self._rest)):
            raise OverflowError("more output than the cap allows")
        return complete


def log_text(multiplexed: bytes) -> str:
    """The text of a container's log, both streams together, as they came."""
    pieces = [piece for _, piece in frames(io.BytesIO(multiplexed))]
    return b"".join(pieces).decode("utf-8", errors="replace")


def without_colours(line: str) -> str:
    """A line as a tool would write it that knows of no terminal; other escapes are shown as what they are."""
    return _COLOURS.sub("", line)
