"""What each author made of an entry: tagged, taken off, gone through."""

from __future__ import annotations

import pytest

from interviewkit import recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.fieldwork import entries, interviews, readings, undoing
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import agreement, triage
from interviewkit.vocabulary import Kind


@pytest.fixture
def acme(store: Store) -> Row:
    """An interview with one entry that ann has tagged as pain."""
    found = references.interview(store, interviews.start(store, "ann", interviews.Opening("Acme")).ref)
    entries.log(store, "ann", found, [Note("e1", answer="we wait", tags=[Tagging(Kind.PAIN)])])
    return found


def first(store: Store) -> Row:
    """The entry as it is now."""
    return references.entry(store, "e1")


def made_of_it(store: Store, acme: Row) -> dict[str, list[str]]:
    """The kinds that each author gave the entry."""
    return {row["author"]: row["kinds"] for row in agreement.readings(store, acme["id"])}


def says(store: Store, author: str, *kinds: Kind) -> None:
    """The author tags the entry, and it is written down that they did."""
    for kind in kinds:
        entry = first(store)
        within = store.value("SELECT uid FROM interview WHERE id = :id", id=entry["interview"])
        with recorder.change(store, "tag", author, interview=within) as change:
            change.put("tag", f"e1:{kind.value}", entry=entry["id"], kind=kind.value)
            readings.tagged(change, entry, author, kind)


def takes_off(store: Store, author: str, kind: Kind) -> None:
    """The author takes a tag off, and it is written down that they did."""
    entry, found = references.tag(store, f"e1:{kind.value}")
    with recorder.change(store, "untag", author, interview=None) as change:
        readings.untagged(change, entry, author, found)
        change.revise("tag", found["uid"], deleted=1)


def test_who_tagged_an_entry_went_through_it(store: Store, acme: Row) -> None:
    assert made_of_it(store, acme) == {"ann": ["pain"]}


def test_a_second_author_who_sets_a_tag_that_is_there_is_kept_beside_the_first(store: Store, acme: Row) -> None:
    says(store, "bob", Kind.PAIN, Kind.PROBLEM)
    assert store.value("SELECT author FROM tags WHERE kind = 'pain'") == "ann"
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": ["problem", "pain"]}


def test_who_tags_an_entry_has_not_said_what_others_said(store: Store, acme: Row) -> None:
    says(store, "bob", Kind.PROBLEM)
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": ["problem"]}


def test_what_was_taken_back_is_not_said_again(store: Store, acme: Row) -> None:
    says(store, "bob", Kind.PAIN)
    undoing.undo(store, "bob", acme)
    assert made_of_it(store, acme) == {"ann": ["pain"]}
    says(store, "bob", Kind.PROBLEM)
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": ["problem"]}


def test_a_first_author_who_says_more_keeps_what_was_said(store: Store, acme: Row) -> None:
    says(store, "ann", Kind.PROCESS)
    assert made_of_it(store, acme) == {"ann": ["process", "pain"]}


def test_a_tag_that_another_takes_off_stays_with_whoever_set_it(store: Store, acme: Row) -> None:
    takes_off(store, "bob", Kind.PAIN)
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": []}


def test_an_author_who_takes_off_their_own_tag_went_through_and_did_not(store: Store, acme: Row) -> None:
    takes_off(store, "ann", Kind.PAIN)
    assert made_of_it(store, acme) == {"ann": []}
    says(store, "bob", Kind.PAIN)
    assert made_of_it(store, acme) == {"ann": [], "bob": ["pain"]}


def test_who_goes_through_an_entry_would_have_tagged_it_as_it_stands(store: Store, acme: Row) -> None:
    readings.settle(store, "bob", acme, first(store))
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": ["pain"]}
    says(store, "ann", Kind.PROCESS)
    assert made_of_it(store, acme) == {"ann": ["process", "pain"], "bob": ["pain"]}
    readings.settle(store, "bob", acme, first(store))
    assert made_of_it(store, acme)["bob"] == ["process", "pain"]


def test_going_through_takes_the_second_look(store: Store, acme: Row) -> None:
    with recorder.change(store, "mark", "ann") as change:
        change.revise("entry", "e1", look=1)
    readings.settle(store, "bob", acme, first(store))
    assert first(store)["look"] == 0


def test_going_through_is_known_per_author_and_also_where_nothing_new_is_said(store: Store, acme: Row) -> None:
    says(store, "ann", Kind.PAIN)
    assert triage.gone_through(store, "ann") == {}
    readings.settle(store, "ann", acme, first(store))
    once = triage.gone_through(store, "ann")
    assert list(once) == ["e1"]
    readings.settle(store, "ann", acme, first(store))
    twice = triage.gone_through(store, "ann")
    assert twice["e1"] > once["e1"]
    assert triage.gone_through(store, "bob") == {}


def test_going_through_is_taken_back_as_often_as_it_was_done(store: Store, acme: Row) -> None:
    readings.settle(store, "bob", acme, first(store))
    once = triage.gone_through(store, "bob")
    readings.settle(store, "bob", acme, first(store))
    undoing.undo(store, "bob", acme)
    assert triage.gone_through(store, "bob") == once
    undoing.undo(store, "bob", acme)
    assert triage.gone_through(store, "bob") == {}
    assert made_of_it(store, acme) == {"ann": ["pain"]}
    readings.settle(store, "bob", acme, first(store))
    assert made_of_it(store, acme) == {"ann": ["pain"], "bob": ["pain"]}
    assert list(triage.gone_through(store, "bob")) == ["e1"]
