"""A scoped copy holds what is inside and whatever that cannot stand without, and nothing of anybody else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from conftest import opened
from exchange.handed_on import empty, exported, imported, key, lived, revise
from replicas import dump, unsound

from interviewkit.dbfile import Store
from interviewkit.exchange import sqlite_copy
from interviewkit.paths import Location
from interviewkit.queries.scope import Scope
from interviewkit.store.records import records


def held(data: bytes) -> Counter[str]:
    """How many lines of each kind."""
    return Counter(json.loads(line)["type"] for line in data.splitlines())


SCOPES = {
    "a customer": (Scope(customers=("acme",)), {"interview": 2, "entry": 8, "customer": 1, "participant": 1}),
    "a segment": (Scope(segments=("startups",)), {"interview": 2, "entry": 8, "customer": 1, "participant": 1}),
    "a time": (Scope(since="2026-05-01T00:00:00.000Z"), {"interview": 1, "entry": 2, "customer": 1, "participant": 1}),
    "a source": (Scope(sources=("dogfood",)), {"interview": 1, "entry": 1, "customer": 1, "participant": 0}),
    "a person": (Scope(participants=("Ben",)), {"interview": 1, "entry": 1, "customer": 1, "participant": 1}),
    "nobody": (Scope(customers=("nobody",)), {"interview": 0, "entry": 0, "customer": 0, "change": 1}),
}


def test_a_scope_holds_what_is_inside_and_can_be_read_back(store: Store, template: Path, tmp_path: Path) -> None:
    lived(store)
    for name, (scope, numbers) in SCOPES.items():
        found = exported(store, scope)
        kinds = held(found)
        assert {kind: kinds[kind] for kind in numbers} == numbers, name
        assert (kinds["item"], kinds["forgotten"], kinds["snapshot"]) == (3, 0, 0), name
        with empty(template, tmp_path) as copy:
            imported(copy, found)
            assert exported(copy) == found, name
            assert unsound(copy) == [], name


def test_nothing_of_another_customer_is_in_the_bytes_of_a_scoped_copy(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    with empty(template, tmp_path) as source:
        lived(source)
        with source.writing():
            source.run("UPDATE customer SET same_as = (SELECT id FROM customer WHERE uid = 'bolt') WHERE uid = 'acme'")
            source.run("UPDATE customer SET same_as = NULL WHERE uid = 'acme'")
        sqlite_copy.write(records(source, Scope(customers=("acme",))), path)
    data = path.read_bytes().lower()
    assert b"golden build" in data
    for name in (b"bolt", b"bea's words", b"ours take two minutes", b"platform"):
        assert name not in data.replace(b"bolt's friend", b"")


def test_an_earlier_reference_to_somebody_outside_is_none(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as store:
        lived(store)
        revise(store, "customer", "acme", same_as=key(store, "customer", "bolt"))
        revise(store, "customer", "acme", same_as=None)
        found = [json.loads(line) for line in exported(store, Scope(customers=("acme",))).splitlines()]
    assert [row["value"] for row in found if row.get("field") == "same_as"] == [None, None, None]


def test_a_copy_is_a_store_that_the_program_opens(store: Store, tmp_path: Path) -> None:
    lived(store)
    path = tmp_path / "copy.db"
    sqlite_copy.write(records(store), path)
    with opened(Location(str(path), tmp_path, "a test")) as copy:
        assert dump(copy) == dump(store)
        assert copy.value("SELECT count(*) FROM entry_search WHERE entry_search MATCH 'lunch'") == 0
        assert copy.value("SELECT count(*) FROM entry_search WHERE entry_search MATCH 'three'") == 1


def test_a_live_copy_has_no_past_and_no_words_that_may_not_be_shown(store: Store) -> None:
    found = exported(lived(store), live=True)
    kinds = held(found)
    assert (kinds["revision"], kinds["forgotten"], kinds["snapshot"]) == (0, 0, 0)
    assert (kinds["interview"], kinds["entry"], kinds["parked"], kinds["term"]) == (3, 8, 2, 3)
    for said in (
        b"before lunch",
        b"released",
        b"Bea's words",
        b"nobody knows who said this",
        b"we only merge",
        b"May Bea",
        b"Yard",
    ):
        assert said not in found
    assert b"ours take two minutes" in found
