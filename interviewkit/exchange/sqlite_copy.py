"""A store of its own that holds only some records: a scoped copy, without a trace of the rest in its pages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from interviewkit import dbfile
from interviewkit.paths import Location
from interviewkit.store import bulk, schema
from interviewkit.store.records import Record


def write(records: Iterable[Record], path: Path) -> None:
    """Make a new store of the records at a path where nothing is. Errors: StoreUnusable, UsageError."""
    place = Location(str(path), path.parent, "an export")
    schema.create(place)
    with closing(dbfile.connect(place, write=True)) as store, store.writing():
        bulk.load(store, records)
