"""How rows leave: every table, JSON, JSON Lines and CSV goes through `render`; fields are declared once.

Rows are mappings of plain values. JSON keeps each field's key exactly as declared; a dotted key
(`interval.low`) digs into nested mappings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from interviewkit import console
from interviewkit.errors import UsageError

FORMATS = ("table", "text", "json", "jsonl", "csv")
_GAP = "  "
_NARROWEST = 8
_ASCII_CONTROLS = 0x1F
_FORMULA = frozenset("=+-@＝＋－＠")


class Field(NamedTuple):
    """One thing shown of a row: its title for people, its key for the row, JSON and CSV."""

    title: str
    key: str


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
    if isinstance(value, Mapping):
        return _json(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_text(part, yes=yes, no=no) for part in value)
    return str(value)


def _one_line(value: Any) -> str:
    """A value as one harmless line of a table."""
    return console.harmless(" ".join(_text(value).splitlines()).replace("\t", " "))


def _table(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> str:
    """Aligned columns, numbers to the right; cut to the terminal's width on a terminal only."""
    if not rows:
        return ""
    right = [all(_is_number(row[field.key]) for row in rows) for field in fields]
    lines = [
        [field.title for field in fields],
        *([_one_line(value) for value in row.values()] for row in rows),
    ]
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    if console.is_terminal():
        widths = _fitted(widths, console.width())
    return "".join(_row(line, widths, right) + "\n" for line in lines)


def _is_number(value: Any) -> bool:
    """Whether a value counts or measures; None may stand among numbers."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _row(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """One line of a table, without blanks at its end."""
    padded = []
    for cell, width, to_right in zip(line, widths, right, strict=True):
        shown = _cut(cell, width)
        space = " " * (width - cells(shown))
        padded.append(space + shown if to_right else shown + space)
    return _GAP.join(padded).rstrip(" ")


def _fitted(widths: list[int], room: int) -> list[int]:
    """Widths lowered, the widest first, until the row fits or every column is at its narrowest.

    The first column is never cut: it holds what one types next.
    """
    reference, *fitted = widths
    room -= reference + len(_GAP) * len(fitted)
    fitted = [min(width, max(room, _NARROWEST)) for width in fitted]
    while sum(fitted) > room and max(fitted, default=0) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return [reference, *fitted]


def _cut(text: str, width: int) -> str:
    """Text that takes at most `width` columns, with … where it was cut, its paint ended."""
    if cells(text) <= width:
        return text
    kept = ""
    used = 0
    for sign in text:
        used += cells(sign)
        if used > width - 1:
            break
        kept += sign
    return f"{kept}…{console.PLAIN if console.PLAIN in text else ''}"


def _lines(row: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """ "Title  value" lines; the lines of a longer value stand below each other."""
    shown = [(field.title, _text(_dig(row, field.key))) for field in fields]
    shown = [(title, value) for title, value in shown if value]
    left = max((cells(title) for title, _ in shown), default=0)
    indent = "\n" + " " * left + _GAP
    return "".join(
        f"{title}{' ' * (left - cells(title))}{_GAP}{indent.join(console.harmless(value).split(chr(10)))}\n"
        for title, value in shown
    )
