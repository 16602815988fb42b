"""CSV text as a table: the delimiter found, headers that repeat, rows too short or too long, odd quotes."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap_table import Record, Table, fold

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ",;\t"
SAMPLE = 262_144
MAX_COLUMNS = 2_000
LONGEST_FIELD = 2**31 - 1
NAMED_LINES = 5
AFTER_THE_END = "after the end"
"""A last line of our own: the row that swallows it has a quotation mark that never closes."""

Row = tuple[int, list[str]]
"""The line a row begins on, counted from 1, and its fields."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the fields of a row are told apart; `skip_blanks` allows a blank before an opening quote."""

    delimiter: str
    skip_blanks: bool = False


def table_of(text: str, expected: Collection[str], warn: Callable[[str], None]) -> Table:
    """Read CSV text; `expected` are the folded column names that help to recognise the delimiter.

    The first row that is not blank is the header; blank rows are no rows. A short row is filled up with
    nothing; what a long row has too much is left out and warned about. A column without a name is called
    "column 3". Raises UsageError for a quotation mark that never closes and for a header of more than 2,000
    columns.
    """
    body, offset, named = _without_separator_line(text)
    dialect = named or _dialect_of(body[:SAMPLE], expected)
    with _fields_as_long_as(body):
        rows = ((line + offset, row) for line, row in _rows(body, dialect, offset))
        filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row))
        line, header = next(filled, (1, []))
        _check_width(line, len(header))
        names = [cell.strip() or f"column {place}" for place, cell in enumerate(header, start=1)]
        records = tuple(_records([fold(name) for name in names], filled, warn))
        _warn_of_quotes(body, dialect, offset, warn)
    return Table("csv", _columns(header, names, records), records)


def _without_separator_line(text: str) -> tuple[str, int, Dialect | None]:
    """Take off the `sep=;` line that spreadsheets write; return the rest, how many lines, the dialect."""
    found = re.match(r'"?sep=([,;\t])"?(?:\r\n|\r|\n)', text, re.IGNORECASE)
    return (text[found.end() :], 1, Dialect(found[1])) if found else (text, 0, None)


def _dialect_of(sample: str, expected: Collection[str]) -> Dialect:
    """Return the dialect that reads the sample best.

    Best is: most columns known by name, then a header of several columns, then most rows as long as the
    header, then the wider header; among equals comma before semicolon before tab.
    """
    dialects = [Dialect(delimiter, skip) for delimiter in DELIMITERS for skip in (False, True)]
    return max(dialects, key=lambda dialect: _merit(sample, dialect, expected))


def _merit(sample: str, dialect: Dialect, expected: Collection[str]) -> tuple[int, bool, float, int]:
    """Rate how well a dialect reads the sample, as `_dialect_of` compares."""
    with _fields_as_long_as(sample):
        rows = [row for row in _reader(io.StringIO(sample, newline=""), dialect) if any(row)]
    header, *body = rows or [[]]
    known = len({fold(name) for name in header[:MAX_COLUMNS]} & set(expected))
    regular = sum(len(row) == len(header) for row in body) / (len(body) or 1)
    return (known, len(header) > 1, regular, len(header))


def _reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Reader:
    """Return the standard library's reader for a dialect."""
    return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.skip_blanks, strict=strict)


@contextmanager
def _fields_as_long_as(text: str) -> Iterator[None]:
    """Allow fields as long as the whole text (the default is 131,072 characters), then restore the limit."""
    before = csv.field_size_limit(min(len(text) + len(AFTER_THE_END) + 1, LONGEST_FIELD))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(text: str, dialect: Dialect, offset: int) -> Iterator[Row]:
    """Yield every row with the line of `text` it begins on; the caller allows fields as long as needed."""
    reader = _reader(itertools.chain(io.StringIO(text, newline=""), [AFTER_THE_END]), dialect)
    begins, waiting = 1, None
    for row in reader:
        if waiting:
            yield waiting
        if row == [AFTER_THE_END] and begins == reader.line_num:
            return
        waiting = (begins, row)
        begins = reader.line_num + 1
    opened = waiting[0] if waiting else 1
    raise UsageError(
        f"The row that begins on line {opened + offset} opens a quotation mark that is never closed; "
        f"close it, or "
        "double it where it is part of the text, then run `interviewkit roadmap import` again."
    )


def _check_width(line: int, columns: int) -> None:
    """Refuse a header that no table has."""
    if columns > MAX_COLUMNS:
        raise UsageError(
            f"Line {line} has {columns:,} columns, more than the {MAX_COLUMNS:,} a roadmap may have; look "
            f"at the "
            "file, or try `interviewkit roadmap import --from json`."
        )


def _records(names: list[str], rows: Iterable[Row], warn: Callable[[str], None]) -> Iterator[Record]:
    """Turn rows into records; warn once, at the end, of the rows that had more fields than the header."""
    long_lines = []
    for line, row in rows:
        if any(cell.strip() for cell in row[len(names) :]):
            long_lines.append(line)
        cells: dict[str, tuple[str, ...]] = {}
        for name, cell in zip(names, row, strict=False):
            cells[name] = (*cells.get(name, ()), cell)
        yield Record(line, cells)
    if long_lines:
        warn(f"{_lines(long_lines)}: more fields than the header has columns; the last ones were left out.")


def _lines(numbers: list[int]) -> str:
    """Name some lines: "line 3", "lines 3, 7, 9", "lines 1, 2, 3, 4, 5 and 12 more"."""
    named = ", ".join(str(number) for number in numbers[:NAMED_LINES])
    rest = len(numbers) - NAMED_LINES
    return f"line{'s' if len(numbers) > 1 else ''} {named}{f' and {rest} more' if rest > 0 else ''}"


def _warn_of_quotes(text: str, dialect: Dialect, offset: int, warn: Callable[[str], None]) -> None:
    """Warn of the first line with a quotation mark inside a field that is not doubled."""
    if '"' not in text:
        return
    reader = _reader(io.StringIO(text, newline=""), dialect, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        warn(
            f"line {reader.line_num + offset}: a quotation mark stands where none belongs; look at the "
            f"rows from "
            "there on with --dry-run."
        )


def _columns(header: list[str], names: list[str], records: tuple[Record, ...]) -> dict[str, str]:
    """Return folded name → name; a column without a name is one only where some row fills it."""
    columns: dict[str, str] = {}
    for cell, name in zip(header, names, strict=True):
        folded = fold(name)
        if cell.strip() or any("".join(record.cells.get(folded, ())).strip() for record in records):
            columns.setdefault(folded, name)
    return columns
