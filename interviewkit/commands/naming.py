"""A reference that may name any of several things: an interview, an entry, an item, a customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.vocabulary import Kind


class Thing(NamedTuple):
    """What a reference names: the table it is in, its row, and its name for a message."""

    table: str
    row: Row
    ref: str


def named(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing:
    """The thing that a reference names; a tag's is its entry's. Errors: NotFound, UsageError."""
    bare = without_kind(name)
    if _is_entry(store, bare):
        row = references.entry(store, bare, within, quiet_hours=quiet_hours)
        return Thing("entry", row, row["ref"])
    finders: tuple[tuple[str, Callable[[], Row]], ...] = (
        ("interview", lambda: references.interview(store, name, quiet_hours=quiet_hours)),
        ("item", lambda: references.item(store, name)),
        ("customer", lambda: references.customer(store, name)),
    )
    missing = None
    for table, find in finders:
        try:
            row = find()
        except NotFound as error:
            missing = missing or error
        else:
            return Thing(table, row, row.get("ref") or row["slug"])
    raise missing or NotFound(name)


def known(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing:
    """The thing that a reference names, a deleted one too. Errors: NotFound, UsageError."""
    try:
        return named(store, name, within, quiet_hours=quiet_hours)
    except NotFound:
        gone = deleted(store, name, within, quiet_hours=quiet_hours)
        if gone is None:
            raise
        return gone


def deleted(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing | None:
    """The deleted entry, interview or item that a reference names, or None. Errors: NotFound, UsageError."""
    bare = without_kind(name)
    before, slash, number = bare.rpartition("/")
    if slash or references.is_number(bare):
        gone = deleted(store, before, None, quiet_hours=quiet_hours) if slash else None
        on = (
            gone.row | {"ref": gone.ref}
            if gone
            else references.interview(store, before or within, quiet_hours=quiet_hours)
        )
        return _numbered(store, on, number)
    return next((found for table in ("interview", "entry", "item") if (found := _gone(store, table, bare))), None)


def without_kind(name: str) -> str:
    """The entry's reference in a tag's, as 7 in 7:pain."""
    before, _, kind = name.rpartition(":")
    return before if before and kind in [one.value for one in Kind] else name


def _is_entry(store: Store, name: str) -> bool:
    return (
        "/" in name
        or references.is_number(name)
        or store.value("SELECT id FROM entries WHERE uid = :uid", uid=name) is not None
    )


def _numbered(store: Store, on: Row, number: str) -> Thing | None:
    first, _, twin = number.partition("-")
    if not references.is_number(number) or max(len(first), len(twin)) > 9:
        return None
    row = store.row(
        "SELECT * FROM entry WHERE interview = :interview AND number = :number AND twin = :twin AND deleted = 1",
        interview=on["id"],
        number=int(first),
        twin=int(twin or 1),
    )
    return Thing("entry", row, f"{on['ref']}/{number}") if row else None


def _gone(store: Store, table: str, name: str) -> Thing | None:
    """The deleted row of that uid, or of that slug or the only one that begins so."""
    slug = "NULL" if table == "entry" else "slug || CASE twin WHEN 1 THEN '' ELSE '.' || CAST(twin AS TEXT) END"
    found: list[dict[str, Any]] = store.rows(
        f"SELECT * FROM (SELECT t.*, {slug} AS ref FROM {table} t WHERE t.deleted = 1) AS gone"
        " WHERE uid = :name OR substr(ref, 1, length(:name)) = :name ORDER BY uid = :name DESC, ref = :name DESC, ref",
        name=name,
    )
    exact = [row for row in found if name in (row["uid"], row["ref"])]
    if len(exact or found) > 1 and not exact:
        listed = ", ".join(row["ref"] for row in found[:5])
        raise UsageError(f"{name} could be {listed}; write more of it; see interviewkit list")
    return Thing(table, found[0], found[0]["ref"] or name) if found else None
