"""Entries on both engines: logged all or none, edited, tagged, linked, taken back."""

from __future__ import annotations

import pytest

from interviewkit import references
from interviewkit.commands import naming
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import entries, interviews, people, questions, roadmap, undoing
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import entries as asked
from interviewkit.vocabulary import Kind, Stance


@pytest.fixture
def acme(store: Store) -> Row:
    """An interview with Acme, and an item to link to."""
    opened = interviews.start(store, "ann", interviews.Opening("Acme", topic="delivery"))
    roadmap.add(store, "ann", "Faster builds")
    return references.interview(store, opened.ref)


def tagged(uid: str, item: str = "faster-builds") -> Note:
    """A note with a tag and a link."""
    return Note(uid, answer=f"said {uid}", labels=["Slow"], tags=[Tagging(Kind.PAIN, links=[(item, Stance.SUPPORTS)])])


def said(store: Store, interview: Row) -> list[tuple[int, str, list[str], list[str]]]:
    """Number, answer, labels and linked items of every entry."""
    return [
        (
            row["number"],
            row["answer"],
            row["labels"],
            [link["item"] for tag in row["tags"] for link in tag["links"]],
        )
        for row in asked.of_interview(store, interview["id"])
    ]


def test_notes_are_logged_once(store: Store, acme: Row) -> None:
    logged = entries.log(store, "ann", acme, [tagged("a"), tagged("b"), tagged("a")])
    assert (len(logged.keys), logged.known, logged.unlinked) == (2, 1, [])
    assert entries.log(store, "ann", acme, [tagged("b")]).known == 1
    links = ["faster-builds"]
    assert said(store, acme) == [(1, "said a", ["slow"], links), (2, "said b", ["slow"], links)]


def test_a_note_that_cannot_be_stored_leaves_none_of_them(store: Store, acme: Row) -> None:
    with pytest.raises(NotFound, match=r"^there is no roadmap item nope; see interviewkit roadmap list$"):
        entries.log(store, "ann", acme, [tagged("a"), tagged("b", "nope")])
    bad = tagged("b", "nope")
    bad.line = 7
    with pytest.raises(NotFound, match=r"^line 7: there is no roadmap item nope; .*; nothing was stored$"):
        entries.log(store, "ann", acme, [tagged("a"), bad])
    assert said(store, acme) == []
    assert entries.log(store, "ann", acme, [tagged("b", "nope")], strict=False).unlinked == [
        "there is no roadmap item nope; see interviewkit roadmap list"
    ]


def test_undo_after_undo_goes_back_to_the_beginning(store: Store, acme: Row) -> None:
    entries.log(store, "ann", acme, [tagged("a")])
    states = [said(store, acme)]
    for answer in ("two", "three"):
        entries.edit(store, "ann", references.entry(store, "a"), question=None, answer=answer, at=None)
        states.append(said(store, acme))
    entry, tag = references.tag(store, "a:pain")
    entries.untag(store, "ann", entry, tag)
    for state in reversed(states):
        undoing.undo(store, "ann", acme)
        assert said(store, acme) == state
    assert undoing.undo(store, "ann", acme)["about"] == [
        "entry 1: said a",
        "tag: pain",
        "label: slow",
        "link: supports",
    ]
    assert said(store, acme) == []
    gone = naming.deleted(store, "a", None, quiet_hours=12)
    assert gone is not None
    undoing.undelete(store, "ann", gone.table, gone.row, acme["uid"])
    assert said(store, acme) == states[0]


@pytest.mark.parametrize("name", ["acme", "uid"])
def test_deleted_things_are_found_by_prefix_and_uid(store: Store, acme: Row, name: str) -> None:
    undoing.delete(store, "ann", "interview", acme, acme["uid"])
    found = naming.deleted(store, name.replace("uid", acme["uid"]), None, quiet_hours=12)
    assert found is not None
    assert (found.table, found.ref) == ("interview", acme["ref"])


def test_two_deleted_interviews_of_one_beginning_are_named(store: Store, acme: Row) -> None:
    other = references.interview(store, interviews.start(store, "ann", interviews.Opening("Acme")).ref)
    for row in (acme, other):
        undoing.delete(store, "ann", "interview", row, row["uid"])
    with pytest.raises(UsageError, match=rf"^acme could be {acme['ref']}, {other['ref']}; write more of it"):
        naming.deleted(store, "acme", None, quiet_hours=12)
    exact = naming.deleted(store, acme["ref"], None, quiet_hours=12)
    assert exact is not None
    assert exact.row["uid"] == acme["uid"]


def test_nothing_deleted_is_nothing_found(store: Store, acme: Row) -> None:
    for name in ("acme", acme["uid"], "faster-builds", "7", "acme/7", "acme/x", f"{'9' * 30}"):
        assert naming.deleted(store, name, acme["ref"], quiet_hours=12) is None


def test_questions_and_words_are_taken_back(store: Store, acme: Row) -> None:
    made = questions.park(store, "ann", acme, "when?", None)
    found = references.parked(store, str(made["number"]), acme["ref"])
    questions.answer(store, "ann", acme, found, "soon")
    questions.explain(store, "ann", acme, "Golden  Build", None)
    questions.explain(store, "ann", acme, "golden build", "the good one")
    assert [undoing.undo(store, "ann", acme)["about"] for _ in range(4)] == [
        ["meaning of term is empty again"],
        ["term: Golden Build"],
        ["answer of parked question 1 is empty again", "moment of parked question 1 is empty again"],
        ["parked question 1: when?"],
    ]


def test_a_merged_customer_is_known_under_both_names(store: Store, acme: Row) -> None:
    people.add_customer(store, "ann", "Akme", [])
    people.merge_customers(store, "ann", "akme", "acme")
    assert (people.known_customer(store, "AKME") or {})["slug"] == "acme"
    assert people.resembling(store, "Acm", "acm") == (
        "close to Acme; if it is the same: interviewkit customer merge acm acme"
    )
    assert people.resembling(store, "Zebra", "zebra") == ""


def test_only_a_tracker_that_is_one_claims_an_item(store: Store) -> None:
    roadmap.add(store, "ann", "Search", key="CHK-1")
    row = {"title": "Search", "key": "CHK-1", "slug": "search"}
    assert [one["outcome"] for one in roadmap.upsert(store, "ann", "json", [row | {"tracker": "json"}])] == [
        "unchanged"
    ]
    assert [one["outcome"] for one in roadmap.upsert(store, "ann", "jira", [row | {"tracker": "jira"}])] == ["changed"]
    assert (references.item(store, "search")["tracker"], references.item(store, "CHK-1")["slug"]) == ("jira", "search")
