"""What suggestions are made from: the items there are, and the entries that were linked to them or labelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interviewkit.dbfile import Row, Store


def items(store: Store) -> list[Row]:
    """Every item that is not dropped: slug, title, text (slug, title and description)."""
    rows = store.rows("SELECT ref AS slug, title, description FROM items WHERE status <> 'dropped' ORDER BY ref")
    return [
        {"slug": row["slug"], "title": row["title"], "text": _joined(row, "slug", "title", "description")}
        for row in rows
    ]


def precedents(store: Store) -> list[Row]:
    """Every entry that is linked, whatever the stance: its ref, its text, and the slugs of its items."""
    found: dict[int, Row] = {}
    for row in store.rows(
        "SELECT DISTINCT e.id, e.ref, e.question, e.answer, i.ref AS item FROM links l JOIN tags t ON t.id = l.tag"
        " JOIN entries e ON e.id = t.entry JOIN items i ON i.id = l.item ORDER BY e.id, item"
    ):
        entry = found.setdefault(row["id"], {"ref": row["ref"], "text": text(row), "items": []})
        entry["items"].append(row["item"])
    return [*found.values()]


def labelled(store: Store) -> list[Row]:
    """Every entry that has a label: its text, and its labels."""
    found: dict[int, Row] = {}
    for row in store.rows(
        "SELECT e.id, e.question, e.answer, l.name FROM labels l JOIN entries e ON e.id = l.entry ORDER BY e.id, l.name"
    ):
        found.setdefault(row["id"], {"text": text(row), "labels": []})["labels"].append(row["name"])
    return [*found.values()]


def text(entry: Mapping[str, Any]) -> str:
    """The words of an entry that suggestions go by: what was asked and what was answered."""
    return _joined(entry, "question", "answer")


def linked(entry: Row) -> set[str]:
    """The slugs of the items that an entry (a row of `queries.entries`) is linked to already."""
    return {link["item"] for tag in entry["tags"] for link in tag["links"]}


def _joined(row: Mapping[str, Any], *names: str) -> str:
    return " ".join(row[name] for name in names if row[name])
