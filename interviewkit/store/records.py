"""A store as a stream of records that mean the same in every store: no keys, references as uids, in a stable order.

A record is a table's name and a row: the columns of the models in their order, NULLs left out. `change` and every
reference are uids; a revision's `value` is JSON, as it is stored. An entry whose words may not be shown bears
`withheld`. Changes come first, then the tables, each after those that it points at, then revisions, then what was
forgotten; inside a table the order is that of the uids. Two stores with the same content give the same stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from json import loads

from sqlalchemy import UniqueConstraint

from interviewkit.dbfile import Row, Store
from interviewkit.queries.consent import withheld
from interviewkit.queries.scope import Scope
from interviewkit.store.inside import Inside
from interviewkit.store.merge import TABLES, references

Record = tuple[str, Row]
PAGE = 2000
CHANGE = ("uid", "at", "verb", "author", "interview", "undoes")
REVISION = ("subject", "field", "change", "value", "replaces")
OWN = frozenset({"id", "checksum"})
NONE = "null"


def records(store: Store, scope: Scope | None = None, *, live: bool = False) -> Iterator[Record]:
    """Everything inside the scope, a page at a time; of one state of the store when called inside `store.reading()`.

    A scope that narrows leaves out workshops, snapshots and what was forgotten: they are of the whole study. `live`
    leaves out what was taken back, earlier versions, and the words that may not be shown.
    """
    inside = Inside(scope or Scope(), live=live)
    yield from _changes(store, inside)
    for table in TABLES:
        yield from _rows(store, inside, table)
    yield from _revisions(store, inside)
    yield from _forgotten(store, inside)


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table's records, in their order."""
    return tuple(column.name for column in TABLES[table].columns if column.name not in OWN)


@cache
def telling_apart(table: str) -> frozenset[str]:
    """The columns of a table whose texts tell its rows apart; none of the journal's."""
    if table not in TABLES:
        return frozenset()
    found = {"uid"} | ({"slug"} & set(TABLES[table].columns.keys()))
    for constraint in TABLES[table].constraints:
        if isinstance(constraint, UniqueConstraint):
            found |= {column.name for column in constraint.columns if column.type.python_type is str}
    return frozenset(found)


def is_empty(store: Store) -> bool:
    """Whether nothing was ever written to the store."""
    return store.value("SELECT id FROM change LIMIT 1") is None


def _changes(store: Store, inside: Inside) -> Iterator[Record]:
    condition = inside.of_changes
    for row in _paged(store, inside, ", ".join(f"t.{name}" for name in CHANGE), "change t", condition):
        yield "change", _without_nulls(row)


def _rows(store: Store, inside: Inside, table: str) -> Iterator[Record]:
    to = references(table)
    picked, joined = [], [f"{table} t LEFT JOIN change h ON h.id = t.change"]
    for name in columns(table):
        if name == "change":
            picked.append("h.uid AS change")
        elif name in to:
            picked.append(f"r_{name}.uid AS {name}")
            narrowed = inside.pointed(to[name], f"r_{name}.id")
            joined.append(f"LEFT JOIN {to[name]} r_{name} ON r_{name}.id = t.{name}{narrowed}")
        else:
            picked.append(f"t.{name}")
    if table == "entry":
        picked.append(f"CASE WHEN {withheld('t')} THEN 1 END AS withheld")
    for row in _paged(store, inside, ", ".join(picked), " ".join(joined), inside.of(table)):
        yield table, _without_nulls(row)


def _paged(store: Store, inside: Inside, picked: str, joined: str, condition: str) -> Iterator[Row]:
    """The rows in the order of their uids, a page at a time."""
    uid = _in_bytes(store, "t.uid")
    narrowed = f" AND {condition}" if condition else ""
    last = ""
    while True:
        page = store.rows(
            f"{inside.prelude}SELECT {picked} FROM {joined} WHERE {uid} > :last{narrowed} ORDER BY {uid} LIMIT {PAGE}",
            last=last,
            **inside.values,
        )
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]["uid"]


def _revisions(store: Store, inside: Inside) -> Iterator[Record]:
    if inside.live:
        return
    subject, field, uid = (_in_bytes(store, name) for name in ("r.subject", "r.field", "h.uid"))
    narrowed = f" AND {inside.of_revisions}" if inside.of_revisions else ""
    last = {"subject": "", "field": "", "change": ""}
    while True:
        page = store.rows(
            f"{inside.prelude}SELECT r.subject, r.field, h.uid AS change, r.value, r.replaces"
            " FROM revision r JOIN change h ON h.id = r.change"
            f" WHERE ({subject}, {field}, {uid}) > (:subject, :field, :change){narrowed}"
            f" ORDER BY {subject}, {field}, {uid} LIMIT {PAGE}",
            **last,
            **inside.values,
        )
        for row in page:
            yield "revision", _without_nulls(row) | {"value": _kept(store, inside, row)}
        if len(page) < PAGE:
            return
        last = {name: page[-1][name] for name in last}


def _kept(store: Store, inside: Inside, row: Row) -> str:
    """A revision's value; a reference to what is outside the scope is none."""
    value: str = row["value"]
    to = references(row["subject"].partition(":")[0]).get(row["field"])
    condition = inside.of(to) if to else ""
    if not condition or value == NONE:
        return value
    uid = loads(value)
    sql = f"{inside.prelude}SELECT t.id FROM {to} t WHERE t.uid = :uid AND {condition}"
    there = store.value(sql, uid=uid, **inside.values)
    return value if there else NONE


def _forgotten(store: Store, inside: Inside) -> Iterator[Record]:
    if inside.narrows or inside.live:
        return
    for row in store.rows(
        "SELECT f.subject, h.uid AS change FROM forgotten f LEFT JOIN change h ON h.id = f.change"
        f" ORDER BY {_in_bytes(store, 'f.subject')}"
    ):
        yield "forgotten", _without_nulls(row)


def _in_bytes(store: Store, column: str) -> str:
    """The column in an order that no language changes."""
    return f'{column} COLLATE "C"' if store.is_server else column


def _without_nulls(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
