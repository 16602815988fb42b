"""A study with a past, for tests of exports: things were edited, taken back and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from replicas import EMPTY, in_memory
from report_study import long_story, written

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.exchange import jsonl
from interviewkit.queries.scope import Scope
from interviewkit.store import bulk, merge
from interviewkit.store.records import records

NUMBERS = count(1)
AUTHOR = "Bolt's friend"


def lived(store: Store) -> Store:
    """The long story, and what was done to it since."""
    written(store, long_story)
    revise(store, "customer", "acme", name="Acme Works")
    revise(store, "entry", "acme/1", answer="we push after lunch")
    revise(store, "entry", "acme/1", answer="we push at three")
    revise(store, "tag", "acme/2:problem", deleted=1)
    revise(store, "entry", "acme/4", deleted=1)
    revise(store, "interview", "platform-team", deleted=1)
    with recorder.change(store, "add", AUTHOR) as change:
        change.insert("label", uid="acme/3:acme-works", entry=key(store, "entry", "acme/3"), name="acme-works")
        change.insert("segment", uid="gone", slug="gone", name="Gone")
        talk = {"interview": key(store, "interview", "bolt"), "at": "2026-03-04T10:30:00.000Z"}
        change.insert("parked", uid="p", number=1, twin=1, question="May Bea see it?", **talk)
        change.insert("term", uid="bolt:yard", word="yard", name="Yard", **talk)
        day = {"at": "2026-06-01T09:00:00.000Z", "scope": "{}", "policy": "{}"}
        change.insert("snapshot", uid="june", slug="june", twin=1, name="June", **day)
    with recorder.change(store, "forget", "ann") as change:
        recorder.write(store, "forgotten", subject="segment:gone", change=change.id)
        store.run("DELETE FROM segment WHERE uid = 'gone'")
    return store


def revise(store: Store, table: str, uid: str, **values: Any) -> None:
    """One edit."""
    with recorder.change(store, "edit", "ann") as change:
        change.revise(table, uid, **values)


def key(store: Store, table: str, uid: str) -> int:
    """A thing's key in this store."""
    return int(store.value(f"SELECT id FROM {table} WHERE uid = :uid", uid=uid))


def exported(store: Store, scope: Scope | None = None, *, live: bool = False) -> bytes:
    """The store's JSON Lines."""
    with BytesIO() as file:
        jsonl.write(records(store, scope, live=live), file)
        return file.getvalue()


def imported(store: Store, data: bytes) -> merge.Counts:
    """What the lines brought into the store."""
    return bulk.bring(store, jsonl.read(BytesIO(data)))


@contextmanager
def empty(template: Path, folder: Path) -> Iterator[Store]:
    """A new store in memory."""
    EMPTY[:] = [template.read_bytes()]
    store = in_memory(EMPTY[0], folder)
    try:
        yield store
    finally:
        store.close()
