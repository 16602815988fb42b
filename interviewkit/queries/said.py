"""What was said inside a scope, and where: conversations, entries with their marks, and whose words may be shown."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries
from interviewkit.queries.consent import WITHHELD, WITHHELD_IN
from interviewkit.queries.scope import Scope


def conversations(store: Store, scope: Scope) -> list[Row]:
    """The interviews in scope, the latest last, each with its customer's slug and name, `topic` and `topic_slug`."""
    rows = store.rows(
        "SELECT i.id, i.uid, i.ref, c.slug AS customer, c.name AS customer_name, c.internal, i.topic, i.topic_slug,"
        " i.guide, i.source, i.lifecycle, i.started_at, i.ended_at, i.zone, i.disclosed,"
        f" (SELECT count(*) FROM entries e WHERE e.interview = i.id AND {scope.of_entries}) AS entries"
        " FROM interviews i JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} ORDER BY i.started_at, i.ref",
        **scope.values,
    )
    return [row | {"internal": _internal(row), "disclosed": bool(row["disclosed"])} for row in rows]


def said(store: Store, scope: Scope, interview: int | None = None) -> list[Row]:
    """The entries in scope (of one interview, by its key, when named): interviews by their start, entries by number.

    Each as `queries.entries` gives it, with `customer` (slug), `internal`, and `withheld`: its words are, or may be,
    of a participant who did not consent.
    """
    found = store.rows(
        f"SELECT e.id, c.slug AS customer, c.internal, i.source, CASE WHEN {WITHHELD} THEN 1 ELSE 0 END AS withheld"
        " FROM entries e JOIN interviews i ON i.id = e.interview JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_entries}"
        " AND (CAST(:interview AS INTEGER) IS NULL OR i.id = :interview)"
        " ORDER BY i.started_at, i.ref, e.number, e.twin",
        interview=interview,
        **scope.values,
    )
    whole = entries.some(store, [row["id"] for row in found])
    return [
        entry | {"customer": row["customer"], "internal": _internal(row), "withheld": bool(row["withheld"])}
        for entry, row in zip(whole, found, strict=True)
    ]


def words(store: Store, scope: Scope) -> list[Row]:
    """The customers' terms in scope, by the alphabet, then by the interview's start.

    Each with its `name` as first typed, `meaning` (None: open), interview, customer and `withheld`, as above.
    """
    rows = store.rows(
        "SELECT t.uid, t.word, t.name, t.meaning, t.at, i.ref AS interview, i.started_at, i.zone, i.source,"
        " c.slug AS customer, c.name AS customer_name, c.internal,"
        f" CASE WHEN {WITHHELD_IN} THEN 1 ELSE 0 END AS withheld"
        " FROM terms t JOIN interviews i ON i.id = t.interview JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} ORDER BY t.word, i.started_at, i.ref, t.id",
        **scope.values,
    )
    return [row | {"internal": _internal(row), "withheld": bool(row["withheld"])} for row in rows]


def ties(store: Store, scope: Scope) -> list[Row]:
    """What is linked to roadmap items in scope: the entry's `ref`, the tag's `kind`, the item with its status, the
    `stance`, and `since`, the moment of the link."""
    return store.rows(
        "SELECT e.ref, t.kind, o.ref AS item, o.title, o.status, o.shipped_at, l.stance, h.at AS since"
        " FROM links l JOIN link r ON r.id = l.id JOIN change h ON h.id = r.change JOIN items o ON o.id = l.item"
        " JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry JOIN interviews i ON i.id = e.interview"
        " JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_entries} ORDER BY l.id",
        **scope.values,
    )


def refused(store: Store, interview: int) -> bool:
    """Whether somebody who did not consent was in the interview: what names no speaker may be theirs."""
    found = store.value(
        f"SELECT CASE WHEN {WITHHELD_IN} THEN 1 ELSE 0 END FROM interviews i JOIN (SELECT CAST(:interview AS INTEGER)"
        " AS interview) t ON t.interview = i.id",
        interview=interview,
    )
    return bool(found)


def _internal(row: Row) -> bool:
    """Whether it was one of us who spoke: a coworker, or whoever was the customer themselves (dogfooding)."""
    return bool(row["internal"]) or row["source"] == "dogfood"
