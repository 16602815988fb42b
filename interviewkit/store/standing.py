"""An interview that was begun on both laptops becomes one: what belongs to its part stands in the whole.

That a part is `part_of` a whole is a revision like any other. Where its entries, questions, words and people stand
follows from it, as a twin follows from the ages: before a merge everything is put back to where it was written
(`lift`), after it everything goes to where it belongs (`settle`). What is moved keeps, as its field's first version,
the interview that it was written in; so joining on one laptop or on both, before or after anything else, ends alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from json import loads

from interviewkit import recorder
from interviewkit.dbfile import Row, Store

FIELD = "interview"
ALONE = {"entry": (), "parked": (), "term": ("word",), "attendance": ("participant",), "crew": ("role", "name")}
PARKED = 1_000_000_000  # twins from here on are waiting for the place that their age gives them
MOVED = (*ALONE, "followup")
"""What belongs to an interview. In ALONE: the columns by which an interview holds such a thing only once."""


def lift(store: Store, parking: Callable[[], int]) -> None:
    """Put back whatever stands in another interview than the one it was written in; its twin is parked."""
    changes = {row["id"]: row["uid"] for row in store.rows(f"SELECT id, uid FROM change WHERE {_SPEAKING}")}
    keys = {row["uid"]: row["id"] for row in store.rows("SELECT id, uid FROM interview")}
    revisions = store.rows("SELECT * FROM revision WHERE field = 'interview'")
    for subject, (newest, versions) in _versions(revisions, changes).items():
        table, _, uid = subject.partition(":")
        row = store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid)
        key = keys.get(loads(newest["value"]))
        if row is None or key is None:
            continue
        if row[FIELD] != key:
            recorder.overwrite(store, table, row, {FIELD: key} | _waiting(table, parking))
        if _only_moved(versions):
            store.run("DELETE FROM revision WHERE id = :id", id=newest["id"])


def lifted(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same for a store's rows by table, which stay as they are."""
    changes = {row["id"]: row["uid"] for row in rows["change"]}
    keys = {row["uid"]: row["id"] for row in rows["interview"]}
    found = _versions((row for row in rows["revision"] if row["field"] == FIELD), changes)
    back = {subject: keys.get(loads(newest["value"])) for subject, (newest, _) in found.items()}
    moved = {subject for subject, (_, versions) in found.items() if _only_moved(versions) and back[subject]}

    def stood(table: str, row: Row) -> Row:
        key = back.get(f"{table}:{row['uid']}")
        return row | {FIELD: key} if key else row

    kept = [row for row in rows["revision"] if row["field"] != FIELD or row["subject"] not in moved]
    return (
        rows
        | {table: [stood(table, row) for row in rows[table]] for table in MOVED if table in rows}
        | {"revision": kept}
    )


def settle(store: Store, parking: Callable[[], int]) -> None:
    """Let what belongs to a part stand in its whole; `parking` gives a twin to what waits to be told apart."""
    wholes = {row["id"]: row["part_of"] for row in store.rows("SELECT id, part_of FROM interview")}
    parts = store.rows(
        "SELECT i.id, i.uid FROM interview i JOIN change h ON h.id = i.change"
        " WHERE i.part_of IS NOT NULL AND i.deleted = 0 ORDER BY h.uid, i.uid"
    )
    for part in parts:
        whole = _whole(wholes, part["id"])
        if whole != part["id"]:
            for table in MOVED:
                _move(store, table, part, whole, parking)


def tell_apart(store: Store, table: str, alike: Iterable[str], parking: Callable[[], int]) -> None:
    """Give each of those that bear the same number or slug its place by age; the oldest is the first.

    What was written in another interview comes after what was written in this one, so that its numbers stay.
    """
    moved = f"EXISTS (SELECT 1 FROM revision r WHERE r.subject = '{table}:' || t.uid AND r.field = 'interview')"
    aged = f"CASE WHEN {moved} THEN 1 ELSE 0 END, h.uid, t.uid" if "interview" in alike else "h.uid, t.uid"
    rows = store.rows(
        "SELECT * FROM (SELECT t.*, row_number() OVER (PARTITION BY "
        + ", ".join(f"t.{name}" for name in alike)
        + f" ORDER BY {aged}) AS place FROM {table} t JOIN change h ON h.id = t.change) AS aged"
        " WHERE twin <> place ORDER BY id"
    )
    places = [row.pop("place") for row in rows]
    for row in rows:
        if row["twin"] < PARKED:
            recorder.overwrite(store, table, row, {"twin": parking()})
    for row, place in zip(rows, places, strict=True):
        recorder.overwrite(store, table, row, {"twin": place})


def _move(store: Store, table: str, part: Row, whole: int, parking: Callable[[], int]) -> None:
    once = ALONE.get(table, ())
    there = f"SELECT id FROM {table} WHERE interview = :whole" + "".join(f" AND {name} = :{name}" for name in once)
    rows = store.rows(
        f"SELECT t.* FROM {table} t JOIN change h ON h.id = t.change WHERE t.interview = :part ORDER BY h.uid, t.uid",
        part=part["id"],
    )
    for row in rows:
        if once and store.value(there, whole=whole, **{name: row[name] for name in once}) is not None:
            continue  # the whole has it already: the same person, the same word
        subject = f"{table}:{row['uid']}"
        known = "SELECT id FROM revision WHERE subject = :subject AND field = 'interview'"
        if store.value(known, subject=subject) is None:
            value = recorder.encoded(part["uid"])
            recorder.write(store, "revision", subject=subject, field=FIELD, change=row["change"], value=value)
        recorder.overwrite(store, table, row, {FIELD: whole} | _waiting(table, parking))


def _waiting(table: str, parking: Callable[[], int]) -> dict[str, int]:
    """The twin of what waits for its place among its like; for those that have one."""
    return {"twin": parking()} if table in ("entry", "parked") else {}


def _whole(wholes: dict[int, int | None], part: int) -> int:
    """What a part belongs to in the end; the part itself where that leads in a circle."""
    seen = [part]
    while (whole := wholes.get(seen[-1])) is not None:
        if whole in seen:
            return part
        seen.append(whole)
    return seen[-1]


def _versions(revisions: Iterable[Row], changes: dict[int, str]) -> dict[str, tuple[Row, list[Row]]]:
    """Of everything that may be moved: the newest version of where it stands, and all of them."""
    found: dict[str, list[Row]] = {}
    for row in revisions:
        if row["subject"].partition(":")[0] in MOVED:
            found.setdefault(row["subject"], []).append(row)
    return {subject: (max(rows, key=lambda row: changes[row["change"]]), rows) for subject, rows in found.items()}


def _only_moved(versions: list[Row]) -> bool:
    """Whether nobody ever changed where it stands, so that `settle` alone wrote its first version down."""
    return len(versions) == 1 and versions[0]["replaces"] is None


_SPEAKING = "id IN (SELECT change FROM revision WHERE field = 'interview')"
