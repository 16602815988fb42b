"""What customers mean by their words: where they agree, where they do not, what nobody has explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

Told = Mapping[str, Any]


class Word(NamedTuple):
    """A word in all its uses, each with `customer`, `meaning` (None: open) and whatever else the row holds.

    `meanings` is how many different ones were told. `disagree`: more than one; `open`: none.
    """

    word: str
    uses: tuple[Told, ...]
    meanings: int

    @property
    def disagree(self) -> bool:
        """Whether the same word was explained in different ways."""
        return self.meanings > 1

    @property
    def open(self) -> bool:
        """Whether nobody has explained it."""
        return self.meanings == 0


def glossary(rows: Iterable[Told]) -> list[Word]:
    """The words by the alphabet, from one row per word and interview, with `word` in small letters.

    Meanings are the same when they differ in capitals, blanks or a full stop at the end only: what is said
    otherwise is for people to compare.
    """
    ordered = sorted(rows, key=lambda row: row["word"])
    return [_word(word, tuple(uses)) for word, uses in groupby(ordered, key=lambda row: row["word"])]


def _word(word: str, uses: tuple[Told, ...]) -> Word:
    return Word(word, uses, len({_plain(use["meaning"]) for use in uses} - {""}))


def _plain(meaning: str | None) -> str:
    return " ".join((meaning or "").split()).rstrip(".").casefold()
