"""Google Meet: `Name: text`, a bare time every few minutes, attendees above, a note of the maker's below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewkit.exchange.transcripts import plain
from interviewkit.exchange.transcripts.pieces import LeftOut, Piece, lines

NAME = "Google Meet"
GLUE = "\n"
_MAKER = re.compile(
    r"(?im)^[ \t#*_-]*(?:attendees[ \t*_:]*$|(?:meeting|transcription) ended after [0-9]"
    r"|this editable transcript was computer)"
)


def fits(head: str) -> bool:
    """Whether the maker's own words stand there, or several bare times of a recording that goes on."""
    return _MAKER.search(head) is not None or sum(plain.bare_time(line) is not None for _, line in lines(head)) >= 2


def pieces(text: str, left: LeftOut) -> Iterator[Piece]:
    """The talk, line by line, each with the bare time above it."""
    return plain.pieces(text, left)
