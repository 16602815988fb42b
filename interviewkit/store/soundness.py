"""Whether a store is whole: its pages, what points where, and the checksum of every row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.store.merge import JOURNAL, TABLES

PAGE = 5000
ENOUGH = 20


def faults(store: Store, limit: int = ENOUGH) -> list[str]:
    """What is wrong with a store, in words, `limit` faults at most; nothing where it is whole. Errors: StoreDamaged.

    SQLite's own check finds one in four of the flipped bits that change a text, the checksums found all.
    """
    return [*islice(_all_faults(store), limit)]


def _all_faults(store: Store) -> Iterator[str]:
    if not store.is_server:
        yield from (row["integrity_check"] for row in store.rows("PRAGMA integrity_check") if "ok" not in row.values())
        for row in store.rows("PRAGMA foreign_key_check"):
            yield f"row {row['rowid']} of {row['table']} points at a {row['parent']} that is not there"
    for table in (*JOURNAL, *TABLES):  # of an older store those that it has
        yield from _changed_rows(store, table)


def _changed_rows(store: Store, table: str) -> Iterator[str]:
    last = 0
    while True:
        rows = store.rows(f"SELECT * FROM {table} WHERE id > :last ORDER BY id LIMIT {PAGE}", last=last)
        for row in rows:
            if recorder.row_checksum(store, table, row) != row["checksum"]:
                yield f"row {row['id']} of {table} is not as it was written: its checksum does not fit"
        if len(rows) < PAGE:
            return
        last = rows[-1]["id"]
