"""Promises on both engines: how they are numbered, named, listed, kept and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from interviewkit import recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import followups, interviews, people, undoing
from interviewkit.queries import followups as asked

NOW = "2026-11-21T10:00:00.000Z"


@pytest.fixture(autouse=True)
def it_is_ten_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture
def acme(store: Store) -> Row:
    """A running interview with Acme."""
    return references.interview(store, interviews.start(store, "ann", interviews.Opening("Acme")).ref)


@pytest.fixture
def dune(store: Store) -> Row:
    """A customer nobody has interviewed."""
    return references.customer(
        store, people.add_customer(store, "ann", "Dune", [], lifecycle="regular", internal=0, weight=None)
    )


def refs(rows: list[Row]) -> list[str]:
    """The follow-ups in their order."""
    return [row["ref"] for row in rows]


def twin(store: Store, number: int, place: int, **values: Any) -> None:
    """A follow-up as another laptop's merge leaves it: of a number that was given twice."""
    with recorder.change(store, "merge", "bob") as change:
        change.insert("followup", uid=f"f{number}-{place}", number=number, twin=place, title="theirs", at=NOW, **values)


def test_a_promise_of_an_interview_is_one_to_its_customer(store: Store, acme: Row) -> None:
    made = followups.add(store, "ann", "send the guide", interview=acme, due="2026-12-04")
    assert made == {"uid": made["uid"], "number": 1, "ref": "1"}
    assert asked.one(store, made["uid"]) == {
        "uid": made["uid"],
        "ref": "1",
        "number": 1,
        "title": "send the guide",
        "customer": "acme",
        "customer_name": "Acme",
        "interview": "acme-2026-11-21",
        "due": "2026-12-04",
        "overdue": False,
        "done_at": None,
        "at": NOW,
        "author": "ann",
    }


def test_a_promise_to_a_customer_belongs_to_no_interview(store: Store, acme: Row, dune: Row) -> None:
    made = followups.add(store, "ann", "call back", customer=dune, at="2026-11-20T09:00:00.000Z")
    one = asked.one(store, made["uid"])
    assert (one["customer"], one["interview"], one["due"], one["at"]) == (
        "dune",
        None,
        None,
        "2026-11-20T09:00:00.000Z",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", 'a follow-up needs words: interviewkit followup add "send the sizing guide" --due friday'),
        (
            "call back",
            "a follow-up is promised to somebody, and no interview is running;"
            " name the customer: interviewkit followup add TEXT --customer CUSTOMER",
        ),
    ],
)
def test_a_promise_without_words_or_to_nobody_is_refused(store: Store, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        followups.add(store, "ann", text)
    assert (str(refused.value), asked.listed(store, done=True)) == (sentence, [])


def test_overdue_ones_come_first_and_those_without_a_day_last(store: Store, acme: Row) -> None:
    for due in (None, "2026-12-04", "2026-11-21", "2026-11-20", "2025-12-31", "2026-11-20"):
        followups.add(store, "ann", "call back", interview=acme, due=due)
    followups.done(store, "ann", references.followup(store, "5"))
    listed = asked.listed(store)
    assert [(row["ref"], row["due"], row["overdue"]) for row in listed] == [
        ("4", "2026-11-20", True),
        ("6", "2026-11-20", True),
        ("3", "2026-11-21", False),
        ("2", "2026-12-04", False),
        ("1", None, False),
    ]
    assert refs(asked.listed(store, due_by="2026-11-21")) == ["4", "6", "3"]
    everything = asked.listed(store, done=True)
    assert refs(everything) == ["4", "6", "3", "2", "1", "5"]
    assert (everything[-1]["overdue"], everything[-1]["done_at"]) == (False, NOW)
    assert refs(asked.listed(store, due_by="2026-11-20", done=True)) == ["4", "6", "5"]


def test_a_day_ends_where_the_person_sits(store: Store, acme: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    followups.add(store, "ann", "call back", interview=acme, due="2026-11-21")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")  # ten in the morning in Greenwich is the next day there
    assert [row["overdue"] for row in asked.listed(store)] == [True]


def test_numbers_count_through_the_store_and_none_is_given_again(store: Store, acme: Row, dune: Row) -> None:
    followups.add(store, "ann", "one", interview=acme)
    followups.add(store, "ann", "two", customer=dune)
    followups.add(store, "ann", "three", interview=acme)
    undoing.undo(store, "ann", acme)
    assert followups.add(store, "ann", "four", customer=dune)["number"] == 4
    assert refs(asked.listed(store)) == ["1", "2", "4"]


def test_a_follow_up_is_named_by_number_twin_or_uid(store: Store, acme: Row) -> None:
    made = followups.add(store, "ann", "ours", interview=acme)
    twin(store, 1, 2)
    named = {name: references.followup(store, name) for name in ("1", "01", "1-1", made["uid"], "1-2", "f1-2")}
    assert {name: (row["title"], row["ref"]) for name, row in named.items()} == {
        **dict.fromkeys(("1", "01", "1-1", made["uid"]), ("ours", "1")),
        **dict.fromkeys(("1-2", "f1-2"), ("theirs", "1-2")),
    }
    assert refs(asked.listed(store)) == ["1", "1-2"]
    assert [row["ref"] for row in store.rows(asked.OPEN_REFS)] == ["1", "1-2"]


@pytest.mark.parametrize("name", ["2", "1-2", "0", "", "-", "x", "1-", "1-x", "12345678901234567890", "1-9999999999"])
def test_what_names_no_follow_up_is_told(store: Store, acme: Row, name: str) -> None:
    followups.add(store, "ann", "call back", interview=acme)
    with pytest.raises(NotFound) as missing:
        references.followup(store, name)
    assert str(missing.value) == f"there is no follow-up {name}; see interviewkit followup list"


def test_a_promise_is_kept_once(store: Store, acme: Row) -> None:
    followups.add(store, "ann", "call back", interview=acme)
    followups.done(store, "ann", references.followup(store, "1"), at="2026-11-20T09:00:00.000Z")
    with pytest.raises(UsageError) as refused:
        followups.done(store, "bob", references.followup(store, "1"))
    assert str(refused.value) == "follow-up 1 was done on 20 Nov 2026 already; see interviewkit followup list --all"
    assert [row["done_at"] for row in asked.listed(store, done=True)] == ["2026-11-20T09:00:00.000Z"]


def test_undo_takes_back_what_the_interview_promised_and_nothing_else(store: Store, acme: Row, dune: Row) -> None:
    followups.add(store, "ann", "send the guide", interview=acme)
    followups.done(store, "ann", references.followup(store, "1"))
    followups.add(store, "ann", "call back", customer=dune)
    followups.done(store, "ann", references.followup(store, "2"))
    assert undoing.undo(store, "ann", acme)["verb"] == "keep promise"
    assert [(row["ref"], row["done_at"]) for row in asked.listed(store, done=True)] == [("1", None), ("2", NOW)]
    undone = undoing.undo(store, "ann", acme)
    assert (undone["verb"], undone["about"]) == ("follow up", ["follow-up 1: send the guide"])
    assert refs(asked.listed(store, done=True)) == ["2"]
    with pytest.raises(NotFound):
        undoing.undo(store, "ann", acme)


def test_a_promise_outlives_its_interview_and_goes_to_whom_the_customer_was_merged_into(
    store: Store, acme: Row, dune: Row
) -> None:
    followups.add(store, "ann", "call back", interview=acme)
    people.merge_customers(store, "ann", "acme", "dune")
    undoing.delete(store, "ann", "interview", acme, acme["uid"])
    assert [(row["ref"], row["customer"], row["interview"]) for row in asked.listed(store)] == [("1", "dune", None)]
