"""What every format of transcript is cut into: pieces of talk, each with its line, moment and speaker.

Files are walked through, never held in parts: a piece is made when it is asked for, so that a file of a million
two-letter lines takes no more memory than its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_HOURS = 1_000
PARTS = 200
CLOCK = r"(?:[0-9]{1,4}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,9})?"
"""A moment of a recording as people and programs write it: 0:31, 1:02:03, 00:00:05.250."""

_PARTS = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-9]{1,2})(?:[.,:]([0-9]{1,9}))?")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


class Piece(NamedTuple):
    """A part of a line of the file.

    `line` counts from 1; `at` and `until` are milliseconds from the recording's beginning, None where the file does
    not say. `speaker` is the file's own label, None where there is none. `starts` tells that a label may stand at
    the beginning of `text`, `fresh` that somebody else than before begins to speak, or another paragraph.
    """

    line: int
    at: int | None
    until: int | None
    speaker: str | None
    text: str
    starts: bool = True
    fresh: bool = False


class LeftOut(dict[str, int]):
    """What a reader passes over, counted by what it was: "comments", "header_lines"…"""

    def count(self, what: str) -> None:
        """One more of these."""
        self[what] = self.get(what, 0) + 1


class Words:
    """Text that grows by small parts, and takes little more memory than its signs: parts are joined by the hundred."""

    def __init__(self, first: str = "") -> None:
        self._whole: list[str] = []
        self._parts = [first]

    def add(self, part: str) -> None:
        """Say this too."""
        self._parts.append(part)
        if len(self._parts) >= PARTS:
            self._whole.append("".join(self._parts))
            self._parts = []

    def text(self) -> str:
        """All that was said."""
        return "".join([*self._whole, *self._parts])


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that ends them with LF, without it, each with its number from 1."""
    start, number = 0, 1
    while (end := text.find("\n", start)) >= 0:
        yield number, text[start:end]
        start, number = end + 1, number + 1
    if start < len(text):
        yield number, text[start:]


def milliseconds(clock: str) -> int | None:
    """How far into a recording a moment is, or None for what is none, or further than any recording goes.

    Hours may be missing; a fraction's first three digits count.
    """
    found = _PARTS.fullmatch(clock)
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups("0")
    last = int(seconds)
    whole = (int(hours) * 60 + int(minutes)) * 60 + last
    if last >= 60 or whole >= LONGEST_HOURS * 3600:
        return None
    return whole * 1000 + int(fraction if len(fraction) == 3 else f"{fraction:0<3}"[:3])


def unescaped(text: str) -> str:
    """Text with the entities that captions are written with as the signs they stand for."""
    if "&" not in text:
        return text
    from html import unescape

    return _ENTITY.sub(lambda found: unescape(found[0]), text).replace("\0", "␀")
