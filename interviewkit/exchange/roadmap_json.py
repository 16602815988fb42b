"""JSON text as a table: a list of objects, or an object that holds one, as far down as it lies."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap_table import Record, Table, fold, shown
from interviewkit.texts import accept

HOLDERS = ("items", "issues", "nodes", "data", "features", "results")
"""Keys that hold the list in what trackers write; `data` may hold an object that holds the list."""
NAMES = ("name", "title", "value", "slug")
"""Where an object that stands for a word (a label, a state) keeps the word."""
TOTAL_DIGITS = 18


def table_of(text: str, warn: Callable[[str], None]) -> Table:
    """Read JSON text.

    A column is a key of the objects, and for a key that holds an object also `key.inner`. Numbers stay as
    they were written. Raises UsageError, with line and column, for what is no JSON, and for JSON without a
    list.
    """
    document = _parsed(text, warn)
    found = _list_in(document)
    _warn_of_missing(document, len(found), warn)
    columns: dict[str, str] = {}
    records, skipped = [], []
    for place, thing in enumerate(found, start=1):
        if not isinstance(thing, dict):
            skipped.append((place, f"is {_kind(thing)}, not an object"))
            continue
        for name, _ in _pairs(thing):
            columns.setdefault(fold(name), name)
        records.append(_record(place, thing, warn))
    if found and not records:
        raise UsageError(
            "The JSON list holds no object; `interviewkit roadmap import` reads a list of objects with a title each."
        )
    return Table("json", columns, tuple(records), tuple(skipped))


def _parsed(text: str, warn: Callable[[str], None]) -> Any:
    """Parse one JSON document, numbers as the text they were; warn once of keys an object has twice."""
    repeated: dict[str, None] = {}

    def merged(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [accept(key, warn) for key, _ in pairs]
        whole = dict(zip(keys, (value for _, value in pairs), strict=True))
        if len(whole) < len(pairs):
            repeated.update((key, None) for key, times in Counter(keys).items() if times > 1)
        return whole

    try:
        document = json.loads(text, object_pairs_hook=merged, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        raise UsageError(
            f"Line {fault.lineno}, column {fault.colno}: this is no JSON ({fault.msg}); correct it there, "
            f"or say "
            "what it is with `interviewkit roadmap import --from csv`."
        ) from fault
    except RecursionError as fault:
        raise UsageError(
            "The JSON is nested too deeply to be a roadmap; give `interviewkit roadmap import` a list of objects."
        ) from fault
    if repeated:
        warn(f"keys that stand twice in one object, whose last value was taken: {shown(repeated)}")
    return document


def _list_in(document: Any) -> list[Any]:
    """Return the list of the document; an object with a title and no list of objects is a list of one."""
    inner = document
    while isinstance(inner, dict):
        held = _held_by(inner)
        if held is None:
            return [inner] if inner.get("title") else _no_list(inner)
        inner = held
    return inner if isinstance(inner, list) else _no_list(inner)


def _held_by(thing: dict[str, Any]) -> Any:
    """Return what holds the items inside an object, None if nothing does; UsageError if two lists might."""
    for name in HOLDERS:
        if isinstance(thing.get(name), dict | list):
            return thing[name]
    lists = {name: value for name, value in thing.items() if _is_list_of_objects(value)}
    if len(lists) > 1:
        raise UsageError(
            f"The JSON object holds {len(lists)} lists ({shown(lists)}); give `interviewkit roadmap import` only one."
        )
    return next(iter(lists.values()), None)


def _is_list_of_objects(value: Any) -> bool:
    """Tell whether a value may be the items."""
    return isinstance(value, list) and bool(value) and all(isinstance(thing, dict) for thing in value)


def _no_list(document: Any) -> list[Any]:
    """Refuse a document without a list, naming the keys it has."""
    keys = f" with the keys {shown(document)}" if isinstance(document, dict) and document else ""
    raise UsageError(
        f"The JSON is {_kind(document)}{keys} and holds no list of items; `interviewkit roadmap import` "
        f"reads a list "
        "of objects, or an object that holds one under items, issues or data."
    )


def _warn_of_missing(document: Any, found: int, warn: Callable[[str], None]) -> None:
    """Warn when the document says there are more items than it holds (`gh project item-list` stops at 30)."""
    total = document.get("totalCount") if isinstance(document, dict) else None
    if isinstance(total, str) and total.isdecimal() and len(total) <= TOTAL_DIGITS and int(total) > found:
        warn(f"the file holds {found} of {total} items; export it again with a higher limit (gh: -L {total}).")


def _record(place: int, thing: dict[str, Any], warn: Callable[[str], None]) -> Record:
    """Turn an object into a record; keys that fold to one name share a column."""
    cells: dict[str, tuple[str, ...]] = {}
    lists = set()
    for name, value in _pairs(thing):
        folded = fold(name)
        texts = tuple(accept(text, warn) for text in _texts(value))
        cells[folded] = (*cells.get(folded, ()), *texts)
        if isinstance(value, list):
            lists.add(folded)
    return Record(place, cells, frozenset(lists))


def _pairs(thing: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the columns of an object with their values: its keys and, for objects inside, `key.inner`."""
    for name, value in thing.items():
        yield name, value
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", deeper) for inner, deeper in value.items())


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value: each of a list's, none of null or of what holds no word."""
    for thing in value if isinstance(value, list) else (value,):
        text = _text(thing)
        if text is not None:
            yield text


def _text(value: Any) -> str | None:
    """Return a word as text: a string, a number as written, true or false, the name of a named object."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return next((value[name] for name in NAMES if isinstance(value.get(name), str)), None)
    return value if isinstance(value, str) else None


def _kind(value: Any) -> str:
    """Name what kind of JSON a value is; numbers were read as text."""
    kinds = {dict: "an object", list: "a list", str: "a text or a number", bool: "true or false"}
    return kinds.get(type(value), "null")
