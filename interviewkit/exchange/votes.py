"""Votes of a workshop as CSV: one line for a voter and a problem, with the dots where they are not one."""

from __future__ import annotations

import csv
from itertools import islice

from interviewkit.errors import UsageError
from interviewkit.fieldwork.ballots import Ballot, mark

VOTER = ("customer", "member", "voter")
MOST = 100_000
"""Lines that are read; nobody's room is as full."""


def read(text: str) -> list[Ballot]:
    """The votes in a CSV text with the columns customer (or member, voter), problem and, if need be, dots.

    The delimiter is a comma, semicolon or tab. A voter's lines together are their whole vote; each ballot knows the
    line of its first. Errors: UsageError, with the line.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(), delimiter=delimiter, strict=False)
    try:
        header = [name.strip().casefold() for name in next(lines, [])]
        who, what, many = _columns(header)
        marks: dict[str, list[tuple[str, int]]] = {}
        began: dict[str, int] = {}
        for row in islice(lines, MOST):
            if not any(cell.strip() for cell in row):
                continue
            cells = [cell.strip() for cell in row] + [""] * len(header)
            began.setdefault(cells[who], lines.line_num)
            marks.setdefault(cells[who], []).append(_mark(cells, what, many, lines.line_num))
    except csv.Error as error:
        raise UsageError(f"line {lines.line_num}: {error}; nothing was stored") from error
    return [Ballot(name, voted, began[name]) for name, voted in marks.items()]


def _columns(header: list[str]) -> tuple[int, int, int | None]:
    """Where the voter, the problem and, if there is such a column, the dots stand."""
    who = next((header.index(name) for name in VOTER if name in header), None)
    if who is None or "problem" not in header:
        found = ", ".join(header) or "nothing"
        raise UsageError(f"votes need the columns customer and problem, perhaps dots; found: {found}")
    return who, header.index("problem"), header.index("dots") if "dots" in header else None


def _mark(cells: list[str], what: int, many: int | None, line: int) -> tuple[str, int]:
    word = f"{cells[what]}:{cells[many]}" if many is not None and cells[many] else cells[what]
    try:
        return mark(word)
    except UsageError as error:
        raise UsageError(f"line {line}: {error}; nothing was stored") from None
