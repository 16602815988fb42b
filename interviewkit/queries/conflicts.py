"""Fields to which two laptops gave different values, and nobody has said yet which one holds."""

from __future__ import annotations

from json import loads
from typing import Any

from interviewkit.dbfile import Row, Store

UNREPLACED = """NOT EXISTS (SELECT 1 FROM revision n WHERE n.subject = r.subject AND n.field = r.field
    AND ' ' || n.replaces || ' ' LIKE '% ' || h.uid || ' %')"""
"""The condition on a revision `r` and its change `h` that no later one says to replace it."""

ON_AN_ENTRY = "JOIN entries e ON e.id = t.entry WHERE t.uid = :uid"
REFS = {
    "interview": "SELECT ref FROM interviews WHERE uid = :uid",
    "entry": "SELECT ref FROM entries WHERE uid = :uid",
    "item": "SELECT ref FROM items WHERE uid = :uid",
    "parked": "SELECT ref FROM parked_questions WHERE uid = :uid",
    "workshop": "SELECT ref FROM workshops WHERE uid = :uid",
    "snapshot": "SELECT ref FROM snapshots WHERE uid = :uid",
    "tag": f"SELECT e.ref || ':' || t.kind FROM tag t {ON_AN_ENTRY}",
    "label": f"SELECT e.ref || ':' || t.name FROM label t {ON_AN_ENTRY}",
    "link": "SELECT e.ref || ':' || t.kind || ':' || i.ref FROM link l JOIN items i ON i.id = l.item"
    " JOIN tag t ON t.id = l.tag JOIN entries e ON e.id = t.entry WHERE l.uid = :uid",
    "term": "SELECT i.ref || ':' || t.word FROM terms t JOIN interviews i ON i.id = t.interview WHERE t.uid = :uid",
}
"""How a thing is named to people, by its table; for all others its uid."""


def conflicts(store: Store) -> list[Row]:
    """The fields with two or more different values that nobody has replaced yet: subject and field."""
    return store.rows(
        "SELECT r.subject, r.field FROM revision r JOIN change h ON h.id = r.change"
        f" WHERE {UNREPLACED}"
        " GROUP BY r.subject, r.field HAVING COUNT(DISTINCT r.value) > 1 ORDER BY r.subject, r.field"
    )


def listed(store: Store) -> list[Row]:
    """Each such field: ref, table, uid, field, and its `values`, the one that shows last.

    A value: number (from 1), value, author, at, verb, shown (true of one). Who gave a value again counts as its latest
    author; everybody who gave it is among `authors`.
    """
    return [_told(store, row["subject"], row["field"]) for row in conflicts(store)]


def _told(store: Store, subject: str, field: str) -> Row:
    table, _, uid = subject.partition(":")
    given = store.rows(
        "SELECT r.value, h.author, h.at, h.verb FROM revision r JOIN change h ON h.id = r.change"
        f" WHERE r.subject = :subject AND r.field = :field AND {UNREPLACED} ORDER BY h.uid",
        subject=subject,
        field=field,
    )
    by_value: dict[str, list[Row]] = {}
    for one in given:
        by_value[one["value"]] = [*by_value.pop(one["value"], []), one]
    values = [
        {
            "number": number,
            "value": _spoken(field, loads(value)),
            "author": said[-1]["author"],
            "authors": sorted({one["author"] for one in said}),
            "at": said[-1]["at"],
            "verb": said[-1]["verb"],
            "shown": number == len(by_value),
        }
        for number, (value, said) in enumerate(by_value.items(), 1)
    ]
    return {"ref": _ref(store, table, uid), "table": table, "uid": uid, "field": field, "values": values}


def _ref(store: Store, table: str, uid: str) -> str:
    found = store.value(REFS[table], uid=uid) if table in REFS else None
    return str(found or uid)


def _spoken(field: str, value: Any) -> Any:
    return bool(value) if field == "deleted" else value
