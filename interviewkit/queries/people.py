"""Customers, their participants, and the segments they are in."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries.counting import DOGFOODED, HEARD

# Counted once for all customers: an interview's customer is found through merges, which no index knows.
CUSTOMER = f"""
    SELECT c.id, c.uid, c.slug, c.name, c.lifecycle, c.internal, c.weight, c.added_at, c.author,
        COALESCE(held.number, 0) AS interviews, met.started_at AS last_met, met.zone AS last_zone
    FROM customers c
    LEFT JOIN (SELECT i.customer, count(*) AS number FROM interviews i GROUP BY i.customer) held
        ON held.customer = c.id
    LEFT JOIN (
        SELECT i.customer, i.started_at, i.zone,
            row_number() OVER (PARTITION BY i.customer ORDER BY i.started_at DESC, i.ref DESC) AS place
        FROM interviews i WHERE NOT {DOGFOODED}) met
        ON met.customer = c.id AND met.place = 1"""


def customers(store: Store) -> list[Row]:
    """Every customer, with segments, in the order of their slugs."""
    return _with_segments(store, store.rows(f"{CUSTOMER} ORDER BY c.slug"))


def customer(store: Store, key: int) -> Row:
    """One customer, with segments, participants, interviews and open follow-ups."""
    row = _with_segments(store, store.rows(f"{CUSTOMER} WHERE c.id = :key", key=key))[0]
    heard = store.rows("SELECT ref FROM interviews WHERE customer = :key ORDER BY started_at, ref", key=key)
    return row | {
        "participants": participants(store, customer=row["slug"]),
        "interviews": [one["ref"] for one in heard],
        "follow_ups": store.rows(
            "SELECT uid, number, title, due, done_at FROM followups WHERE customer = :key ORDER BY number",
            key=key,
        ),
    }


def names(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """The names of all customers, and of all segments, by slug."""
    customers = store.rows("SELECT slug, name FROM customers ORDER BY slug")
    segments = store.rows("SELECT slug, name FROM segments ORDER BY slug")
    return {row["slug"]: row["name"] for row in customers}, {row["slug"]: row["name"] for row in segments}


def participants(store: Store, *, customer: str | None = None) -> list[Row]:
    """The people who spoke, of one customer or of all."""
    return store.rows(
        "SELECT p.uid, p.name, p.role, p.consent, c.slug AS customer FROM participants p"
        " JOIN customers c ON c.id = p.customer WHERE CAST(:customer AS TEXT) IS NULL OR c.slug = :customer"
        " ORDER BY c.slug, p.name, p.uid",
        customer=customer,
    )


def segments(store: Store) -> list[Row]:
    """Every segment, with how many external customers are in it and how many of those were interviewed: heard, in at
    least one entry, and not by us in their place."""
    return store.rows(
        "SELECT s.uid, s.slug, s.name, s.weight, s.author, count(c.id) AS customers, count(h.customer) AS interviewed"
        " FROM segments s LEFT JOIN customer_segments m ON m.segment = s.id"
        " LEFT JOIN customers c ON c.id = m.customer AND c.internal = 0"
        f" LEFT JOIN (SELECT DISTINCT i.customer FROM interviews i WHERE {HEARD}) h ON h.customer = c.id"
        " GROUP BY s.uid, s.slug, s.name, s.weight, s.author ORDER BY s.slug"
    )


def segment(store: Store, slug: str) -> Row:
    """One segment, with its customers (internal ones too) and the items that are for it."""
    row = next(row for row in segments(store) if row["slug"] == slug)
    members = store.rows(
        "SELECT c.slug FROM customers c JOIN customer_segments m ON m.customer = c.id"
        " JOIN segments s ON s.id = m.segment WHERE s.slug = :slug ORDER BY c.slug",
        slug=slug,
    )
    items = store.rows(
        "SELECT i.ref FROM items i JOIN item_segments m ON m.item = i.id JOIN segments s ON s.id = m.segment"
        " WHERE s.slug = :slug ORDER BY i.ref",
        slug=slug,
    )
    return row | {"members": [one["slug"] for one in members], "items": [one["ref"] for one in items]}


def _with_segments(store: Store, rows: list[Row]) -> list[Row]:
    by_id = {row["id"]: row | {"internal": bool(row["internal"]), "segments": []} for row in rows}
    for one in store.rows(
        "SELECT m.customer, s.slug FROM customer_segments m JOIN segments s ON s.id = m.segment ORDER BY s.slug"
    ):
        if one["customer"] in by_id:
            by_id[one["customer"]]["segments"].append(one["slug"])
    return list(by_id.values())
