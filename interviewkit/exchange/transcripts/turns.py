"""Pieces put together again: neighbouring ones of one speaker are one turn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

from interviewkit.exchange.transcripts.pieces import Piece, Words

PARAGRAPH = (
    400  # signs after which talk of nobody known may be cut at the end of a sentence, and at twice as many anywhere
)
PAUSE = 3_000  # milliseconds of silence that end a paragraph
_ENDS = (".", "?", "!", "…", "。", "？", "！", '"', "”")

Who = Callable[[str | None], Hashable]


class Turn(NamedTuple):
    """What one speaker said without a break; `line`, `at` and `speaker` are those of its first piece."""

    line: int
    at: int | None
    until: int | None
    speaker: str | None
    text: str


class _Growing:
    """A turn that is still spoken."""

    def __init__(self, piece: Piece) -> None:
        self.first = piece
        self.until = piece.until
        self.last = piece
        self.size = 0
        self.words = Words()

    def add(self, piece: Piece, glue: str) -> None:
        """Say this too; where the file left a line empty, a paragraph ends."""
        if piece.text:
            if self.size:
                self.words.add("\n\n" if glue == "\n" and piece.line > self.last.line + 1 else glue)
            self.words.add(piece.text)
            self.size += len(piece.text)
        if piece.until is not None:
            self.until = max(self.until or 0, piece.until)
        self.last = piece

    def goes_on(self, piece: Piece, glue: str) -> bool:
        """Whether talk of nobody known is still the same paragraph."""
        if glue == "\n":
            return piece.line == self.last.line + 1
        ended = self.last.text.endswith(_ENDS)
        if self.size >= (PARAGRAPH if ended else 2 * PARAGRAPH):
            return False
        return piece.at is None or self.last.until is None or piece.at - self.last.until < PAUSE

    def turn(self) -> Turn:
        """What was said in all."""
        return Turn(self.first.line, self.first.at, self.until, self.first.speaker, self.words.text())


def turns(pieces: Iterable[Piece], who: Who, glue: str) -> Iterator[Turn]:
    """The turns of the talk; `who` says which labels are one person, None for what nobody known says.

    `glue` joins the pieces of a turn: a blank between cues, a line end between lines. Turns without words are none.
    """
    growing: _Growing | None = None
    person: Hashable = None
    for piece in pieces:
        now = who(piece.speaker)
        same = growing is not None and now == person and not piece.fresh
        if growing is None or not same or (now is None and not growing.goes_on(piece, glue)):
            if growing is not None and growing.size:
                yield growing.turn()
            growing, person = _Growing(piece), now
        growing.add(piece, glue)
    if growing is not None and growing.size:
        yield growing.turn()
