"""Two stores become one: what the union, the twins and the forgetting do, one example each."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import copied, opened
from replicas import Clock, Laptop, dump, in_memory, laptops, unsound

from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.paths import Location
from interviewkit.queries.conflicts import conflicts
from interviewkit.store import merge

MOMENT = "2026-11-21T10:00:00.000Z"
ENTRY = {
    "at": MOMENT,
    "verbatim": 0,
    "evidence": "experience",
    "prompted": 0,
    "aha": 0,
    "look": 0,
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written later is newer, on whichever laptop."""
    Clock(step=10).rule(monkeypatch.setattr)


@pytest.fixture
def pair(template: Path, tmp_path: Path) -> list[Laptop]:
    """Two laptops with the customer acme and one interview that both have, and nothing else."""
    one, other = laptops(template, tmp_path, 2)
    add_customer(one, "acme", "Acme")
    add_interview(one, "talk", "acme")
    merge.merge(other.store, one.store)
    return [one, other]


def add_customer(laptop: Laptop, slug: str, name: str) -> None:
    laptop.insert("customer", slug, slug=slug, name=name, lifecycle="regular", internal=0)


def add_interview(laptop: Laptop, uid: str, customer: str, slug: str = "acme-2026-11-21") -> None:
    laptop.insert(
        "interview",
        uid,
        slug=slug,
        twin=1,
        customer=laptop.key("customer", customer),
        title=slug,
        guide="intern",
        source="interview",
        lifecycle="regular",
        started_at=MOMENT,
        zone="UTC",
        disclosed=0,
    )


def add_entry(laptop: Laptop, uid: str, answer: str, number: int = 1, within: str = "talk") -> None:
    laptop.insert(
        "entry", uid, interview=laptop.key("interview", within), number=number, twin=1, answer=answer, **ENTRY
    )


def add_person(laptop: Laptop, uid: str, name: str) -> None:
    laptop.insert("participant", uid, customer=laptop.key("customer", "acme"), name=name, role=None, consent="yes")


def both_ways(one: Laptop, other: Laptop) -> Store:
    """The merged store, after checking that either direction gives it."""
    copies = one.copy(), other.copy()
    merge.merge(copies[0].store, other.store)
    merge.merge(copies[1].store, one.store)
    assert dump(copies[0].store) == dump(copies[1].store)
    assert unsound(copies[0].store) == unsound(copies[1].store) == []
    return copies[0].store


def test_what_each_typed_is_in_the_merged_store_and_counted(pair: list[Laptop]) -> None:
    one, other = pair
    add_entry(one, "e1", "we push")
    add_entry(other, "e2", "QA tags it")
    other.revise("entry", "e2", answer="QA tags the golden build")
    counts = merge.merge(one.store, other.store)
    assert (counts.changes, counts.rows, counts.revisions, counts.conflicts) == (2, {"entry": 1}, 4, 0)
    assert merge.merge(one.store, other.store) == merge.Counts()
    assert one.store.rows("SELECT ref, answer FROM entries ORDER BY ref") == [
        {"ref": "acme-2026-11-21/1", "answer": "we push"},
        {"ref": "acme-2026-11-21/1-2", "answer": "QA tags the golden build"},
    ]


def test_one_number_given_twice_becomes_7_and_7_2_and_the_older_stays_7(pair: list[Laptop]) -> None:
    one, other = pair
    add_entry(other, "older", "first", number=7)
    add_entry(one, "newer", "second", number=7)
    merged = both_ways(one, other)
    assert merged.rows("SELECT uid, number, twin FROM entry ORDER BY twin") == [
        {"uid": "older", "number": 7, "twin": 1},
        {"uid": "newer", "number": 7, "twin": 2},
    ]


def test_one_slug_given_twice_is_told_apart_by_age(pair: list[Laptop]) -> None:
    one, other = pair
    add_interview(one, "a", "acme", "acme-2026-11-22")
    add_interview(other, "b", "acme", "acme-2026-11-22")
    merged = both_ways(one, other)
    assert [row["ref"] for row in merged.rows("SELECT ref FROM interviews ORDER BY uid")] == [
        "acme-2026-11-22",
        "acme-2026-11-22.2",
        "acme-2026-11-21",
    ]


def test_a_customer_that_both_added_is_one_and_both_first_versions_are_kept(template: Path, tmp_path: Path) -> None:
    one, other = laptops(template, tmp_path, 2)
    add_customer(one, "acme", "Acme")
    add_customer(other, "acme", "ACME Ltd")
    merged = both_ways(one, other)
    assert merged.rows("SELECT slug, name FROM customers") == [{"slug": "acme", "name": "ACME Ltd"}]
    assert merged.value("SELECT h.uid FROM customer c JOIN change h ON h.id = c.change") == one.accepted[0].change
    assert conflicts(merged) == [{"subject": "customer:acme", "field": "name"}]
    assert merged.rows("SELECT value FROM revision WHERE field = 'name' ORDER BY id") == [
        {"value": '"Acme"'},
        {"value": '"ACME Ltd"'},
    ]


def test_an_item_that_two_trackers_imports_named_differently_keeps_its_older_slug(
    template: Path, tmp_path: Path
) -> None:
    one, other = laptops(template, tmp_path, 2)
    values = {"twin": 1, "status": "planned", "gone": 0}
    other.insert("item", "jira:CHK-1", slug="faster-builds", title="Faster builds", **values)
    one.insert("item", "jira:CHK-1", slug="quick-builds", title="Quick builds", **values)
    merged = both_ways(one, other)
    assert merged.rows("SELECT slug, twin, title FROM item") == [
        {"slug": "faster-builds", "twin": 1, "title": "Quick builds"}
    ]


def test_two_edits_of_one_answer_are_a_conflict_and_the_newer_shows(pair: list[Laptop]) -> None:
    one, other = pair
    add_entry(one, "e1", "we push")
    merge.merge(other.store, one.store)
    one.revise("entry", "e1", answer="we push on Mondays")
    other.revise("entry", "e1", answer="we push every day")
    merged = both_ways(one, other)
    assert merged.value("SELECT answer FROM entries") == "we push every day"
    assert conflicts(merged) == [{"subject": "entry:e1", "field": "answer"}]


def test_the_same_edit_on_both_is_no_conflict(pair: list[Laptop]) -> None:
    one, other = pair
    add_entry(one, "e1", "we psuh")
    merge.merge(other.store, one.store)
    one.revise("entry", "e1", answer="we push")
    other.revise("entry", "e1", answer="we push")
    assert conflicts(both_ways(one, other)) == []


def test_an_edit_outlives_an_older_deletion_but_not_a_newer_one(pair: list[Laptop]) -> None:
    one, other = pair
    for uid, number in (("e1", 1), ("e2", 2)):
        add_entry(one, uid, "we push", number)
    merge.merge(other.store, one.store)
    one.revise("entry", "e1", deleted=1)
    other.revise("entry", "e1", answer="we push every day")
    other.revise("entry", "e2", answer="QA tags it")
    one.revise("entry", "e2", deleted=1)
    merged = both_ways(one, other)
    assert merged.rows("SELECT uid, answer FROM entries") == [{"uid": "e1", "answer": "we push every day"}]
    assert merged.value("SELECT answer FROM entry WHERE uid = 'e2'") == "QA tags it"


def test_an_entry_that_was_imported_into_two_interviews_goes_where_the_newer_change_put_it(
    pair: list[Laptop],
) -> None:
    one, other = pair
    add_interview(one, "late", "acme", "acme-2026-11-22")
    merge.merge(other.store, one.store)
    add_entry(one, "e0", "here before", 1, "late")
    add_entry(one, "e1", "we push", 1, "talk")
    add_entry(other, "e1", "we push", 1, "late")
    add_entry(other, "e2", "QA tags it", 2, "late")
    merged = both_ways(one, other)
    assert merged.rows("SELECT uid, ref FROM entries ORDER BY uid") == [
        {"uid": "e0", "ref": "acme-2026-11-22/1"},
        {"uid": "e1", "ref": "acme-2026-11-22/1-2"},
        {"uid": "e2", "ref": "acme-2026-11-22/2"},
    ]


def test_references_inside_one_table_arrive(pair: list[Laptop], template: Path, tmp_path: Path) -> None:
    one, _ = pair
    add_customer(one, "dune", "Dune")
    one.revise("customer", "acme", same_as=one.key("customer", "dune"))
    values = {"name": "Old Dune", "lifecycle": "regular", "internal": 0}
    one.insert("customer", "old", slug="old", same_as=one.key("customer", "dune"), **values)
    third = laptops(template, tmp_path, 1)[0]
    merge.merge(third.store, one.store)
    assert dump(third.store) == dump(one.store)
    assert third.store.rows("SELECT slug FROM customers") == [{"slug": "dune"}]


def test_what_was_forgotten_on_one_laptop_goes_from_the_other_and_never_comes_back(
    pair: list[Laptop],
) -> None:
    one, other = pair
    add_person(one, "p1", "Ann Lee")
    add_entry(one, "e1", "we push")
    one.revise("entry", "e1", speaker=one.key("participant", "p1"))
    merge.merge(other.store, one.store)
    other.insert(
        "attendance",
        "talk:p1",
        interview=other.key("interview", "talk"),
        participant=other.key("participant", "p1"),
    )
    other.revise("participant", "p1", name="Ann B. Lee")
    one.forget("participant", "p1")
    merged = both_ways(one, other)
    found = dump(merged)
    assert found["participant"] == found["attendance"] == []
    assert [(row["subject"], row["change"] is None) for row in found["forgotten"]] == [
        ("attendance:talk:p1", True),
        ("participant:p1", False),
    ]
    assert merged.row("SELECT answer, speaker FROM entry") == {"answer": "we push", "speaker": None}
    assert "Ann" not in str(found)
    assert "p1" not in str(found["revision"])


def test_what_both_forgot_was_forgotten_by_the_older_change(pair: list[Laptop]) -> None:
    one, other = pair
    one.forget("customer", "acme")
    other.forget("customer", "acme")
    merged = both_ways(one, other)
    found = dump(merged)
    assert found["customer"] == found["interview"] == found["revision"] == []
    older = min(row["uid"] for row in found["change"] if row["verb"] == "forget")
    assert [row["change"] for row in found["forgotten"] if row["subject"] == "customer:acme"] == [older]


def test_an_interview_that_once_was_the_forgotten_customers_goes_with_it(pair: list[Laptop]) -> None:
    one, other = pair
    add_customer(other, "dune", "Dune")
    add_interview(other, "late", "acme", "acme-2026-11-22")
    other.revise("interview", "late", customer=other.key("customer", "dune"))
    one.forget("customer", "acme")
    merged = both_ways(one, other)
    assert dump(merged)["interview"] == []
    assert merged.rows("SELECT slug FROM customers") == [{"slug": "dune"}]


def test_no_first_version_names_who_was_forgotten(pair: list[Laptop]) -> None:
    one, other = pair
    add_person(one, "p1", "Ann Lee")
    merge.merge(other.store, one.store)
    for laptop in pair:
        laptop.insert(
            "entry",
            "e1",
            interview=laptop.key("interview", "talk"),
            number=1,
            twin=1,
            answer="we push",
            speaker=laptop.key("participant", "p1"),
            **ENTRY,
        )
    one.forget("participant", "p1")
    assert "p1" not in str(dump(both_ways(one, other))["revision"])


def test_the_name_of_what_was_forgotten_is_not_given_again(pair: list[Laptop]) -> None:
    one, _ = pair
    one.forget("customer", "acme")
    with pytest.raises(UsageError, match=r"acme was forgotten.*; choose another name"):
        add_customer(one, "acme", "Acme")


def test_a_store_cannot_be_merged_with_itself(sqlite: Location) -> None:
    with opened(sqlite) as one, opened(sqlite) as other, pytest.raises(UsageError, match="this store itself"):
        merge.merge(one, other)


def test_a_merge_that_fails_changes_nothing(pair: list[Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = pair
    add_entry(other, "e1", "we push")
    before = dump(one.store)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(merge._Merge, "_show_newest", fail)
    with pytest.raises(RuntimeError):
        merge.merge(one.store, other.store)
    assert dump(one.store) == before


def test_a_server_and_a_file_become_the_same_store(
    pair: list[Laptop], server: Location, template: Path, tmp_path: Path
) -> None:
    one, other = pair
    add_person(one, "p1", "Ann Lee")
    add_entry(one, "e1", "we push", 7)
    add_entry(other, "e2", "QA tags it", 7)
    add_customer(one, "dune", "Dune")
    add_customer(other, "dune", "DUNE")
    other.revise("customer", "dune", weight=2)
    one.revise("entry", "e1", answer="we push\n“every day”", deleted=1)
    with opened(server) as shared:
        for laptop in (one, other, one):
            merge.merge(shared, laptop.store)
        assert dump(shared) == dump(both_ways(one, other))
        assert unsound(shared) == []
        back = in_memory(template.read_bytes(), tmp_path)
        merge.merge(back, shared)
        assert dump(back) == dump(shared)
        one.forget("customer", "acme")
        merge.merge(shared, one.store)
        assert dump(shared)["entry"] == []
        assert unsound(shared) == []


def test_files_are_merged_too(pair: list[Laptop], template: Path, tmp_path: Path) -> None:
    here = copied(template, tmp_path / "here.db")
    with opened(here) as store:
        merge.merge(store, pair[0].store)
        assert dump(store) == dump(pair[0].store)
