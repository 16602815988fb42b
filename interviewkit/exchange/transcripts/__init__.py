"""Transcripts: one format per file, told apart by what is in them; the registry of them all is here.

A format has a NAME, `fits(head)`, which looks at the beginning of the text, `pieces(text, left)`, which walks
through it, and the GLUE that joins the pieces of a turn. The first one that fits reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, Protocol

from interviewkit.errors import UsageError
from interviewkit.exchange.transcripts import labels, meet, otter, plain, srt, webvtt
from interviewkit.exchange.transcripts.pieces import LeftOut, Piece
from interviewkit.exchange.transcripts.turns import Turn, Who, turns
from interviewkit.texts import decode

HEAD = 64_000
MOST_SPEAKERS = 500
FIRST_WORDS = 60
ABOVE = 60  # lines above the talk in which a file tells of itself
_ZIP, _PDF, _RTF = b"PK\x03\x04", b"%PDF", b"{\\rtf"


class Format(Protocol):
    """What a module of a format offers."""

    NAME: str
    GLUE: str

    def fits(self, head: str) -> bool:
        """Whether a file that begins so is of this format."""

    def pieces(self, text: str, left: LeftOut) -> Iterator[Piece]:
        """The file's talk, piece by piece."""


FORMATS: tuple[Format, ...] = (webvtt, srt, otter, meet, plain)


class Speaker(NamedTuple):
    """A label that speaks: how many turns, on which line the first one is, and how it begins."""

    label: str
    turns: int
    line: int
    words: str


class Transcript:
    """A transcript that was read once to see that it can be, and can be walked through as often as one likes.

    `speakers` in the order in which they first speak; `unnamed` counts turns of nobody known; `seldom` are names
    that stood before a colon once and were taken as text, each with its line; `length` is in milliseconds, None
    where the file knows no moments; `day` is the first day (2026-11-21) that stands above the talk; `left_out` counts
    what is no talk.
    """

    def __init__(self, text: str, named: Collection[str], refused: Collection[str]) -> None:
        head = text[:HEAD]
        self.form = next(one for one in FORMATS if one.fits(head))
        self.format = self.form.NAME
        self._text = text
        self._known = labels.known(self.form.pieces(text, LeftOut()), named, refused)
        self.seldom = self._known.seldom
        self.left_out = LeftOut()
        self.unnamed = 0
        self.length: int | None = None
        self.speakers = self._surveyed()
        self.day = _day(text, self.speakers[0].line if self.speakers else 1)

    def turns(self, who: Who) -> Iterator[Turn]:
        """Every turn; labels that are one person for `who` speak in one turn where they are neighbours."""
        return self._turns(who, LeftOut())

    def _turns(self, who: Who, left: LeftOut) -> Iterator[Turn]:
        pieces = labels.labelled(self.form.pieces(self._text, left), self._known)
        return turns(pieces, who, self.form.GLUE)

    def _surveyed(self) -> list[Speaker]:
        found: dict[str, Speaker] = {}
        for turn in self._turns(lambda label: label, self.left_out):
            last = max(turn.at or 0, turn.until or 0)
            if turn.at is not None:
                self.length = max(self.length or 0, last)
            if turn.speaker is None:
                self.unnamed += 1
                continue
            first = found.get(turn.speaker)
            if first is None:
                if len(found) == MOST_SPEAKERS:
                    raise UsageError(
                        f"line {turn.line}, column 1: more than {MOST_SPEAKERS:,} speakers; that is no conversation:"
                        " look at the file"
                    )
                first = Speaker(turn.speaker, 0, turn.line, turn.text[:FIRST_WORDS])
            found[turn.speaker] = first._replace(turns=first.turns + 1)
        if not found and not self.unnamed:
            raise UsageError(f"line 1, column 1: this {self.format} file holds no words; look at the file")
        return list(found.values())


def _day(text: str, line: int) -> str | None:
    """The first day that is named above a line, within the first ones of a file."""
    above = text[:HEAD].split("\n", ABOVE)[: min(line - 1, ABOVE)]
    found = re.search(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)", "\n".join(above))
    return found[0] if found else None


def read(
    data: bytes, warn: Callable[[str], None], *, named: Collection[str] = (), refused: Collection[str] = ()
) -> Transcript:
    """Read a transcript's bytes, of whatever format.

    `named` are labels and names that the user gave, `refused` those that are none. `warn` is told what was guessed.
    Errors: UsageError, with line and column, for what holds no text.
    """
    return Transcript(text_of(data, warn), named, refused)


def text_of(data: bytes, warn: Callable[[str], None]) -> str:
    """The text of a file, its lines ended by LF. Errors: UsageError for what is empty, or no text but a document."""
    for sign, kind in ((_ZIP, "a Word document or another zip file"), (_PDF, "a PDF"), (_RTF, "a rich-text document")):
        if data.startswith(sign):
            raise UsageError(f"this is {kind}; save it as plain text, and import that")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    place = -1 if wide else data.find(b"\0")
    if place >= 0:
        line = data.count(b"\n", 0, place) + 1
        column = place - data.rfind(b"\n", 0, place)
        raise UsageError(
            f"line {line}, column {column}: a NUL byte; this is no text: save it as UTF-8, and import that"
        )
    text = decode(data, warn)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\n \t\ufeff"):
        raise UsageError("line 1, column 1: the file is empty; look at it, or name another one")
    return text
