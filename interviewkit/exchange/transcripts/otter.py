"""Otter, and others that put who speaks and when on a line of its own: `Name  0:31`, the text below it.

Also `Name (0:31)`, `[0:31] Name`, `Name 0:31:` and, where nobody is named, the time alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewkit.exchange.transcripts.headers import Header
from interviewkit.exchange.transcripts.labels import like_a_name, tidy
from interviewkit.exchange.transcripts.pieces import CLOCK, LeftOut, Piece, lines, milliseconds

NAME = "Otter"
GLUE = "\n"
LONGEST = 80
_OPEN, _SHUT = r"[\[(]?", r"[\])]?"
HEADING = re.compile(
    rf"(?:\#{{1,6}}\s+)?[*_]{{0,2}}(?:{_OPEN}(?P<before>{CLOCK}){_SHUT}[ \t]+[-–—]?[ \t]*)?"
    rf"(?P<name>[^\W_][^:\n.?!;\[\](){{}}<>]{{0,60}}?(?:[ \t]\([^():\n]{{1,30}}\))?)?"
    rf"[*_]{{0,2}}(?:[ \t]*[,|·-]?[ \t]*(?<=[\s*_]){_OPEN}(?P<after>{CLOCK}){_SHUT})?[*_]{{0,2}}\s*:?\s*"
)


def heading(line: str) -> tuple[str | None, int] | None:
    """The speaker and moment of a line that is nothing but these; a name needs a time, a time needs no name."""
    if len(line) > LONGEST or ":" not in line:
        return None
    found = HEADING.fullmatch(f"{line.rstrip()} ")
    clock = found and (found["after"] or found["before"])
    at = milliseconds(clock) if clock else None
    if found is None or at is None:
        return None
    name = tidy(found["name"] or "")
    if len(name.split()) > 2 and not like_a_name(name):
        return None
    return name or None, at


def fits(head: str) -> bool:
    """Whether lines of who and when stand there with text below, at least two of them and some with names."""
    found = names = 0
    above: tuple[str | None, int] | None = None
    for _, line in lines(head):
        here = heading(line)
        if here is None and above is not None and line.strip():
            found += 1
            names += above[0] is not None
            above = None
        elif here is not None:
            above = here
    return found >= 2 and (names >= 2 or "otter.ai" in head)


def pieces(text: str, left: LeftOut) -> Iterator[Piece]:
    """The talk, line by line; what stands above the first name is a header where it looks like one."""
    header = Header(text, left)
    at: int | None = None
    speaker: str | None = None
    for number, line in lines(text):
        if not line.strip() or header.passes_over(number, line, begun=at is not None):
            continue
        found = heading(line)
        if found is None:
            yield Piece(number, at, None, speaker, line.strip(), starts=at is None)
        else:
            speaker, at = found
            header.over()
