"""JSON Lines: a whole store, or a scope of one, as text; what is written here is read back exactly.

The first line names the format, the last one counts the lines between; each of those is one record of
`store.records` with its table as `type`. An entry whose words may not be shown says `"withheld": true`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from json import JSONDecodeError, JSONDecoder, JSONEncoder, loads
from typing import Any, BinaryIO

from interviewkit import texts
from interviewkit.dbfile import SCHEMA, Row
from interviewkit.errors import UsageError
from interviewkit.store import admission
from interviewkit.store.merge import JOURNAL
from interviewkit.store.records import Record

FORMAT = "interviewkit"
LAST = "end"
SHOWN = 60
EMPTY = "the file is empty; name one that interviewkit export jsonl wrote"

_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_UNSEEN = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029)}


def write(records: Iterable[Record], file: BinaryIO) -> int:
    """Write the records as lines; gives their number."""
    file.write(_line({"type": FORMAT, "schema": SCHEMA}))
    number = 0
    for number, (table, row) in enumerate(records, 1):  # noqa: B007  counted
        file.write(_line({"type": table} | _spoken(table, row)))
    file.write(_line({"type": LAST, "lines": number}))
    return number


def read(lines: Iterable[bytes]) -> Iterator[Record]:
    """The records of the lines, each checked. Errors: UsageError naming line and fault."""
    number, file = 0, _File()
    for number, line in enumerate(lines, 1):
        try:
            fields = _parsed(line)
            record = file.record(fields) if fields is not None else None
        except UsageError as error:
            raise UsageError(f"line {number}: {error}; nothing was stored") from None
        if record:
            yield record
    if number == 0:
        raise UsageError(EMPTY)
    if not file.ended:
        raise UsageError(f"the file ends after line {number}, before its last line; nothing was stored")


class _File:
    """Where the reading stands: whether the first line was seen, how many records, whether the last line."""

    def __init__(self) -> None:
        self.begun = False
        self.held = 0
        self.ended = False

    def record(self, fields: Row) -> Record | None:
        """The record of a line; None for the first line and the last one. Errors: UsageError."""
        kind = fields.pop("type", None)
        if self.ended:
            raise UsageError("something stands behind the last line")
        if not self.begun:
            _check_first(kind, fields)
            self.begun = True
            return None
        if kind == LAST:
            _check_last(fields, self.held)
            self.ended = True
            return None
        if not isinstance(kind, str):
            raise UsageError('a line says what it is: {"type": "entry", …}')
        self.held += 1
        fields.pop("withheld", None)
        return kind, admission.admitted(kind, fields)


def _line(fields: Row) -> bytes:
    text = _encode(fields)
    return (text if text.isascii() and "\x7f" not in text else text.translate(_UNSEEN)).encode() + b"\n"


def _spoken(table: str, row: Row) -> Row:
    """A record as JSON says it: flags as true and false, an earlier value as it was."""
    if table == "revision":
        return row | {"value": loads(row["value"])}
    yes_or_no = _flags(table)
    return {name: bool(value) if name in yes_or_no else value for name, value in row.items()}


@cache
def _flags(table: str) -> frozenset[str]:
    return frozenset() if table in JOURNAL else frozenset((*admission.flags(table), "withheld"))


def _check_first(kind: Any, fields: Row) -> None:
    if kind != FORMAT:
        raise UsageError("this is not what interviewkit export jsonl writes")
    schema = fields.get("schema")
    if not isinstance(schema, str) or schema > SCHEMA:
        raise UsageError(f"it was written by a newer interviewkit (schema {schema}); upgrade the program")


def _check_last(fields: Row, lines: int) -> None:
    if fields.get("lines") != lines:
        raise UsageError(f"there are {lines} records, and there were {fields.get('lines')}: some are missing")


def _parsed(line: bytes) -> Row | None:
    """A line's object; None for an empty line."""
    fields: Row | None
    try:
        text = line.decode("utf-8-sig").strip()
        fields = _whole(text) if text else None
    except UnicodeDecodeError:
        raise UsageError("this is not UTF-8") from None
    except JSONDecodeError as error:
        raise UsageError(f"column {error.colno}: no JSON ({error.msg})") from None
    except RecursionError:
        raise UsageError("nested far too deeply") from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise UsageError("a number far too long") from None
    if fields is not None and not isinstance(fields, dict):
        raise UsageError("a line is an object: {…}")
    return _accepted(fields) if b"\\u" in line else fields


def _whole(text: str) -> Any:
    """What the text says in JSON, all of it; `JSONDecoder.decode` looks for blanks on both sides, which are gone."""
    found, end = _decode(text)
    if end != len(text):
        raise JSONDecodeError("Extra data", text, end)
    return found


def _no_constant(name: str) -> None:
    raise UsageError(f"{name} is no JSON")


_decode = JSONDecoder(parse_constant=_no_constant).raw_decode


def _accepted(value: Any) -> Any:
    """The value with texts that every store can keep: an escape may have brought in a NUL or half a sign."""
    if isinstance(value, str):
        return texts.accept(value, _silent)
    if isinstance(value, list):
        return [_accepted(one) for one in value]
    if isinstance(value, dict):
        return {name: _accepted(one) for name, one in value.items()}
    return value


def _silent(_: str) -> None:
    """A file's escapes need no warning: what cannot be kept shows as � in the text."""
