"""Which things bear a name: exactly, by how it begins, deleted ones too."""

from __future__ import annotations

from typing import NamedTuple

from interviewkit.dbfile import Row, Store
from interviewkit.queries.followups import REF


class Thing(NamedTuple):
    """What a reference names: the table it is in, its row, and its name for a message."""

    table: str
    row: Row
    ref: str


class Finder(NamedTuple):
    """Where one kind of thing is found: its table, the living rows, the column that is shown, the exact names."""

    table: str
    living: str
    shown: str
    exact: tuple[str, ...]


# A customer that was merged away still has its names; they mean the one that it is.
CUSTOMERS = (
    "(SELECT v.*, c.slug AS own_slug, c.uid AS own_uid, c.name AS own_name FROM customer c"
    " JOIN customer_roots r ON r.id = c.id JOIN customers v ON v.id = r.root)"
)
# An interview that is part of another one, because two laptops began it, means that one.
INTERVIEWS = (
    "(SELECT v.*, p.uid AS own_uid,"
    " p.slug || CASE p.twin WHEN 1 THEN '' ELSE '.' || CAST(p.twin AS TEXT) END AS own_ref"
    " FROM interview p JOIN interviews v ON v.id = COALESCE(p.part_of, p.id))"
)
# A person goes with the customer, and so does whatever is asked about the person.
PARTICIPANTS = "(SELECT p.* FROM participants p JOIN customers c ON c.id = p.customer)"
WORKSHOPS = Finder("workshop", "workshops", "ref", ("ref", "uid", "name"))
FINDERS = (
    Finder("interview", INTERVIEWS, "ref", ("ref", "uid", "own_ref", "own_uid")),
    Finder("item", "items", "ref", ("ref", "uid", "key")),
    Finder("customer", CUSTOMERS, "slug", ("own_slug", "own_uid", "own_name")),
    Finder("segment", "segments", "slug", ("slug", "uid", "name")),
    Finder("entry", "entries", "ref", ("uid",)),
    Finder("participant", PARTICIPANTS, "name", ("uid",)),
    Finder("parked", "parked_questions", "ref", ("uid",)),
    Finder("term", "terms", "name", ("uid",)),
    Finder("followup", f"(SELECT f.*, {REF} AS ref FROM followups f)", "ref", ("uid",)),
    WORKSHOPS,
    Finder("snapshot", "snapshots", "ref", ("ref", "uid", "name")),
    Finder("workshop_problem", "workshop_problems", "ref", ("uid",)),
    Finder("workshop_seat", "workshop_seats", "name", ("uid",)),
    Finder("workshop_group", "workshop_groups", "name", ("uid",)),
)
OFFERED = (*FINDERS[:4], WORKSHOPS)
BEGINNING = (*FINDERS[:3], WORKSHOPS)
NUMBERED = "slug || CASE twin WHEN 1 THEN '' ELSE '.' || CAST(twin AS TEXT) END"
NAMELESS = "CAST(NULL AS TEXT)"
GONE = {
    "interview": NUMBERED,
    "entry": NAMELESS,
    "item": NUMBERED,
    "customer": "slug",
    "participant": NAMELESS,
    "parked": NAMELESS,
    "term": NAMELESS,
    "followup": NAMELESS,
    "workshop": NUMBERED,
    "snapshot": NUMBERED,
    "workshop_problem": NAMELESS,
}


def exact(store: Store, name: str) -> list[Thing]:
    """The things of that very name in the first table that has any; a reference or uid before a key or full name."""
    for finder in FINDERS:
        rows = store.rows(f"SELECT * FROM {finder.living} AS t WHERE :name IN ({', '.join(finder.exact)})", name=name)
        best = [row for row in rows if row[finder.exact[0]] == name] or rows
        if best:
            return [*{row["id"]: Thing(finder.table, row, row[finder.shown]) for row in best}.values()]
    return []


def beginning(store: Store, name: str) -> list[Thing]:
    """The things whose names begin so, in the first table that has any, in the order of their names."""
    for finder in BEGINNING if name else ():
        rows = store.rows(
            f"SELECT * FROM {finder.living} AS t WHERE substr({finder.shown}, 1, length(:name)) = :name"
            f" ORDER BY {finder.shown}",
            name=name,
        )
        if rows:
            return [*{row["id"]: Thing(finder.table, row, row[finder.shown]) for row in rows}.values()]
    return []


def names(store: Store) -> dict[str, str]:
    """Every name that may have been meant, with the table that it is in."""
    return {
        row["name"]: finder.table
        for finder in reversed(OFFERED)
        for row in store.rows(f"SELECT {finder.shown} AS name FROM {finder.living} AS t ORDER BY {finder.shown}")
    }


def gone(store: Store, name: str, tables: tuple[str, ...] = (*GONE,)) -> list[Thing]:
    """The deleted things of that uid or slug, else those whose slugs begin so, of the first table that has any."""
    begins = "substr(ref, 1, length(:name)) = :name"
    for condition in (":name IN (uid, ref)", begins) if name else ():
        for table in tables:
            rows = store.rows(
                f"SELECT * FROM (SELECT t.*, {GONE[table]} AS ref FROM {table} t WHERE t.deleted = 1) AS gone"
                f" WHERE {condition} ORDER BY ref",
                name=name,
            )
            if rows:
                return [Thing(table, row, row["ref"] or name) for row in rows]
    return []


def gone_entry(store: Store, interview: int, number: int, twin: int) -> Row | None:
    """The deleted entry of that number in an interview."""
    return store.row(
        "SELECT * FROM entry WHERE interview = :interview AND number = :number AND twin = :twin AND deleted = 1",
        interview=interview,
        number=number,
        twin=twin,
    )


def once_tagged(store: Store, entry: int, kind: str) -> bool:
    """Whether an entry bore such a tag that was taken off."""
    found = store.value("SELECT id FROM tag WHERE entry = :entry AND kind = :kind", entry=entry, kind=kind)
    return found is not None


def gone_customer(store: Store, interview: Row) -> Row | None:
    """An interview's customer, if that is deleted."""
    return store.row("SELECT * FROM customer WHERE id = :id AND deleted = 1", id=interview["customer"])


def interview_of(store: Store, thing: Thing) -> str | None:
    """The uid of the interview that a thing belongs to, or is; None outside of interviews."""
    if thing.table == "interview":
        own: str = thing.row["uid"]
        return own
    key = thing.row.get("interview")
    uid: str | None = store.value("SELECT uid FROM interview WHERE id = :id", id=key) if key else None
    return uid
