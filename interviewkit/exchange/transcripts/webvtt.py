"""WebVTT: what Zoom, Teams, Webex, Descript, YouTube and most players write."""

from __future__ import annotations

from collections.abc import Iterator

from interviewkit.exchange.transcripts import cues
from interviewkit.exchange.transcripts.pieces import LeftOut, Piece

NAME = "WebVTT"
GLUE = " "


def fits(head: str) -> bool:
    """Whether a file that begins so is WebVTT: the word alone, or before a blank."""
    first = head.lstrip().partition("\n")[0]
    return first.startswith("WEBVTT") and not first[6:7].strip()


def pieces(text: str, left: LeftOut) -> Iterator[Piece]:
    """The talk, cue by cue."""
    return cues.pieces(text, left, webvtt=True)
