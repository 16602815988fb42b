"""The snapshots that are kept: which there are, what each said of every item, and what was noted since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from json import loads
from typing import Any

from interviewkit.dbfile import Row, Store
from interviewkit.queries.chunks import chunks

BETWEEN = "/"
"""What stands between a customer's states in the two rounds of an item that has shipped."""

COUNTED_WITH = "counted_with"
"""The key in kept figures that names another item of the snapshot (its uid): for this one counted exactly whoever
counted for that one, and who has no state of their own here was silent."""


def silence(state: str) -> str:
    """The state of who was counted in the same rounds and said nothing: "silent/silent" for "supports/mixed"."""
    return BETWEEN.join("silent" if part else "" for part in state.split(BETWEEN))


def listed(store: Store) -> list[Row]:
    """Every snapshot, the oldest first: uid, ref, name, at, author, scope, policy; `customers` is how many were counted
    for any item, `verdicts` counts its items by verdict."""
    rows = _all(store)
    kept, counted = _kept(store, [row["id"] for row in rows]), _counted(store)
    return [_told(row, kept[row["id"]], counted) for row in rows]


def whole(store: Store, uid: str) -> Row:
    """One snapshot as it is listed, and its `items` as the report showed them, without anybody's words."""
    row = store.rows("SELECT * FROM snapshots WHERE uid = :uid", uid=uid)[0]
    kept = items(store, row["id"])
    return _told(row, kept, _counted(store)) | {"items": [item["figures"] for item in kept]}


def items(store: Store, snapshot: int) -> list[Row]:
    """What a snapshot said of every item, by slug, also of those that were removed since.

    Each row: uid, there (whether it is still on the roadmap) and figures, the item's part of the report's JSON.
    """
    return _kept(store, [snapshot])[snapshot]


def _kept(store: Store, snapshots: list[int]) -> dict[int, list[Row]]:
    """The items of snapshots, by the snapshots' keys."""
    found: dict[int, list[Row]] = {key: [] for key in snapshots}
    for part in chunks(snapshots):
        for row in store.rows(
            "SELECT j.snapshot, i.uid, i.deleted, j.figures FROM snapshot_item j JOIN item i ON i.id = j.item"
            f" WHERE j.snapshot IN ({part.places}) AND j.deleted = 0 ORDER BY i.slug, i.twin",
            **part.values,
        ):
            figures = {key: value for key, value in loads(row["figures"]).items() if key != COUNTED_WITH}
            found[row["snapshot"]].append({"uid": row["uid"], "there": not row["deleted"], "figures": figures})
    return found


def voices(store: Store, snapshot: int) -> dict[str, dict[str, list[str]]]:
    """The states of whoever was counted, by item's uid and customer's slug; several where customers proved to be
    one."""
    own: dict[str, dict[int, str]] = defaultdict(dict)
    slugs: dict[int, str] = {}
    for row in store.rows(
        "SELECT i.uid AS item, v.customer, c.slug, v.state FROM snapshot_voice v"
        " JOIN snapshot_item j ON j.id = v.judged JOIN item i ON i.id = j.item"
        " JOIN customer_roots m ON m.id = v.customer JOIN customer c ON c.id = m.root"
        " WHERE j.snapshot = :snapshot AND v.deleted = 0 ORDER BY v.id",
        snapshot=snapshot,
    ):
        own[row["item"]][row["customer"]] = row["state"]
        slugs[row["customer"]] = row["slug"]
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item, other in _counted_with(store, snapshot).items():
        silent = {customer: silence(state) for customer, state in own[other].items()} if other else {}
        for customer, state in (silent | own[item]).items():
            found[item][slugs[customer]].append(state)
    return found


def _counted_with(store: Store, snapshot: int) -> dict[str, str | None]:
    """For every item of a snapshot (by uid) the one whose customers counted for it too, if another is named."""
    rows = store.rows(
        "SELECT i.uid, j.figures FROM snapshot_item j JOIN item i ON i.id = j.item"
        " WHERE j.snapshot = :snapshot AND j.deleted = 0 ORDER BY j.id",
        snapshot=snapshot,
    )
    return {row["uid"]: loads(row["figures"]).get(COUNTED_WITH) for row in rows}


def _counted(store: Store) -> dict[int, int]:
    """How many customers were counted for any item, by the snapshot's key."""
    rows = store.rows(
        "SELECT j.snapshot, count(DISTINCT v.customer) AS customers FROM snapshot_voices v"
        " JOIN snapshot_item j ON j.id = v.judged WHERE j.deleted = 0 GROUP BY j.snapshot"
    )
    return {row["snapshot"]: row["customers"] for row in rows}


def of_scope(store: Store, scope: Mapping[str, Any]) -> tuple[list[Row], int]:
    """The snapshots of this very scope, the oldest first, and how many there are of other ones.

    Each row: ref, name, at, and `items`: the figures by item's uid.
    """
    kept = _all(store)
    same = [row for row in kept if _is(row["scope"], scope)]
    said = _kept(store, [row["id"] for row in same])
    return [
        {key: row[key] for key in ("ref", "name", "at")}
        | {"items": {item["uid"]: item["figures"] for item in said[row["id"]]}}
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


def _told(row: Row, kept: list[Row], counted: Mapping[int, int]) -> Row:
    figures = [item["figures"] for item in kept]
    return {key: row[key] for key in ("uid", "ref", "name", "at", "author")} | {
        "scope": loads(row["scope"]),
        "policy": loads(row["policy"]),
        "customers": counted.get(row["id"], 0),
        "verdicts": dict(Counter(one["verdict"] for one in figures if one["verdict"])),
    }
