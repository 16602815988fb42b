"""What was said inside a scope, and where: conversations, entries with their marks, and whose words may be shown."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries
from interviewkit.queries.consent import WITHHELD, WITHHELD_IN
from interviewkit.queries.counting import INTERNAL
from interviewkit.queries.scope import Scope


def conversations(store: Store, scope: Scope) -> list[Row]:
    """The interviews in scope, the latest last, each with its customer's slug and name, `topic` and `topic_slug`."""
    rows = store.rows(
        f"SELECT i.id, i.uid, i.ref, c.slug AS customer, c.name AS customer_name, {INTERNAL}, i.topic, i.topic_slug,"
        " i.guide, i.source, i.lifecycle, i.started_at, i.ended_at, i.zone, i.disclosed,"
        f" (SELECT count(*) FROM entries e WHERE e.interview = i.id AND {scope.of_entries}) AS entries"
        " FROM interviews i JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} ORDER BY i.started_at, i.ref",
        **scope.values,
    )
    return [row | {"internal": bool(row["internal"]), "disclosed": bool(row["disclosed"])} for row in rows]


def said(store: Store, scope: Scope, interview: int | None = None, *, ahas: bool = False) -> list[Row]:
    """The entries in scope (of one interview, by its key, when named; only the `ahas` when these are asked for):
    interviews by their start, entries by number.

    Each as `queries.entries` gives it, with `customer` (slug), `internal`, and `withheld`: its words are, or may be,
    of a participant who did not consent.
    """
    found = store.rows(
        f"SELECT e.id, c.slug AS customer, {INTERNAL}, CASE WHEN {WITHHELD} THEN 1 ELSE 0 END AS withheld"
        " FROM entries e JOIN interviews i ON i.id = e.interview JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_entries}"
        f" AND (CAST(:interview AS INTEGER) IS NULL OR i.id = :interview){' AND e.aha = 1' if ahas else ''}"
        " ORDER BY i.started_at, i.ref, e.number, e.twin",
        interview=interview,
        **scope.values,
    )
    whole = entries.some(store, [row["id"] for row in found])
    return [
        entry | {"customer": row["customer"], "internal": bool(row["internal"]), "withheld": bool(row["withheld"])}
        for entry, row in zip(whole, found, strict=True)
    ]


def words(store: Store, scope: Scope, interview: int | None = None) -> list[Row]:
    """The customers' terms in scope (of one interview, by its key, when named), by the alphabet, then by the
    interview's start.

    Each with its `name` as first typed, interview, customer, `withheld` as above, and `meaning`: what the customer
    said in this interview, else the last that they said in any, whatever the scope (None: they never explained it);
    `told_in` is the interview in which they did.
    """
    rows = store.rows(
        "SELECT t.uid, t.word, t.name, t.meaning, t.at, i.ref AS interview, i.started_at, i.zone, i.source,"
        f" c.slug AS customer, c.name AS customer_name, {INTERNAL},"
        f" CASE WHEN {WITHHELD_IN} THEN 1 ELSE 0 END AS withheld"
        " FROM terms t JOIN interviews i ON i.id = t.interview JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_unnamed}"
        " AND (CAST(:interview AS INTEGER) IS NULL OR i.id = :interview) ORDER BY t.word, i.started_at, i.ref, t.id",
        interview=interview,
        **scope.values,
    )
    ever = _explained(store)
    return [
        row
        | _meaning(row, ever.get((row["customer"], row["word"], row["internal"])))
        | {"internal": bool(row["internal"]), "withheld": bool(row["withheld"])}
        for row in rows
    ]


def _explained(store: Store) -> dict[tuple[str, str, int], Row]:
    """The last that each customer, and that we in their place, said a word means, where it may be shown."""
    rows = store.rows(
        f"SELECT c.slug AS customer, t.word, {INTERNAL}, t.meaning, i.ref AS told_in FROM terms t"
        " JOIN interviews i ON i.id = t.interview JOIN customers c ON c.id = i.customer"
        f" WHERE t.meaning IS NOT NULL AND NOT {WITHHELD_IN} ORDER BY i.started_at, i.ref, t.id"
    )
    return {(row["customer"], row["word"], row["internal"]): row for row in rows}


def _meaning(row: Row, ever: Row | None) -> Row:
    if row["meaning"] is not None:
        return {"told_in": row["interview"]}
    return {"meaning": ever["meaning"], "told_in": ever["told_in"]} if ever else {"told_in": None}


def unnamed_in_scope(store: Store, scope: Scope, interview: int) -> bool:
    """Whether the scope holds what names no speaker in the interview, such as a parked question."""
    return bool(
        store.value(
            f"SELECT count(*) FROM interviews i WHERE i.id = :interview AND {scope.of_unnamed}",
            interview=interview,
            **scope.values,
        )
    )


def ties(store: Store, scope: Scope) -> list[Row]:
    """What is linked to roadmap items in scope: the entry's `ref`, the tag's `kind`, the item with its status, the
    `stance`, and `since`, the moment of the link."""
    return store.rows(
        "SELECT e.ref, t.kind, o.ref AS item, o.title, o.status, o.shipped_at, l.stance, h.at AS since"
        " FROM links l JOIN link r ON r.id = l.id JOIN change h ON h.id = r.change JOIN items o ON o.id = l.item"
        " JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry JOIN interviews i ON i.id = e.interview"
        " JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_entries} ORDER BY l.uid",
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
