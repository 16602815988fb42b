"""What Tab may go on with: the markers and commands of the notation, and what this interview has open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from interviewkit.notation.completing import complete
from interviewkit.session.noting import number_of

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop

SHORTEST = 3
_ANSWER = re.compile(r"\s*/answer\s+(\S*)$")
_TERM = re.compile(r"\s*/term\s+([^=]*)$")
_WORD = re.compile(r"(?:^|\s)(\w[\w-]*)$")


class Offered(NamedTuple):
    """What may stand in place of the last `replaces` characters before the cursor, and what it is."""

    text: str
    replaces: int
    about: str = ""


def offers(before: str, loop: Loop) -> list[Offered]:
    """What may follow the text before the cursor. Item titles stand here and nowhere else before the roadmap phase."""
    if found := _ANSWER.match(before):
        return [*_numbers(found[1], loop)]
    if found := _TERM.match(before):
        return [Offered(f"{word} = ", len(found[1])) for word in _words(found[1], loop, open_only=True)]
    marked = [
        Offered(one.text, one.replaces, loop.hearing.titles.get(one.text[1:], "") if one.text[:1] in "+-=" else "")
        for one in complete(before, loop.hearing.known)
    ]
    word = _WORD.search(before)
    if marked or not word or len(word[1]) < SHORTEST:
        return marked
    return [Offered(term, len(word[1])) for term in _words(word[1], loop) if term != word[1]]


def _numbers(typed: str, loop: Loop) -> Iterator[Offered]:
    """The parked questions that wait for an answer."""
    for one in loop.hearing.rows["parked"]:
        number = number_of(one)
        if one["answer"] is None and number.startswith(typed):
            yield Offered(f"{number} ", len(typed), one["question"])


def _words(typed: str, loop: Loop, *, open_only: bool = False) -> Iterator[str]:
    """Their words that begin so."""
    for one in loop.hearing.rows["terms"]:
        if one["word"].casefold().startswith(typed.casefold()) and not (open_only and one["meaning"]):
            yield one["word"]
