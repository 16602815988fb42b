"""Roadmap items, and what has been linked to them."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store

ITEM = """
    SELECT i.id, i.uid, i.ref AS slug, i.title, i.description, i.status, i.horizon, i.tracker, i.key, i.url, i.gone,
        i.shipped_at, i.added_at, i.author,
        (SELECT count(*) FROM links l JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry WHERE l.item = i.id)
            AS links
    FROM items i"""


def items(store: Store, *, statuses: tuple[str, ...] = (), horizon: str | None = None) -> list[Row]:
    """Every item, or those of some statuses and of a horizon, in the order of their slugs."""
    rows = _with_places(store, store.rows(f"{ITEM} ORDER BY i.ref"))
    return [
        row
        for row in rows
        if (not statuses or row["status"] in statuses) and (horizon is None or row["horizon"] == horizon)
    ]


def item(store: Store, key: int) -> Row:
    """One item, with the entries that are linked to it, each with stance and customer."""
    row = _with_places(store, store.rows(f"{ITEM} WHERE i.id = :key", key=key))[0]
    links = store.rows(
        "SELECT e.ref, t.kind, l.stance, c.slug AS customer, e.question, e.answer FROM links l"
        " JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry JOIN interviews i ON i.id = e.interview"
        " JOIN customers c ON c.id = i.customer WHERE l.item = :key ORDER BY i.started_at, e.number, e.twin, t.kind",
        key=key,
    )
    return row | {"links": [link | {"ref": f"{link['ref']}:{link['kind']}"} for link in links]}


def _with_places(store: Store, rows: list[Row]) -> list[Row]:
    by_id = {row["id"]: row | {"gone": bool(row["gone"]), "segments": [], "topics": []} for row in rows}
    for one in store.rows(
        "SELECT m.item, s.slug FROM item_segments m JOIN segments s ON s.id = m.segment ORDER BY s.slug"
    ):
        if one["item"] in by_id:
            by_id[one["item"]]["segments"].append(one["slug"])
    for one in store.rows("SELECT item, name FROM item_topics ORDER BY name"):
        if one["item"] in by_id:
            by_id[one["item"]]["topics"].append(one["name"])
    return list(by_id.values())
