"""What became of a thing: every change that touched it, in order."""

from __future__ import annotations

from json import loads

from interviewkit.dbfile import Row, Store

HANGING: dict[str, tuple[str, ...]] = {
    "entry": ("tag", "label", "link", "reading"),
    "workshop": ("workshop_group", "workshop_seat"),
    "workshop_problem": ("workshop_vote", "workshop_delivery"),
}
"""What belongs to a thing and bears its uid in front of its own; nothing where a table is not named."""


def of(store: Store, table: str, uid: str) -> list[Row]:
    """Every version of a thing and of what hangs on it, oldest first.

    Each row: at, author, verb, subject (`entry`, `tag pain`, …), field and value; a thing's making has no field, and
    beside it stands the first value of whatever was changed later.
    """
    belonging = HANGING.get(table, ())
    made = _made(store, table, uid, "t.uid = :uid", uid)
    for hanging in belonging:
        made += _made(store, hanging, uid, "substr(t.uid, 1, length(:uid)) = :uid", f"{uid}:")
    prefix = f"{table}:{uid}"
    names = [f"{hanging}:{uid}:" for hanging in belonging]
    starts = " OR ".join(f"substr(r.subject, 1, length(:p{n})) = :p{n}" for n in range(len(names)))
    revised = store.rows(
        "SELECT h.uid AS change, h.at, h.author, h.verb, r.subject, r.field, r.value, r.replaces"
        " FROM revision r JOIN change h ON h.id = r.change"
        " WHERE (r.replaces IS NOT NULL OR r.field NOT IN ('deleted', 'interview'))"
        f" AND (r.subject = :subject{' OR ' + starts if starts else ''})",
        subject=prefix,
        **{f"p{n}": name for n, name in enumerate(names)},
    )
    rows = made + [_shown(row, uid) for row in revised if not _only_alive(row, revised)]
    return [
        {key: value for key, value in row.items() if key != "change"}
        for row in sorted(rows, key=lambda row: (row["change"], row["subject"], row["field"] or ""))
    ]


def _made(store: Store, table: str, uid: str, condition: str, wanted: str) -> list[Row]:
    rows = store.rows(
        "SELECT h.uid AS change, h.at, h.author, h.verb, t.uid AS name"
        f" FROM {table} t JOIN change h ON h.id = t.change WHERE {condition}",
        uid=wanted,
    )
    return [
        {
            "change": row["change"],
            "at": row["at"],
            "author": row["author"],
            "verb": row["verb"],
            "subject": _subject(table, row["name"], uid),
            "field": None,
            "value": None,
        }
        for row in rows
    ]


def _shown(row: Row, uid: str) -> Row:
    table, _, name = row["subject"].partition(":")
    return {key: row[key] for key in ("change", "at", "author", "verb", "field")} | {
        "subject": _subject(table, name, uid),
        "value": loads(row["value"]),
    }


def _subject(table: str, name: str, uid: str) -> str:
    rest = name.removeprefix(uid).lstrip(":")
    return f"{table} {rest}" if rest else table


def _only_alive(row: Row, rows: list[Row]) -> bool:
    """An edit also says that the thing is not deleted; beside the edit that is no news."""
    return (
        row["field"] == "deleted"
        and row["value"] == "0"
        and any(
            other["change"] == row["change"] and other["subject"] == row["subject"] and other["field"] != "deleted"
            for other in rows
        )
    )
