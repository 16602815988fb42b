"""On which line of a TOML file a value stands, which tomllib does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where a value is, from the outside in: ("phase", 0, "questions", 2)."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=,.\n]"
    r"|[^\s\[\]{}=,.\"'\#]+",
    re.DOTALL,
)
_OPENS, _SHUTS = ("[", "{"), ("]", "}")


def places(text: str) -> dict[Path, int]:
    """Every key, table and element of a list by its path, with its line from 1 on.

    The text must be TOML that tomllib has read; what stands inside inline tables is found as the whole.
    """
    found: dict[Path, int] = {}
    tables: Counter[Path] = Counter()
    at: Path = ()
    for line, statement in _statements(text):
        keys, equals = _keys(statement)
        if not equals:
            at = _table(keys, statement, tables)
            found.setdefault(at, line)
            found.setdefault(at[:1], line)
        else:
            path = (*at, *keys)
            found[path] = line
            found |= {(*path, number): place for number, place in enumerate(_elements(statement, len(keys)))}
    return found


def line_of(found: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing around it; the first line when there is none."""
    return next((found[path[:length]] for length in range(len(path), 0, -1) if path[:length] in found), 1)


def _statements(text: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Tables and assignments: the line where each begins, and its tokens with theirs; comments are left out."""
    statement: list[tuple[int, str]] = []
    depth, line, read = 0, 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", read, token.start())
        read = token.start()
        word = token[0]
        depth += (word in _OPENS) - (word in _SHUTS)
        if word == "\n" and depth == 0 and statement:
            yield statement[0][0], statement
            statement = []
        elif word != "\n" and not word.startswith("#"):
            statement.append((line, word))
    if statement:
        yield statement[0][0], statement


def _keys(statement: list[tuple[int, str]]) -> tuple[Path, bool]:
    """The dotted key that a statement begins with, and whether it is an assignment rather than a table."""
    words = [word for _, word in statement]
    equals = words[0] != "["
    head = words[: words.index("=")] if equals else words
    return tuple(word.strip("\"'") for word in head if word not in {"[", "]", "."}), equals


def _table(keys: Path, statement: list[tuple[int, str]], tables: Counter[Path]) -> Path:
    """The path of a table; one of a list of tables gets its number."""
    if statement[1][1] != "[":
        return keys
    tables[keys] += 1
    return (*keys, tables[keys] - 1)


def _elements(statement: list[tuple[int, str]], keys: int) -> Iterator[int]:
    """The lines of the elements of a list of texts; nothing for another value."""
    depth = 0
    for line, word in statement[2 * keys :]:
        if depth == 1 and word not in {*_SHUTS, ","}:
            yield line
        depth += (word in _OPENS) - (word in _SHUTS)
        if depth == 0:
            return
