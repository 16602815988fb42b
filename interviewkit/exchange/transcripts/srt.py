"""SubRip (SRT): numbered blocks with a time line each; the numbers, and even the blank lines, may be missing."""

from __future__ import annotations

from collections.abc import Iterator

from interviewkit.exchange.transcripts import cues
from interviewkit.exchange.transcripts.pieces import LeftOut, Piece, lines

NAME = "SRT"
GLUE = " "
LOOK = 50


def fits(head: str) -> bool:
    """Whether a time line stands near the beginning."""
    return any(cues.TIMING.match(line) for number, line in lines(head) if number <= LOOK)


def pieces(text: str, left: LeftOut) -> Iterator[Piece]:
    """The talk, block by block."""
    return cues.pieces(text, left, webvtt=False)
