"""Lines as a narrow terminal shows them: broken between words, the rest below the beginning of the words."""

from __future__ import annotations

import re

from interviewkit.output import cells

_COLUMN = re.compile(r"\s*\S.*?\s{2,}(?=\S)")
_BLANKS = re.compile(r"(\s+)")


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most `width` columns; a word that is longer stays whole."""
    return "\n".join(_line(line, width) for line in text.split("\n"))


def _line(line: str, width: int) -> str:
    if cells(line) <= width:
        return line
    hang = " " * _indent(line, width)
    lines, now = [], ""
    for piece in _BLANKS.split(line):
        if now.strip() and not piece.isspace() and cells(now) + cells(piece) > width:
            lines.append(now.rstrip())
            now = hang
        now += piece
    return "\n".join([*lines, now])


def _indent(line: str, width: int) -> int:
    """Where what a line explains begins, as in a table of two columns; else where the line itself begins."""
    column = _COLUMN.match(line)
    if column and cells(column[0]) <= width // 2:
        return cells(column[0])
    return len(line) - len(line.lstrip())
