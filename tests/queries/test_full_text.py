"""Full text finds the same entries on both engines, and takes every word as it stands."""

from __future__ import annotations

import pytest
from queries.conftest import Named

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, undoing
from interviewkit.fieldwork.notes import Note
from interviewkit.queries.entries import of_interview
from interviewkit.queries.search import search


def found(store: Store, words: str, **only: str) -> list[str]:
    """The uids of the entries that are found, sorted, because each engine has a ranking of its own."""
    narrowed = {"kind": None, "customer": None, "segment": None} | only
    return sorted(row["uid"] for row in search(store, words, **narrowed))  # type: ignore[arg-type]  # none is `limit`


@pytest.mark.parametrize(
    ("words", "uids"),
    [
        ("we wait", ["e1", "e5"]),
        ("WAIT day", ["e1"]),
        ("then", ["e1"]),
        ("wait hour", []),
        ("mistake", []),
        ("day OR too", []),
        ("wai*", []),
        ("NEAR(", ["e3"]),
        ("near( the", ["e3"]),
        ("answer:wait", []),
        ('"wait"', ["e1", "e5"]),
        ("wait & -", ["e1", "e5"]),
        ("österreich", ["e2"]),
        ("FÜR ÖSTERREICH", ["e2"]),
        ("für wait", []),
        ("", []),
        (" \t", []),
        ("'", []),
        ("& | ! <-> :*", []),
        ("\\", []),
    ],
)
def test_these_words_find_these_entries(study: Store, words: str, uids: list[str]) -> None:
    assert found(study, words) == uids


@pytest.mark.parametrize(
    ("only", "uids"),
    [
        ({"kind": "pain"}, ["e1"]),
        ({"kind": "process"}, []),
        ({"customer": "platform"}, ["e5"]),
        ({"segment": "startups"}, ["e1"]),
        ({"segment": "public-sector"}, ["e5"]),
        ({"kind": "problem", "customer": "acme"}, []),
    ],
    ids=str,
)
def test_a_filter_narrows_what_is_found(study: Store, only: dict[str, str], uids: list[str]) -> None:
    assert found(study, "we wait", **only) == uids


def test_what_is_found_is_the_whole_entry_with_its_customer(study: Store, named: Named) -> None:
    whole = of_interview(study, references.interview(study, "i1")["id"])
    assert search(study, "wait day") == [whole[0] | {"customer": "acme"}]


def test_the_limit_leaves_the_best(fresh: Store) -> None:
    again = Note("e6", answer="wait wait wait", at="2026-11-21T09:50:00.000Z")
    entries.log(fresh, "ann", references.interview(fresh, "i2"), [again])
    assert [row["uid"] for row in search(fresh, "wait", limit=1)] == ["e6"]


def test_new_words_are_found_and_old_ones_are_not(fresh: Store) -> None:
    entries.edit(fresh, "ann", references.entry(fresh, "e5"), question=None, answer="nobody queues", at=None)
    assert (found(fresh, "too"), found(fresh, "queues")) == ([], ["e5"])
    undoing.undo(fresh, "ann", references.interview(fresh, "i2"))
    assert (found(fresh, "too"), found(fresh, "queues")) == (["e5"], [])


def test_ten_megabytes_are_one_entry(fresh: Store, engine_name: str) -> None:
    said = "premier " + "blather " * (10_000_000 // 8) + "finale"
    entries.log(fresh, "ann", references.interview(fresh, "i2"), [Note("long", answer=said)])
    (row,) = search(fresh, "premier")
    assert (row["uid"], row["answer"] == said) == ("long", True)
    # A server indexes the first 200,000 characters; it refuses a document with a megabyte of words.
    assert found(fresh, "finale") == {"sqlite": ["long"], "postgresql": []}[engine_name]
