"""A roadmap file as a table, whatever it was: columns by folded name, and records of cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

SHOWN_COLUMNS = 40
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One item of the file.

    `line` counts from 1: the line of a CSV file, the place in a JSON list. `cells` holds the values of each
    column by its folded name: several where a header repeats or the value was a JSON list. `lists` names the
    columns that were JSON lists, whose values are therefore whole.
    """

    line: int
    cells: Mapping[str, tuple[str, ...]]
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """What a file held: its shape (`csv` or `json`), columns (folded name → name as written), records.

    `skipped` lists what could not become a record, as (line, reason).
    """

    shape: str
    columns: Mapping[str, str]
    records: tuple[Record, ...]
    skipped: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return `name` as it is compared: letters, marks, digits, without case ("Issue key" → "issuekey").

    A name of nothing but signs folds to itself without its outer blanks.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN")
    return kept or name.strip()


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` can be seen: blanks, control and zero-width characters only."""
    return all(unicodedata.category(sign)[0] in "CZ" for sign in text)


def shown(names: Iterable[str]) -> str:
    """Return column names for a message: quoted, shortened to 60 characters each and 40 in number."""
    listed = list(names)
    rest = len(listed) - SHOWN_COLUMNS
    quoted = ", ".join(f"“{shortened(name)}”" for name in listed[:SHOWN_COLUMNS])
    return f"{quoted} and {rest} more" if rest > 0 else quoted


def shortened(name: str) -> str:
    """Return `name` on one line, at most 60 characters long."""
    line = " ".join(name[: 4 * SHOWN_CHARACTERS].split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
