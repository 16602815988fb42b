"""One CSV row per tag, with its entry's, interview's, customer's and items' fields: for a spreadsheet.

An entry without a tag has one row with the tag's fields empty, so that nothing that was said is missing. A tag's
items stand in one cell each, joined by "; ", all in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from interviewkit.dbfile import Row
from interviewkit.output import Field, render
from interviewkit.queries.material import Material

_CUSTOMER = ("slug", "name", "segments", "lifecycle", "internal", "weight")
_INTERVIEW = ("topic", "source", "guide", "started_at", "ended_at", "disclosed", "interviewers", "note_takers")
_ENTRY = (
    *("number", "at", "phase", "speaker", "question", "answer", "verbatim", "observation", "evidence", "prompted"),
    *("aha", "labels", "author"),
)
_TAG = ("kind", "severity", "by", "takes")
_ITEM = {"item_titles": "title", "item_keys": "key", "item_statuses": "status", "item_horizons": "horizon"}
FIELDS = tuple(
    Field("", key)
    for key in (
        "ref",
        *_TAG,
        "tag_author",
        "items",
        "stances",
        *_ITEM,
        "entry",
        *_ENTRY,
        "interview",
        *_INTERVIEW,
        *(f"customer_{name}" for name in _CUSTOMER),
    )
)


def write(material: Material, file: BinaryIO) -> None:
    """Write the material as CSV, UTF-8, safe to open in a spreadsheet."""
    file.write(render([*rows(material)], FIELDS, "csv").encode("utf-8", "backslashreplace"))


def rows(material: Material) -> Iterator[Row]:
    """One row per tag, and one per entry that has none; interviews by their start, entries by their number."""
    customers = {row["slug"]: row for row in material.customers}
    items = {row["slug"]: row for row in material.items}
    for interview in material.interviews:
        told = {name: interview[name] for name in _INTERVIEW} | {"interview": interview["ref"]}
        of = customers.get(interview["customer"], {})
        told |= {f"customer_{name}": of.get(name) for name in _CUSTOMER}
        for entry in interview["entries"]:
            said = told | {name: entry[name] for name in _ENTRY} | {"entry": entry["ref"], "ref": entry["ref"]}
            if not entry["tags"]:
                yield said
            for tag in entry["tags"]:
                yield said | _tag(tag, items)


def _tag(tag: Row, items: dict[str, Row]) -> Row:
    """A tag's fields."""
    linked = [(items.get(link["item"], {}), link) for link in tag["links"]]
    return {
        "ref": tag["ref"],
        **{name: tag[name] for name in _TAG},
        "tag_author": tag["author"],
        "items": [link["item"] for _, link in linked],
        "stances": [link["stance"] for _, link in linked],
        **{column: [item.get(name) for item, _ in linked] for column, name in _ITEM.items()},
    }
