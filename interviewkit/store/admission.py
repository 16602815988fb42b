"""What may enter a store from a file: a record's columns, of the kinds and forms that the models declare.

The tables check enumerations and numbers by themselves, but not that a text is a text, a moment a moment and a slug a
slug; and a record from a file is to be refused with its line, before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from math import isfinite
from typing import Any, NamedTuple

from sqlalchemy import Column, Enum, Float, Integer

from interviewkit import recorder
from interviewkit.dbfile import Row
from interviewkit.errors import UsageError
from interviewkit.store.merge import TABLES, references
from interviewkit.store.models import DAY, MOMENT, SLUG, Flag, Kept
from interviewkit.store.records import CHANGE, OWN, REVISION

Check = Callable[[Any], bool]
UUID = r"0[0-9][0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # of no year after 2318: the clock goes on
SHOWN = 60
WHOLE = 1 << 63
_TEXT, _FLAG = frozenset({str}), frozenset({bool})


class _Shape(NamedTuple):
    """What a record of a table with certain columns has to be: a text, a yes or no, or what a check of its own says."""

    texts: tuple[str, ...]
    flags: tuple[str, ...]
    checked: tuple[tuple[str, Check], ...]

    def fault(self, row: Mapping[str, Any]) -> str | None:
        """The first column that cannot be as it is."""
        if {type(row[name]) for name in self.texts} <= _TEXT and {type(row[name]) for name in self.flags} <= _FLAG:
            return next((name for name, check in self.checked if not check(row[name])), None)
        wrong = [name for name in self.texts if type(row[name]) is not str]
        return (wrong + [name for name in self.flags if type(row[name]) is not bool])[0]


def admitted(table: str, fields: Row) -> Row:
    """The record's row as it may be stored, flags as 0 and 1, a revision's value written down.

    Errors: UsageError for an unknown table or column, a missing one, or a value of another kind.
    """
    row = fields
    if None in fields.values():
        row = {name: value for name, value in fields.items() if value is not None or name == "value"}
    shape = _shape(table, tuple(row))
    name = shape.fault(row)
    if name is not None:
        raise UsageError(f"{name} of {table} cannot be {str(row[name])[:SHOWN]!r}")
    for name in shape.flags:
        row[name] = int(row[name])
    if table == "revision":
        _check_subject(row)
        row["value"] = recorder.encoded(row["value"])
    return row


def flags(table: str) -> tuple[str, ...]:
    """The columns of a table that say yes or no."""
    return tuple(column.name for column in TABLES[table].columns if isinstance(column.type, Flag))


def _check_subject(row: Row) -> None:
    """Refuse a version of a field that there is not, or of a kind that the field does not take."""
    table, _, uid = row["subject"].partition(":")
    checks = _checks(table)[0] if table in TABLES else {}
    name, value = row["field"], row["value"]
    if not uid or name in {"uid", "change"} or name not in checks:
        raise UsageError(f"there is no {name[:SHOWN]} of {row['subject'][:SHOWN]}")
    if value is not None and not (value in (0, 1) if checks[name] is _is_flag else checks[name](value)):
        raise UsageError(f"{name} of {table} cannot be {str(value)[:SHOWN]!r}")


@lru_cache(maxsize=1000)
def _shape(table: str, names: tuple[str, ...]) -> _Shape:
    """The shape of a record with these columns. Errors: UsageError for one too many, or too few."""
    checks, needed = _checks(table)
    unknown = next((name for name in names if name not in checks), None)
    if unknown is not None:
        raise UsageError(f"{table} has no {unknown[:SHOWN]!r}; known are {', '.join(checks)}")
    if not needed <= {*names}:
        raise UsageError(f"{table} lacks {', '.join(sorted(needed - {*names}))}")
    kinds = {name: checks[name] for name in names}
    texts = tuple(name for name, check in kinds.items() if check is _is_text)
    yes_or_no = tuple(name for name, check in kinds.items() if check is _is_flag)
    apart = {*texts, *yes_or_no}
    return _Shape(texts, yes_or_no, tuple((name, check) for name, check in kinds.items() if name not in apart))


@cache
def _checks(table: str) -> tuple[dict[str, Check], frozenset[str]]:
    """The columns that a record of the table may have, each with its check, and those that it must have."""
    matching = {"uid": _matching(UUID), "at": _matching(MOMENT)}
    if table == "change":
        return {name: matching.get(name, _is_text) for name in CHANGE}, frozenset(("uid", "at", "verb", "author"))
    if table == "revision":
        return dict.fromkeys(REVISION, _is_text) | {"value": _is_anything}, frozenset(REVISION[:4])
    if table == "forgotten":
        return {"subject": _is_text, "change": _is_text}, frozenset(("subject",))
    if table not in TABLES:
        raise UsageError(f"{table[:SHOWN]!r} is nothing that a store holds")
    columns = [column for column in TABLES[table].columns if column.name not in OWN]
    return (
        {column.name: _check(table, column) for column in columns},
        frozenset(column.name for column in columns if not column.nullable),
    )


def _check(table: str, column: Column[Any]) -> Check:
    name = column.name
    if name == "uid":
        return _is_name
    if name == "change" or name in references(table):
        return _is_text  # whether there is such a thing is seen when it is looked up
    if isinstance(column.type, Enum):
        return frozenset(column.type.enums).__contains__
    for kind, check in ((Flag, _is_flag), (Integer, _is_whole), (Float, _is_number)):
        if isinstance(column.type, kind):
            return check
    form = _form(table, name)
    return _matching(form) if form else _is_filled if _least(table, name) else _is_text


def _form(table: str, name: str) -> str | None:
    """The pattern that a column's text has; the models give it by what the column is called."""
    if name == "at" or name.endswith("_at"):
        return MOMENT
    if name in ("slug", "topic_slug") or (table, name) in (("label", "name"), ("item_topic", "name")):
        return SLUG
    return DAY if name == "due" else None


def _least(table: str, name: str) -> bool:
    """Whether the model asks for a text of at least one sign."""
    model = next(model for model in Kept.__subclasses__() if model.__tablename__ == table)
    return any(getattr(one, "min_length", None) for one in model.model_fields[name].metadata)


def _matching(pattern: str) -> Check:
    found = re.compile(pattern.strip("^$")).fullmatch
    return lambda value: type(value) is str and found(value) is not None


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_filled(value: Any) -> bool:
    return type(value) is str and value != ""


def _is_name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= 2000


def _is_flag(value: Any) -> bool:
    return value is True or value is False


def _is_whole(value: Any) -> bool:
    return type(value) is int and -WHOLE <= value < WHOLE


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value)


def _is_anything(_: Any) -> bool:
    return True
