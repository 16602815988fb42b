"""The snapshots that are kept: which there are, what each said of every item, and what was noted since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from json import loads
from typing import Any

from interviewkit.dbfile import Row, Store


def listed(store: Store) -> list[Row]:
    """Every snapshot, the oldest first: uid, ref, name, at, author, scope, policy; `customers` is the most that any
    item was judged by, `verdicts` counts its items by verdict."""
    return [_told(row, items(store, row["id"])) for row in _all(store)]


def whole(store: Store, uid: str) -> Row:
    """One snapshot as it is listed, and its `items` as the report showed them, without anybody's words."""
    row = store.rows("SELECT * FROM snapshots WHERE uid = :uid", uid=uid)[0]
    kept = items(store, row["id"])
    return _told(row, kept) | {"items": [item["figures"] for item in kept]}


def items(store: Store, snapshot: int) -> list[Row]:
    """What a snapshot said of every item, by slug, also of those that were removed since.

    Each row: uid, there (whether it is still on the roadmap) and figures, the item's part of the report's JSON.
    """
    rows = store.rows(
        "SELECT i.uid, i.deleted, j.figures FROM snapshot_item j JOIN item i ON i.id = j.item"
        " WHERE j.snapshot = :snapshot AND j.deleted = 0 ORDER BY i.slug, i.twin",
        snapshot=snapshot,
    )
    return [{"uid": row["uid"], "there": not row["deleted"], "figures": loads(row["figures"])} for row in rows]


def voices(store: Store, snapshot: int) -> dict[str, dict[str, list[str]]]:
    """The states that were kept, by item's uid and customer's slug; several where customers proved to be one."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.rows(
        "SELECT i.uid AS item, c.slug AS customer, v.state FROM snapshot_voices v"
        " JOIN snapshot_item j ON j.id = v.judged JOIN item i ON i.id = j.item JOIN customer c ON c.id = v.customer"
        " WHERE j.snapshot = :snapshot ORDER BY v.id",
        snapshot=snapshot,
    ):
        found[row["item"]][row["customer"]].append(row["state"])
    return found


def of_scope(store: Store, scope: Mapping[str, Any]) -> tuple[list[Row], int]:
    """The snapshots of this very scope, the oldest first, and how many there are of other ones.

    Each row: ref, name, at, and `items`: the figures by item's uid.
    """
    kept = _all(store)
    same = [row for row in kept if _is(row["scope"], scope)]
    return [
        {key: row[key] for key in ("ref", "name", "at")}
        | {"items": {item["uid"]: item["figures"] for item in items(store, row["id"])}}
        for row in same
    ], len(kept) - len(same)


_REVISED = """EXISTS (SELECT 1 FROM revision r JOIN change c ON c.id = r.change
    WHERE c.uid > (SELECT uid FROM change WHERE id = :change) AND {})"""


def linked_since(store: Store, change: int) -> set[tuple[str, str, str]]:
    """Every link that was made, turned or brought back after a change (its key): the entry's reference, the tag's
    kind, the item's uid."""
    revised = _REVISED.format(
        "r.subject IN ('link:' || l.uid, 'tag:' || t.uid, 'entry:' || e.uid, 'interview:' || v.uid)"
        " AND r.field IN ('stance', 'deleted')"
    )
    rows = store.rows(
        "SELECT e.ref, t.kind, i.uid AS item FROM links l JOIN link k ON k.id = l.id JOIN change h ON h.id = k.change"
        " JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry JOIN items i ON i.id = l.item"
        " JOIN interviews v ON v.id = e.interview"
        f" WHERE h.uid > (SELECT uid FROM change WHERE id = :change) OR {revised}",
        change=change,
    )
    return {(row["ref"], row["kind"], row["item"]) for row in rows}


def taken_since(store: Store, change: int) -> dict[tuple[str, str], list[str]]:
    """The references of entries whose links were there before a change (its key) and were taken back after it, alone
    or with their tag, entry or interview: by item's uid and customer's slug."""
    revised = _REVISED.format(
        "r.subject IN ('link:' || l.uid, 'tag:' || t.uid, 'entry:' || e.uid, 'interview:' || i.uid)"
        " AND r.field = 'deleted' AND r.value = '1'"
    )
    rows = store.rows(
        "SELECT DISTINCT o.uid AS item, c.slug AS customer, i.started_at, e.number, e.twin,"
        " i.slug || CASE i.twin WHEN 1 THEN '' ELSE '.' || CAST(i.twin AS TEXT) END || '/' || CAST(e.number AS TEXT)"
        " || CASE e.twin WHEN 1 THEN '' ELSE '-' || CAST(e.twin AS TEXT) END AS ref"
        " FROM link l JOIN change h ON h.id = l.change JOIN tag t ON t.id = l.tag JOIN entry e ON e.id = t.entry"
        " JOIN interview i ON i.id = e.interview JOIN customer_roots m ON m.id = i.customer"
        " JOIN customer c ON c.id = m.root JOIN item o ON o.id = l.item"
        " WHERE h.uid < (SELECT uid FROM change WHERE id = :change)"
        f" AND l.deleted + t.deleted + e.deleted + i.deleted > 0 AND {revised}"
        " ORDER BY i.started_at, ref, e.number, e.twin",
        change=change,
    )
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        found[row["item"], row["customer"]].append(row["ref"])
    return found


def _is(kept: str, scope: Mapping[str, Any]) -> bool:
    """Whether a kept scope is this one; what cannot be read is not."""
    try:
        return bool(loads(kept) == scope)
    except ValueError:
        return False


def _all(store: Store) -> list[Row]:
    return store.rows("SELECT * FROM snapshots ORDER BY at, uid")


def _told(row: Row, kept: list[Row]) -> Row:
    figures = [item["figures"] for item in kept]
    return {key: row[key] for key in ("uid", "ref", "name", "at", "author")} | {
        "scope": loads(row["scope"]),
        "policy": loads(row["policy"]),
        "customers": max((one["customers"]["total"] for one in figures), default=0),
        "verdicts": dict(Counter(one["verdict"] for one in figures if one["verdict"])),
    }
