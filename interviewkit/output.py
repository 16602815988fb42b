"""How rows leave: every table, JSON, JSON Lines and CSV goes through `render`; fields are declared once.

Rows are mappings of plain values. JSON keeps each field's key exactly as declared; a dotted key
(`interval.low`) digs into nested mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from interviewkit import console
from interviewkit.errors import UsageError

FORMATS = ("table", "text", "json", "jsonl", "csv")
_GAP = "  "
_NARROWEST = 24  # what a column is never made narrower for: the width of a longer word
_LOOKED_AT = 400  # signs of a cell that may be shown
_TALLEST = 3  # lines of a cell; what is longer ends in …
_SHORT = 120  # columns of a text that is better shown whole
_TOO_NARROW = 20  # columns below which wrapping a text makes it no better to read
_ASCII_CONTROLS = 0x1F
_FORMULA = frozenset("=+-@＝＋－＠")


class Field(NamedTuple):
    """One thing shown of a row: its title for people, its key for the row, JSON and CSV.

    Where a terminal is too narrow for all columns, the `spare` ones make room, the highest number first; 0 stays.
    """

    title: str
    key: str
    spare: int = 0


def render(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field], format: str) -> str:
    """Return rows in a format: table (or text), json, jsonl, csv.

    No rows are an empty table, `[]`, no lines, a header alone. Raises UsageError for another format.
    """
    picked = [{field.key: _dig(row, field.key) for field in fields} for row in rows]
    if format == "json":
        return _json(picked, indent=2) + "\n"
    if format == "jsonl":
        return "".join(_json(row) + "\n" for row in picked)
    if format == "csv":
        return _csv(picked, fields)
    return _table(picked, fields) if _for_people(format) else ""


def render_one(row: Mapping[str, Any], fields: Sequence[Field], format: str) -> str:
    """Return one thing in a format: an object in JSON, aligned "Title  value" lines as a table or text.

    For people, fields without a value are left out; nothing is cut. Raises UsageError for another format.
    """
    if format == "json":
        return _json({field.key: _dig(row, field.key) for field in fields}, indent=2) + "\n"
    if format in {"jsonl", "csv"}:
        return render([row], fields, format)
    return _lines(row, fields) if _for_people(format) else ""


def cells(text: str) -> int:
    """The columns a text takes on a terminal: wide characters two, combining ones and paint none (UAX 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0
        if category(sign) in {"Mn", "Me", "Cf"} or "\ufdd0" <= sign <= "\ufdef"
        else 2
        if east_asian_width(sign) in {"W", "F"}
        else 1
        for sign in text
    )


def _for_people(format: str) -> bool:
    """True for the two names of the format for people; raises UsageError for a name nobody knows."""
    if format not in {"table", "text"}:
        raise UsageError(f"there is no format {format!r}; use one of {', '.join(FORMATS)}")
    return True


def _dig(row: Mapping[str, Any], key: str) -> Any:
    """The value of a key: its own, else that of the path it spells, else None."""
    if key in row or "." not in key:
        return row.get(key)
    first, rest = key.split(".", 1)
    inner = row.get(first)
    return _dig(inner, rest) if isinstance(inner, Mapping) else None


def _json(value: Any, indent: int | None = None) -> str:
    """JSON as people can read it: UTF-8 as it is, but nothing that `harmless` would have to change."""
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).translate(_escapes())


@cache
def _escapes() -> dict[int, str]:
    """Escapes for what json.dumps leaves bare: DEL, C1, bidi overrides, surrogates, U+2028 and U+2029."""
    codes = [*(code for code in console.CONTROLS if code > _ASCII_CONTROLS), 0x2028, 0x2029]
    return {code: f"\\u{code:04x}" for code in codes}


def _csv(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> str:
    """RFC 4180, but rows end in LF: spreadsheets read both, and CRLF leaves a CR to cut, grep and awk."""
    lines = [[field.key for field in fields], *([_csv_text(value) for value in row.values()] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" if line != [""] else '""\n' for line in lines)


def _csv_text(value: Any) -> str:
    """One cell: numbers stay numbers, lists are joined, no text starts a formula (OWASP, CSV injection)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = _text(value, yes="true", no="false")
    return f"'{text}" if _starts_formula(text) else text


def _starts_formula(text: str) -> bool:
    """Whether a spreadsheet could run the cell: its first visible sign, or a leading tab or return."""
    visible = next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")
    return text[:1] in {"\t", "\r"} or visible in _FORMULA


def _quoted(cell: str) -> str:
    """Quote a cell that holds a comma, a quote, CR or LF; csv.writer leaves a CR bare before Python 3.13."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\r\n') else cell


def _text(value: Any, *, yes: str = "yes", no: str = "no") -> str:
    """A value as words: nothing for None, lists joined with "; ", a mapping as compact JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, Mapping):
        return _json(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_text(part, yes=yes, no=no) for part in value)
    return str(value)


def _one_line(value: Any) -> str:
    """A value as one harmless line of a table."""
    return console.harmless(" ".join(_text(value).splitlines()).replace("\t", " "))


def _table(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> str:
    """Aligned columns, numbers to the right; on a terminal only, made to fit its width.

    There columns that nothing stands in are left out, longer cells go on below, spare columns make room; where even
    that is not enough, each row becomes lines as `render_one` gives them.
    """
    if not rows:
        return ""
    columns = [
        _Column(field, [_one_line(row[field.key]) for row in rows], _all_numbers(rows, field)) for field in fields
    ]
    fitting: Sequence[_Column] | None = columns
    if console.is_terminal():
        fitting = _fitting(columns, console.width())
    if fitting is None:
        return "\n".join(_lines(row, fields) for row in rows)
    titles = _row([column.field.title for column in fitting], fitting)
    return titles + "".join(_row(line, fitting) for line in zip(*(column.cells for column in fitting), strict=True))


class _Column:
    """One column of a table: what stands in it, how wide it is shown, how narrow it may become."""

    def __init__(self, field: Field, shown: list[str], to_right: bool) -> None:
        self.field = field
        self.cells = shown
        self.to_right = to_right
        self.widest = self.width = max(cells(text) for text in (field.title, *shown))

    @cached_property
    def narrowest(self) -> int:
        """The width of its longest word; that of everything where numbers stand, which are never wrapped."""
        if self.to_right:
            return self.widest
        begun = (text[:_LOOKED_AT] for text in (self.field.title, *self.cells))
        longest = max((cells(piece.rstrip(" ")) for text in begun for piece in _pieces(text)), default=0)
        return min(longest, _NARROWEST)

    @property
    def loses(self) -> bool:
        """Whether something short, such as a title, would be cut: a longer text is cut anyway."""
        return (2 * _TALLEST - 1) * self.width < 2 * self.widest <= 2 * _SHORT


def _all_numbers(rows: Sequence[Mapping[str, Any]], field: Field) -> bool:
    return all(_is_number(row[field.key]) for row in rows)


def _fitting(columns: list[_Column], room: int) -> list[_Column] | None:
    """The columns that a terminal has room for, with their widths; None where it has not even for what must stay.

    The first column is never wrapped: it holds what one types next.
    """
    columns = columns[:1] + [column for column in columns[1:] if _room_of(columns) <= room or any(column.cells)]
    while True:
        for column in columns:
            column.width = column.widest
        _narrow(columns, room)
        spare = max(columns[1:], key=lambda column: column.field.spare, default=columns[0])
        fits = _room_of(columns) <= room
        if fits and not (spare.field.spare and any(column.loses for column in columns)):
            return columns
        if not spare.field.spare:
            return None
        columns.remove(spare)


def _narrow(columns: Sequence[_Column], room: int) -> None:
    """Lower the widths, the widest first, until the row fits or every column is at its narrowest."""
    able = [column for column in columns[1:] if column.width > column.narrowest]
    while able and _room_of(columns) > room:
        widest = max(able, key=lambda column: column.width)
        widest.width -= 1
        able = [column for column in able if column.width > column.narrowest]


def _room_of(columns: Sequence[_Column]) -> int:
    return sum(column.width for column in columns) + len(_GAP) * (len(columns) - 1)


def _is_number(value: Any) -> bool:
    """Whether a value counts or measures; None may stand among numbers."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _row(line: Sequence[str], columns: Sequence[_Column]) -> str:
    """One row of a table, of as many lines as its highest cell, without blanks at their ends."""
    shown = [_cell(text, column.width) for text, column in zip(line, columns, strict=True)]
    lines = []
    for place in range(max(map(len, shown))):
        parts = []
        for cell, column in zip(shown, columns, strict=True):
            text = cell[place] if place < len(cell) else ""
            space = " " * (column.width - cells(text))
            parts.append(space + text if column.to_right else text + space)
        lines.append(_GAP.join(parts).rstrip(" ") + "\n")
    return "".join(lines)


def _cell(text: str, width: int) -> list[str]:
    """A cell's lines: as many as it needs, but for the last one, with … where it was cut."""
    if cells(text) <= width:
        return [text]
    enough = (width + 1) * (_TALLEST + 1) + len(_GAP)
    lines = wrapped(text[:enough], width, hard=True)
    if len(lines) > _TALLEST:
        lines = [*lines[: _TALLEST - 1], _cut(" ".join(lines[_TALLEST - 1 :]), width)]
    return _painted(lines)


def wrapped(text: str, width: int, *, hard: bool = False) -> list[str]:
    """A line of text as lines of at most `width` columns, parted at blanks; `hard` also parts after a hyphen between
    letters, and words that are longer than a line."""
    lines, line, used = [], "", 0
    for word in _pieces(text, hyphens=hard):
        piece, size = word, cells(word.rstrip(" "))
        if line and used + size > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        while hard and size > width:
            head = _head(piece, width)
            lines.append(head)
            piece = piece[len(head) :]
            size = cells(piece.rstrip(" "))
        line += piece
        used += cells(piece)
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def _pieces(text: str, *, hyphens: bool = True) -> Iterator[str]:
    """The words of a text with the blanks behind them, and before the first one."""
    for word in re.findall(r"^ *[^ ]+ *|[^ ]+ *", text):
        yield from re.split(r"(?<=[^\W\d]-)(?=[^\W\d])", word) if hyphens else (word,)


def _head(text: str, width: int) -> str:
    """The beginning of a text that takes at most `width` columns, of one sign at least."""
    used = 0
    for place, sign in enumerate(text):
        used += cells(sign)
        if used > width and place:
            return text[:place]
    return text


def _painted(lines: list[str]) -> list[str]:
    """The lines of a text with its paint ended at each line's end and begun anew on the next one."""
    shown, mark = [], ""
    for line in lines:
        whole = mark + line
        marks = [sign for sign in whole if "\ufdd0" <= sign <= "\ufdef"]
        mark = "" if not marks or marks[-1] == console.PLAIN else marks[-1]
        shown.append(whole + (console.PLAIN if mark else ""))
    return shown


def _cut(text: str, width: int) -> str:
    """Text that takes at most `width` columns, with … in the place of the words that found none."""
    if cells(text) <= width:
        return text
    kept = _head(text, width - 1)
    words = kept.rpartition(" ")[0] if text[len(kept) : len(kept) + 1] != " " else kept
    return f"{(words or kept).rstrip(' ')}…"


def _lines(row: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """ "Title  value" lines; the lines of a longer value stand below each other, on a terminal wrapped at blanks."""
    shown = [(field.title, _text(_dig(row, field.key))) for field in fields]
    shown = [(title, value) for title, value in shown if value]
    left = max((cells(title) for title, _ in shown), default=0)
    indent = "\n" + " " * left + _GAP
    return "".join(
        f"{title}{' ' * (left - cells(title))}{_GAP}{indent.join(lines_of(value, left + len(_GAP)))}\n"
        for title, value in shown
    )


def lines_of(text: str, indent: int) -> list[str]:
    """The harmless lines of a text that stands `indent` columns from the left; wrapped at blanks on a terminal."""
    lines = console.harmless(text).split("\n")
    room = console.width() - indent if console.is_terminal() else 0
    if room < _TOO_NARROW:
        return lines
    return [part for line in lines for part in wrapped(line, room)]
