"""Which interviews are one conversation that two laptops noted, and saying so: their joining and their parting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from interviewkit import recorder
from interviewkit.dates import now
from interviewkit.dbfile import Row, Store
from interviewkit.store import merge

USUAL = 60  # minutes, where nobody said how long a conversation was to be


class Pair(NamedTuple):
    """Two interviews that may be one, each a row with id, uid, ref, author and entries; the whole began first."""

    whole: Row
    part: Row


def candidates(store: Store, theirs: set[str]) -> list[Pair]:
    """The interviews that another laptop may have begun as well: one customer, overlapping times.

    At least one of a pair is among `theirs` (uids). Two of one author count only when both were begun live: whoever
    imports two files of one afternoon has two. The older of a pair, by its change, is the whole.
    """
    rows = store.rows(
        "SELECT i.id, i.uid, i.ref, i.customer, i.started_at, i.ended_at, i.minutes, i.author, h.verb, h.uid AS made,"
        " (SELECT max(e.at) FROM entries e WHERE e.interview = i.id) AS last_said,"
        " (SELECT count(*) FROM entries e WHERE e.interview = i.id) AS entries"
        " FROM interviews i JOIN interview own ON own.id = i.id JOIN change h ON h.id = own.change"
        " ORDER BY h.uid, i.uid"
    )
    by_customer: dict[int, list[Row]] = {}
    for row in rows:
        by_customer.setdefault(row["customer"], []).append(row)
    found: list[Pair] = []
    parts: set[str] = set()
    for same in by_customer.values():
        for place, part in enumerate(same):
            whole = next(
                (one for one in same[:place] if one["uid"] not in parts and _one_talk(one, part, theirs)), None
            )
            if whole:
                parts.add(part["uid"])
                found.append(Pair(whole, part))
    return sorted(found, key=lambda pair: pair.whole["started_at"] + pair.part["uid"])


def join(store: Store, author: str, pairs: list[Pair]) -> None:
    """Say of each pair that it is one interview, in one change; what was joined to a part goes with it."""
    with recorder.change(store, "join", author) as change, merge.standing_anew(store):
        for pair in pairs:
            change.revise("interview", pair.part["uid"], part_of=pair.whole["id"])


def apart(store: Store, author: str, uid: str) -> None:
    """Take back that an interview is part of another."""
    with recorder.change(store, "part", author) as change, merge.standing_anew(store):
        change.revise("interview", uid, part_of=None)


def part(store: Store, name: str) -> Row | None:
    """The interview of that uid or slug that is part of another: uid and ref of its own, and `whole`, the other's."""
    return store.row(
        "SELECT p.uid, p.slug || CASE p.twin WHEN 1 THEN '' ELSE '.' || CAST(p.twin AS TEXT) END AS ref, w.ref AS whole"
        " FROM interview p LEFT JOIN interviews w ON w.id = p.part_of WHERE p.part_of IS NOT NULL AND p.deleted = 0"
        " AND (p.uid = :name OR p.slug || CASE p.twin WHEN 1 THEN '' ELSE '.' || CAST(p.twin AS TEXT) END = :name)",
        name=name,
    )


def _one_talk(one: Row, other: Row, theirs: set[str]) -> bool:
    live = one["verb"] == other["verb"] == "start"
    return (
        (one["uid"] in theirs or other["uid"] in theirs)
        and (live or one["author"] != other["author"])
        and one["started_at"] <= _end(other)
        and other["started_at"] <= _end(one)
    )


def _end(row: Row) -> str:
    """When an interview was over: as was said, else after its last entry or its planned minutes."""
    if row["ended_at"]:
        return str(row["ended_at"])
    planned = datetime.fromisoformat(row["started_at"]) + timedelta(minutes=row["minutes"] or USUAL)
    told = planned.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return str(max(min(told, now()), row["last_said"] or "", row["started_at"]))
