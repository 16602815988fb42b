"""Entries with everything that hangs on them: tags, their links, labels, speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from interviewkit.dbfile import Row, Store
from interviewkit.queries.chunks import Part, chunks

ENTRY = """
    SELECT e.id, e.uid, e.ref, e.interview_ref AS interview, e.number, e.question, e.answer, e.at, e.phase,
        p.name AS speaker, e.verbatim, e.evidence, e.prompted, e.aha, e.look, e.author
    FROM entries e LEFT JOIN participant p ON p.id = e.speaker"""
JOINED = "EXISTS (SELECT 1 FROM interview part WHERE part.part_of = :interview AND part.deleted = 0)"
IN_ORDER = f"CASE WHEN {JOINED} THEN e.at END, e.number, e.twin"
FLAGS = ("verbatim", "prompted", "aha", "look")


def of_interview(store: Store, interview: int) -> list[Row]:
    """An interview's entries in the order of their numbers; of one that two laptops began in that of their moments."""
    rows = store.rows(f"{ENTRY} WHERE e.interview = :interview ORDER BY {IN_ORDER}", interview=interview)
    return with_marks(store, rows)


def of_interviews(store: Store, part: Part) -> dict[str, list[Row]]:
    """The entries of some interviews, each as `of_interview` orders them, by the interview's reference."""
    found: dict[str, list[Row]] = defaultdict(list)
    rows = store.rows(f"{ENTRY} WHERE e.interview IN ({part.places}) ORDER BY e.number, e.twin", **part.values)
    for row in with_marks(store, rows):
        found[row["interview"]].append(row)
    begun_twice = store.rows(
        "SELECT DISTINCT i.ref FROM interviews i JOIN interview part ON part.part_of = i.id AND part.deleted = 0"
        f" WHERE i.id IN ({part.places})",
        **part.values,
    )
    for interview in begun_twice:
        found[interview["ref"]].sort(key=itemgetter("at"))
    return found


def one(store: Store, entry: int) -> Row:
    """One entry, by its key."""
    return with_marks(store, store.rows(f"{ENTRY} WHERE e.id = :entry", entry=entry))[0]


def some(store: Store, keys: Iterable[int]) -> list[Row]:
    """The entries of these keys, in the keys' order."""
    wanted = list(keys)
    found: dict[int, Row] = {}
    for part in chunks(wanted):
        rows = store.rows(f"{ENTRY} WHERE e.id IN ({part.places})", **part.values)
        found |= dict(zip((row["id"] for row in rows), with_marks(store, rows), strict=True))
    return [found[key] for key in wanted if key in found]


def with_marks(store: Store, entries: list[Row]) -> list[Row]:
    """The same entries, each with `labels` and `tags` (each tag with its `links`) and flags as true and false.

    The key `id` is taken off: outside this package a thing is known by its uid and its reference.
    """
    by_id = {row["id"]: row | {"labels": [], "tags": []} | {flag: bool(row[flag]) for flag in FLAGS} for row in entries}
    for part in chunks(list(by_id)):
        _add_tags(store, by_id, part.places, part.values)
        for label in store.rows(
            f"SELECT entry, name FROM labels WHERE entry IN ({part.places}) ORDER BY name", **part.values
        ):
            by_id[label["entry"]]["labels"].append(label["name"])
    for row in by_id.values():
        row["observation"] = is_observation(row["answer"])
    return [{key: value for key, value in row.items() if key != "id"} for row in by_id.values()]


def is_observation(answer: str | None) -> bool:
    """Whether an answer is the team's own remark: [all of it in brackets]."""
    text = (answer or "").strip()
    return text.startswith("[") and text.endswith("]")


def _add_tags(store: Store, by_id: dict[int, Row], places: str, values: dict[str, Any]) -> None:
    tags: dict[int, Row] = {}
    for tag in store.rows(f"SELECT * FROM tags WHERE entry IN ({places}) ORDER BY kind", **values):
        entry = by_id[tag["entry"]]
        tags[tag["id"]] = {
            "uid": tag["uid"],
            "ref": f"{entry['ref']}:{tag['kind']}",
            "kind": tag["kind"],
            "severity": tag["severity"],
            "by": tag["who"],
            "takes": tag["takes"],
            "author": tag["author"],
            "links": [],
        }
        entry["tags"].append(tags[tag["id"]])
    for link in store.rows(
        "SELECT l.tag, l.uid, i.ref AS item, i.title, l.stance, l.author FROM links l JOIN items i ON i.id = l.item"
        f" JOIN tags t ON t.id = l.tag WHERE t.entry IN ({places}) ORDER BY i.ref",
        **values,
    ):
        tags[link.pop("tag")]["links"].append(link)
