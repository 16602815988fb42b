"""Conversations brought in: one change each, all of them or none, known again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people, undoing
from interviewkit.fieldwork.conversations import Conversation, Said, bring
from interviewkit.fieldwork.interviews import Opening

AT = "2026-01-02T10:00:00.000Z"
TABLES = ("customer", "interview", "entry", "participant", "attendance", "crew", "change")
TALK = [
    Said("how?", "we push", 1500, "Ann Lee"),
    Said(None, "and wait — 一日", None, "Bob"),
    Said("why?", None, 3_600_000, None),
    Said("who?", "QE tags", 61_000, None, verbatim=False),
]


def talk(customer: str = "Acme", digest: str = "d1", said: list[Said] | None = None) -> Conversation:
    """A conversation of four entries."""
    opening = Opening(customer, at=AT, interviewers=["Jo"], participants=["Ann Lee, release manager"], minutes=61)
    return Conversation(opening, said or TALK, digest, 3_660_000)


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    return {table: store.value(f"SELECT count(*) FROM {table}") for table in TABLES}


def ignore(number: int) -> None:
    """Nobody looks at the progress."""


def test_a_conversation_becomes_an_ended_interview_with_its_people_and_moments(store: Store) -> None:
    heard: list[int] = []
    (brought,) = bring(store, "kim", [talk()], heard.append)
    assert (brought.ref, brought.customer, brought.new, brought.entries) == ("acme-2026-01-02", "acme", True, 4)
    assert (brought.news, heard) == (["new customer acme"], [4])
    interview = store.row("SELECT * FROM interviews WHERE uid = :uid", uid=brought.uid) or {}
    assert (interview["started_at"], interview["ended_at"], interview["minutes"]) == (
        AT,
        "2026-01-02T11:01:00.000Z",
        61,
    )
    rows = store.rows(
        "SELECT e.number, e.question, e.answer, e.at, e.verbatim, e.evidence, p.name FROM entries e"
        " LEFT JOIN participants p ON p.id = e.speaker ORDER BY e.number"
    )
    assert [tuple(row.values()) for row in rows] == [
        (1, "how?", "we push", "2026-01-02T10:00:01.500Z", 1, "experience", "Ann Lee"),
        (2, None, "and wait — 一日", "2026-01-02T10:00:01.500Z", 1, "experience", "Bob"),
        (3, "why?", None, "2026-01-02T11:00:00.000Z", 0, "experience", None),
        (4, "who?", "QE tags", "2026-01-02T10:01:01.000Z", 0, "experience", None),
    ]
    assert store.rows("SELECT name, role FROM participants ORDER BY name") == [
        {"name": "Ann Lee", "role": "release manager"},
        {"name": "Bob", "role": None},
    ]
    assert counts(store)["change"] == 1


def test_rows_written_in_bulk_carry_the_checksum_of_their_content_and_can_be_searched(store: Store) -> None:
    bring(store, "kim", [talk()], ignore)
    rows = store.rows("SELECT * FROM entry")
    assert [row["checksum"] for row in rows] == [recorder.row_checksum(store, "entry", row) for row in rows]
    if not store.is_server:
        assert store.value("SELECT count(*) FROM entry_search WHERE entry_search MATCH 'tags'") == 1


def test_more_entries_than_one_batch_are_all_there_in_order(file_store: Store) -> None:
    heard: list[int] = []
    said = [Said(None, f"said {number}") for number in range(4_500)]
    bring(file_store, "kim", [talk(said=said)], heard.append)
    assert heard == [2_000, 4_000, 4_500]
    rows = file_store.rows("SELECT number, answer FROM entry ORDER BY id")
    assert [row["answer"] for row in rows] == [f"said {number - 1}" for number in range(1, 4_501)]


def test_the_same_file_again_changes_nothing_and_one_that_was_deleted_comes_anew(store: Store) -> None:
    (first,) = bring(store, "kim", [talk()], ignore)
    before = counts(store)
    (again,) = bring(store, "ann", [talk()], ignore)
    assert (again.ref, again.uid, again.new, again.entries, counts(store)) == (first.ref, first.uid, False, 4, before)
    row = store.row("SELECT * FROM interview WHERE uid = :uid", uid=first.uid) or {}
    undoing.delete(store, "kim", "interview", row, first.uid)
    (anew,) = bring(store, "kim", [talk()], ignore)
    assert (anew.ref, anew.new) == ("acme-2026-01-02-2", True)
    assert bring(store, "kim", [talk()], ignore)[0].ref == "acme-2026-01-02-2"


def test_another_customer_with_the_same_file_is_another_interview_until_they_are_one(file_store: Store) -> None:
    store = file_store
    refs = [bring(store, "kim", [talk(name)], ignore)[0].ref for name in ("Acme", "Dune")]
    assert refs == ["acme-2026-01-02", "dune-2026-01-02"]
    people.merge_customers(store, "kim", "dune", "acme")
    assert bring(store, "kim", [talk("Dune")], ignore)[0].ref == "acme-2026-01-02"


def test_two_laptops_that_import_the_same_file_make_the_same_things(file_store: Store) -> None:
    store = file_store
    (first,) = bring(store, "kim", [talk()], ignore)
    uids = [
        row["uid"] for table in ("entry", "participant") for row in store.rows(f"SELECT uid FROM {table} ORDER BY id")
    ]
    assert len(set(uids)) == 6
    with store.writing():
        for table in ("entry", "attendance", "crew", "participant", "interview"):
            store.run(f"DELETE FROM {table}")
    (second,) = bring(store, "kim", [talk()], ignore)
    again = [
        row["uid"] for table in ("entry", "participant") for row in store.rows(f"SELECT uid FROM {table} ORDER BY id")
    ]
    assert (second.uid, again) == (first.uid, uids)


def test_an_import_that_fails_half_way_leaves_the_store_as_it_was(store: Store) -> None:
    bring(store, "kim", [talk("Dune")], ignore)
    before = counts(store)

    def failing() -> Iterator[Said]:
        for number in range(5_000):
            yield Said(None, f"said {number}", speaker="Eve")
        raise UsageError("the file ends here")

    broken = talk(digest="d2")
    broken.said = failing()
    with pytest.raises(UsageError, match="the file ends here"):
        bring(store, "kim", [talk(digest="d3"), broken], ignore)
    assert counts(store) == before
    assert bring(store, "kim", [talk()], ignore)[0].entries == 4


@pytest.mark.parametrize(
    ("customer", "at", "sentence"),
    [
        (" ", AT, "an interview needs a customer: --customer NAME"),
        (
            "Acme",
            "2999-01-01T00:00:00.000Z",
            "a conversation cannot have begun in the future; say when it was: --at 2026-11-21T10:00",
        ),
    ],
)
def test_a_conversation_without_a_customer_or_to_come_is_refused(
    file_store: Store, customer: str, at: str, sentence: str
) -> None:
    one = talk(customer)
    one.opening.at = at
    with pytest.raises(UsageError) as refused:
        bring(file_store, "kim", [one], ignore)
    assert str(refused.value) == sentence
