"""Talk as people write it down: `Name: text`, with a time before or behind the name or none, `>>` where another speaks.

Whatever else the file holds is talk of nobody known, so this reader fits every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewkit.exchange.transcripts.headers import Header
from interviewkit.exchange.transcripts.labels import label
from interviewkit.exchange.transcripts.pieces import CLOCK, LeftOut, Piece, lines, milliseconds

NAME = "plain text"
GLUE = "\n"
_BARE = re.compile(rf"[\s#*_]*[\[(]?({CLOCK})[\])]?[\s*_]*")
_BEFORE = re.compile(rf"[*_]{{0,2}}(?:\[({CLOCK})\]|\(({CLOCK})\)|({CLOCK})(?=\s))[*_]{{0,2}}\s*(?:[-–—]\s+)?")
_CHANGE = re.compile(r"\s*>>+\s*")
_SECTION = re.compile(r"#{1,6}\s")


def fits(head: str) -> bool:
    """Any text."""
    return bool(head)


def bare_time(line: str) -> int | None:
    """The moment that a line is, when it is nothing else, in milliseconds."""
    found = _BARE.fullmatch(line) if ":" in line and len(line) < 60 else None
    return milliseconds(found[1]) if found else None


def pieces(text: str, left: LeftOut) -> Iterator[Piece]:
    """The talk, line by line, with the last moment that was named."""
    header = Header(text, left)
    at: int | None = None
    for number, line in lines(text):
        bare = bare_time(line)
        if bare is not None:
            at = bare
            left.count("bare_times")
        if bare is not None or not line.strip() or header.passes_over(number, line, begun=False):
            continue
        before = _BEFORE.match(line) if line.lstrip()[:1] in "[(*_0123456789" else None
        words = line
        if before is not None:
            moment = milliseconds(next(filter(None, before.groups())))
            rest = line[before.end() :]
            if moment is not None and (label(rest) or before[1] or before[2]):
                at, words = moment, rest
        changed = _CHANGE.match(words)
        if changed or label(words) is not None:
            header.over()
        other = changed is not None or _SECTION.match(words) is not None
        words = words[changed.end() :] if changed else words
        if words.strip():
            yield Piece(number, at, None, None, words.strip(), starts=True, fresh=other)
