"""Tables of a page as plain data, the same in every format, and how plain text aligns them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from interviewkit.output import Field
from interviewkit.output import render as rendered
from interviewkit.reports.asking import Plain


class Column(NamedTuple):
    """A column: its title, the key of its cells, and whether they are numbers (set to the right)."""

    title: str
    key: str
    number: bool = False


def table(caption: str, columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]) -> Plain:
    """A table for a page; the first column names its row. Rows hold texts and numbers."""
    kept = list(columns)
    return {
        "caption": caption,
        "columns": [column._asdict() for column in kept],
        "rows": [{column.key: row[column.key] for column in kept} for row in rows],
    }


def aligned(one: Plain) -> str:
    """The table as aligned columns of text, without its caption."""
    fields = [Field(column["title"], column["key"]) for column in one["columns"]]
    return rendered(one["rows"], fields, "table").rstrip("\n")
