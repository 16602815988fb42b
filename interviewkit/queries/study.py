"""Everything that a report on the roadmap reads, in a dozen questions whatever the study's size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interviewkit.dbfile import Row, Store
from interviewkit.queries.consent import WITHHELD
from interviewkit.queries.entries import is_observation
from interviewkit.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class StudyRows:
    """A study's plain rows inside a scope, each with the keys that reports need.

    `customers` holds everyone the scope allows, interviewed or not, `segments` and `items` all there are.
    A tag's `withheld` says that its words are, or may be, of a participant who did not consent.
    """

    customers: list[Row]
    segments: list[Row]
    interviews: list[Row]
    items: list[Row]
    tagged: list[Row]
    links: list[Row]
    words: list[Row]


def read(store: Store, scope: Scope) -> StudyRows:
    """The study inside the scope; of one state of the store when called inside `store.reading()`."""
    return StudyRows(
        customers=_customers(store, scope),
        segments=store.rows("SELECT slug, name FROM segments ORDER BY slug"),
        interviews=_interviews(store, scope),
        items=_items(store),
        tagged=_tagged(store, scope),
        links=_links(store, scope),
        words=_labels(store, scope) + _terms(store, scope),
    )


def _customers(store: Store, scope: Scope) -> list[Row]:
    rows = store.rows(
        "SELECT c.id, c.slug, c.name, c.internal, c.lifecycle, c.weight FROM customers c"
        f" WHERE {scope.of_customers} ORDER BY c.slug",
        **scope.values,
    )
    inside = _grouped(
        store.rows(
            "SELECT m.customer AS owner, g.slug AS name FROM customer_segments m JOIN segments g ON g.id = m.segment"
        )
    )
    return [row | {"internal": bool(row["internal"]), "segments": inside[row["id"]]} for row in rows]


def _interviews(store: Store, scope: Scope) -> list[Row]:
    """Each with the number of its entries in scope."""
    return store.rows(
        "SELECT i.ref, c.slug AS customer, i.topic_slug AS topic, i.source, i.lifecycle, i.started_at, i.zone,"
        f" (SELECT count(*) FROM entries e WHERE e.interview = i.id AND {scope.of_entries}) AS entries"
        " FROM interviews i JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} ORDER BY i.started_at, i.ref",
        **scope.values,
    )


def _items(store: Store) -> list[Row]:
    rows = store.rows(
        "SELECT i.id, i.uid, i.ref AS slug, i.key, i.url, i.title, i.status, i.horizon, i.gone,"
        " i.shipped_at FROM items i ORDER BY i.ref"
    )
    segments = _grouped(
        store.rows("SELECT m.item AS owner, g.slug AS name FROM item_segments m JOIN segments g ON g.id = m.segment")
    )
    topics = _grouped(store.rows("SELECT item AS owner, name FROM item_topics"))
    return [
        row | {"gone": bool(row["gone"]), "segments": segments[row["id"]], "topics": topics[row["id"]]} for row in rows
    ]


_IN_SCOPE = """FROM tags t JOIN entries e ON e.id = t.entry JOIN interviews i ON i.id = e.interview
    JOIN customers c ON c.id = i.customer"""

# An expression, not the bare column: for the order of its index SQLite would look through all tags of each interview.
_SAID_IN_ORDER = "i.started_at || '', i.ref, e.number, e.twin"


def _tagged(store: Store, scope: Scope) -> list[Row]:
    rows = store.rows(
        "SELECT t.id, t.kind, t.severity, t.who, t.takes, t.author, e.id AS entry, e.ref, e.number, e.twin,"
        " i.ref AS interview, c.slug AS customer, e.question, e.answer, e.at, e.verbatim, e.evidence, e.prompted,"
        f" p.name AS speaker, CASE WHEN {WITHHELD} THEN 1 ELSE 0 END AS withheld"
        f" {_IN_SCOPE} LEFT JOIN participant p ON p.id = e.speaker"
        f" WHERE {scope.of_interviews} AND {scope.of_entries} ORDER BY {_SAID_IN_ORDER}, t.kind",
        **scope.values,
    )
    return [_typed(row) for row in rows]


def _typed(row: Row) -> Row:
    flags = {name: bool(row[name]) for name in ("verbatim", "prompted", "withheld")}
    return row | flags | {"observation": is_observation(row["answer"])}


def _links(store: Store, scope: Scope) -> list[Row]:
    return store.rows(
        f"SELECT l.tag, o.uid AS item, l.stance {_IN_SCOPE} JOIN links l ON l.tag = t.id"
        f" JOIN items o ON o.id = l.item WHERE {scope.of_interviews} AND {scope.of_entries} ORDER BY l.uid",
        **scope.values,
    )


def _labels(store: Store, scope: Scope) -> list[Row]:
    return store.rows(
        "SELECT e.id AS entry, i.ref AS interview, b.name AS word, 'label' AS kind FROM labels b"
        " JOIN entries e ON e.id = b.entry JOIN interviews i ON i.id = e.interview"
        " JOIN customers c ON c.id = i.customer"
        f" WHERE {scope.of_interviews} AND {scope.of_entries} ORDER BY i.ref, b.name, b.id",
        **scope.values,
    )


def _terms(store: Store, scope: Scope) -> list[Row]:
    return store.rows(
        "SELECT i.ref AS interview, w.word, 'term' AS kind FROM terms w JOIN interviews i ON i.id = w.interview"
        f" JOIN customers c ON c.id = i.customer WHERE {scope.of_interviews} ORDER BY i.ref, w.word, w.id",
        **scope.values,
    )


def _grouped(rows: list[Row]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        found[row["owner"]].add(row["name"])
    return defaultdict(frozenset, {owner: frozenset(names) for owner, names in found.items()})
