"""Who speaks, where the line itself says it: `Name: text`, and which of the things before a colon are names.

"But how do we do that:" is no name. A label counts when it recurs, or when the user named it; in a file where
nearly every turn begins with one, a name that stands there only once counts as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from interviewkit.exchange.transcripts.pieces import CLOCK, Piece, milliseconds

REACH = 90  # signs in which a label must end
MOST = 500  # different candidates that are remembered
WORDS = 6
REMEMBERED = 256  # names that were looked at: most lines of a file begin with one of a few
USUAL = 0.8  # of the turns begin with a label: then a name needs no second time
TURNS = 2

_LABEL = re.compile(
    rf"""(?:[-*•–—>]\s+)?(?P<mark>\*\*|__|\*|_)?
    (?P<name>(?:[^\W\d_]|\+?[0-9][0-9*-]{{5}})[^:：\n\[\]{{}}<>|=?!;"“”]{{0,60}}?)
    (?:\s*[\[(]?(?P<clock>{CLOCK})[\])]?)?
    (?(mark)(?:(?P=mark))?)\s?(?P<colon>[:：])(?(mark)(?:(?P=mark))?)(?=\s|$|(?<=：))""",
    re.VERBOSE,
)
_BEFORE_COLONS = """so but and or because for if then well like eg example note notes nb ps re subject date time
    location topic agenda title attendees participants duration summary warning tip update edit source url link http
    https mailto todo action actions next decision decisions also plus meaning therefore however there here that this
    it"""
_INSIDE_NAMES = "de da do dos del della der den des di du la le el al bin ibn van von zu zur ter ten of the and"
_NO_NAMES = frozenset(_BEFORE_COLONS.split())
_SMALL = frozenset(_INSIDE_NAMES.split())


class Label(NamedTuple):
    """A label that a line begins with: its name, its own moment in milliseconds if any, and where its text begins."""

    name: str
    at: int | None
    end: int


def label(text: str) -> Label | None:
    """The label that a text begins with, if what stands before its colon can be a name at all."""
    if ":" not in text[:REACH] and "：" not in text[:REACH]:
        return None
    found = _LABEL.match(text)
    if found is None:
        return None
    name = tidy(found["name"])
    if not _possible(name):
        return None
    return Label(name, milliseconds(found["clock"]) if found["clock"] else None, found.end())


@lru_cache(REMEMBERED)
def tidy(name: str) -> str:
    """A label without the blanks, emphasis and brackets around it."""
    return " ".join(name.strip(" \t\xa0*_-–—,.").split())


@lru_cache(REMEMBERED)
def folded(name: str) -> str:
    """A label as it is compared: case and blanks make no other person."""
    return tidy(name).casefold()


class Known:
    """The labels of one file that count as speakers, by their folded form."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.seldom: list[tuple[str, int]] = []

    def __contains__(self, name: str) -> bool:
        return folded(name) in self.names

    def called(self, name: str) -> str:
        """The label as it was written first."""
        return self.names.get(folded(name), name)


def known(pieces: Iterable[Piece], named: Collection[str], refused: Collection[str]) -> Known:
    """Find the labels that count: those that recur or that the user `named`; never those that were `refused`.

    `seldom` of what it gives lists names that stand once and were taken as text, with their lines.
    """
    counted: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    starts = labelled = 0
    for piece in pieces:
        if piece.starts and piece.speaker is None:
            starts += 1
            found = label(piece.text)
            if found is None:
                continue
            labelled += 1
            key = folded(found.name)
            if key in counted:
                counted[key][0] += 1
            elif len(counted) < MOST:
                counted[key] = [1, piece.line]
                written[key] = found.name
    given = {folded(name) for name in named}
    never = {folded(name) for name in refused}
    usual = labelled >= max(TURNS, starts * USUAL)
    result = Known()
    for key, (times, line) in counted.items():
        if key in never:
            continue
        if times > 1 or key in given or (usual and like_a_name(written[key])):
            result.names[key] = written[key]
        elif like_a_name(written[key]):
            result.seldom.append((written[key], line))
    return result


def labelled(pieces: Iterable[Piece], names: Known) -> Iterator[Piece]:
    """The same pieces, with the labels that count cut off their text; a speaker goes on until another one begins."""
    speaker: str | None = None
    for piece in pieces:
        if piece.speaker is not None:
            speaker = None
            yield piece
            continue
        found = label(piece.text) if piece.starts else None
        if found is not None and found.name in names:
            speaker = names.called(found.name)
            at = piece.at if found.at is None else found.at
            yield Piece(piece.line, at, piece.until, speaker, piece.text[found.end :].strip())
        elif piece.fresh:
            speaker = None
            yield piece
        else:
            yield piece if speaker is None else piece._replace(speaker=speaker)


@lru_cache(REMEMBERED)
def _possible(name: str) -> bool:
    words = name.split()
    if not words or len(words) > WORDS or words[0].casefold().strip(".,") in _NO_NAMES:
        return False
    if name.startswith("http") or (". " in name and len(words[0]) > 4):
        return False
    return like_a_name(name) or (len(words) <= 3 and "," not in name)


def like_a_name(label: str) -> bool:
    """Whether every word has a capital (an iPhone's too), is a number, is of a script without capitals, or small."""
    words = [word for word in (part.strip("()'’\"") for part in label.split()) if word]
    return all(word != word.lower() or not word[0].islower() or word in _SMALL for word in words)
