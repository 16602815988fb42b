"""Writing: one change per command, history from the first revision on, checksums that notice everything."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from replicas import unsound

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound
from interviewkit.store import merge
from interviewkit.vocabulary import Lifecycle

CUSTOMER = {"slug": "acme", "name": "Acme", "lifecycle": Lifecycle.NEW, "internal": False}


def add(store: Store, uid: str = "acme", **values: Any) -> None:
    with recorder.change(store, "add", "ann") as change:
        change.insert("customer", uid=uid, **CUSTOMER | {"slug": uid} | values)


def revise(store: Store, uid: str = "acme", **values: Any) -> bool:
    with recorder.change(store, "edit", "bea") as change:
        return change.revise("customer", uid, **values)


def revisions(store: Store, subject: str = "customer:acme") -> list[tuple[Any, ...]]:
    rows = store.rows(
        "SELECT r.field, h.author, r.value, o.author AS replaces FROM revision r JOIN change h ON h.id = r.change"
        " LEFT JOIN change o ON o.uid = r.replaces WHERE r.subject = :subject ORDER BY r.field, h.uid",
        subject=subject,
    )
    return [tuple(row.values()) for row in rows]


def test_a_new_row_is_its_own_first_version(store: Store) -> None:
    add(store)
    row = store.row("SELECT * FROM customer") or {}
    assert {name: row[name] for name in ("uid", "deleted", "slug", "name", "lifecycle", "internal", "weight")} == {
        "uid": "acme",
        "deleted": 0,
        "slug": "acme",
        "name": "Acme",
        "lifecycle": "new",
        "internal": 0,
        "weight": None,
    }
    assert store.rows("SELECT verb, author, interview, undoes FROM change WHERE id = :id", id=row["change"]) == [
        {"verb": "add", "author": "ann", "interview": None, "undoes": None}
    ]
    assert revisions(store) == []


def test_a_revised_field_keeps_its_first_and_every_later_value(store: Store) -> None:
    add(store)
    assert revise(store, name="ACME") is True
    assert revise(store, name="Acme Ltd", deleted=1) is True
    assert store.row("SELECT name, deleted FROM customer") == {"name": "Acme Ltd", "deleted": 1}
    assert revisions(store) == [
        ("deleted", "ann", "0", None),
        ("deleted", "bea", "0", "ann"),
        ("deleted", "bea", "1", "bea"),
        ("name", "ann", '"Acme"', None),
        ("name", "bea", '"ACME"', "ann"),
        ("name", "bea", '"Acme Ltd"', "bea"),
    ]


def test_an_edit_brings_back_what_was_deleted(store: Store) -> None:
    add(store)
    revise(store, deleted=1)
    revise(store, name="ACME")
    assert store.row("SELECT name, deleted FROM customer") == {"name": "ACME", "deleted": 0}


def test_the_same_value_again_writes_nothing_not_even_a_change(store: Store) -> None:
    add(store)
    assert revise(store, name="Acme", internal=False, weight=None) is False
    with recorder.change(store, "look", "ann"):
        pass
    assert store.value("SELECT count(*) FROM change") == 1


def test_what_one_command_makes_and_changes_has_no_history(store: Store) -> None:
    with recorder.change(store, "add", "ann") as change:
        change.insert("customer", uid="acme", **CUSTOMER)
        change.revise("customer", "acme", name="ACME")
    assert store.value("SELECT name FROM customers") == "ACME"
    assert revisions(store) == []
    with recorder.change(store, "edit", "bea") as change:
        change.revise("customer", "acme", name="A")
        change.revise("customer", "acme", name="B")
    assert [row for row in revisions(store) if row[0] == "name"] == [
        ("name", "ann", '"ACME"', None),
        ("name", "bea", '"B"', "ann"),
    ]
    assert unsound(store) == []


def test_a_thing_known_by_its_name_is_put_once(store: Store) -> None:
    keys = []
    for name in ("Acme", "ACME"):
        with recorder.change(store, "put", "ann") as change:
            keys.append(change.put("customer", "acme", **CUSTOMER | {"name": name}))
    assert keys[0] == keys[1] == store.value("SELECT id FROM customer")
    revise(store, deleted=1)
    with recorder.change(store, "put", "ann") as change:
        change.put("customer", "acme", name="ACME")
    assert store.value("SELECT name FROM customers") == "ACME"


def test_a_reference_is_written_down_as_the_uid_it_points_at(store: Store) -> None:
    add(store)
    add(store, "dune")
    key = store.value("SELECT id FROM customer WHERE uid = 'dune'")
    revise(store, same_as=key)
    assert ("same_as", "bea", '"dune"', "ann") in revisions(store)
    assert recorder.portable(store, "same_as", key) == "dune"
    assert recorder.local(store, "same_as", "dune") == key
    assert recorder.local(store, "same_as", "nobody") is None
    assert recorder.local(store, "name", "dune") == "dune"


def test_a_flag_that_bears_a_tables_name_is_no_reference(store: Store) -> None:
    assert recorder.refers_to("workshop_vote", "problem") == "workshop_problem"
    assert recorder.refers_to("reading", "problem") is None
    assert recorder.portable(store, "problem", 1, "reading") == 1
    assert recorder.local(store, "problem", 1, "reading") == 1


def test_what_is_not_there_cannot_be_revised(store: Store) -> None:
    with pytest.raises(NotFound, match="there is no customer acme in this store"):
        revise(store, name="x")
    assert store.value("SELECT count(*) FROM change") == 0


def test_changes_grow_also_when_the_clock_goes_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in (1_790_000_000_000, 1_790_000_000_000, 1_600_000_000_000, 0):
        monkeypatch.setattr(recorder, "time", SimpleNamespace(time_ns=lambda moment=moment: moment * 1_000_000))
        add(store, f"c{store.value('SELECT count(*) FROM change')}")
    uids = [row["uid"] for row in store.rows("SELECT uid FROM change ORDER BY id")]
    assert uids == sorted(set(uids))
    assert [int(uid[:8] + uid[9:13], 16) - 1_790_000_000_000 for uid in uids] == [0, 1, 2, 3]


@given(st.integers(0, 2**47))
def test_a_uid_is_a_version_7_uuid_after_the_last(milliseconds: int) -> None:
    from uuid import UUID

    last = f"{milliseconds >> 16:08x}-{milliseconds & 0xFFFF:04x}-7fff-bfff-ffffffffffff"
    found = recorder.next_uid(last)
    assert found > last
    assert (UUID(found).version, UUID(found).variant, str(UUID(found))) == (7, "specified in RFC 4122", found)


def test_new_uids_differ() -> None:
    assert len({recorder.new_uid() for _ in range(100)}) == 100


def test_any_stored_value_that_is_changed_is_noticed(store: Store) -> None:
    add(store, weight=2)
    revise(store, name="ACME", weight=2.5)
    assert unsound(store) == []
    noticed = []
    for table in ("customer", "change", "revision"):
        for column in store.columns_of(table):
            row = store.row(f"SELECT * FROM {table} ORDER BY id LIMIT 1") or {}
            if column in ("id", "change") or row[column] is None:
                continue
            other = row[column] + 1 if isinstance(row[column], (int, float)) else row[column] + "́"
            if column == "lifecycle":
                other = "blocked"
            sql = f"UPDATE {table} SET {column} = :value WHERE id = :id"
            with store.writing():
                store.run(sql, value=other, id=row["id"])
            noticed.append(unsound(store) == [f"{table} {row['id']}"])
            with store.writing():
                store.run(sql, value=row[column], id=row["id"])
    assert noticed == [True] * len(noticed)
    assert len(noticed) == 17


@pytest.mark.parametrize("weight", [2, 2.0, 2.5, 1e300, -0.0, 0])
def test_a_weight_has_the_checksum_of_what_is_read_back(store: Store, weight: float) -> None:
    add(store, weight=weight)
    assert store.value("SELECT weight FROM customer") == weight
    assert unsound(store) == []


@given(st.lists(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()))
@example([None, "x", None])
def test_empty_columns_at_the_end_change_no_checksum(values: list[Any]) -> None:
    assert recorder.checksum(values) == recorder.checksum([*values, None, None])
    assert recorder.checksum(values) != recorder.checksum([*values, ""])
    assert recorder.checksum(values) == recorder.checksum(
        [int(value) if isinstance(value, bool) else value for value in values]
    )


def test_ten_megabytes_are_kept(store: Store) -> None:
    long = "we wait “a day” \N{GRINNING FACE}\n" * 500_000
    add(store, name=long)
    revise(store, name=long + "!")
    assert store.value("SELECT name FROM customer") == long + "!"
    assert unsound(store) == []


def test_every_table_that_a_merge_unites_can_be_written_to_by_name(store: Store) -> None:
    assert set(merge.TABLES) >= {"customer", "reading", "workshop_vote", "snapshot_voice"}
    for table in merge.TABLES:
        for name, to in merge.references(table).items():
            assert recorder.refers_to(table, name) == to
