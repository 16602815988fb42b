"""Which interviews are offered as one, and what joining and parting do, on both engines."""

from __future__ import annotations

import pytest

from interviewkit import recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound
from interviewkit.fieldwork import entries, interviews, people, questions
from interviewkit.fieldwork.interviews import Opening
from interviewkit.fieldwork.notes import Note
from interviewkit.queries import conflicts
from interviewkit.queries import interviews as asked
from interviewkit.store import joining, settling


@pytest.fixture(autouse=True)
def half_past_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is written down at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:30:00Z")


def begin(store: Store, author: str, at: str, *said: str, customer: str = "Acme", minutes: int = 30) -> str:
    """An interview from that time on with an entry a minute; gives its uid."""
    opened = interviews.start(
        store,
        author,
        Opening(customer, at=f"2026-11-21T{at}:00.000Z", minutes=minutes, participants=["Lee"], note_takers=["ann"]),
    )
    row = references.interview(store, opened.uid)
    notes = [
        Note(recorder.new_uid(), answer=words, at=f"2026-11-21T{at}:{second:02}.000Z")
        for second, words in enumerate(said, ord(author[0]))
    ]
    if notes:
        entries.log(store, author, row, notes)
    return opened.uid


def offered(store: Store, *theirs: str) -> list[tuple[str, str]]:
    return [(pair.whole["ref"], pair.part["ref"]) for pair in joining.candidates(store, {*theirs})]


def test_what_one_customer_said_at_one_time_to_two_laptops_is_offered_as_one(store: Store) -> None:
    ann, ben = begin(store, "ann", "09:00"), begin(store, "ben", "09:29")
    begin(store, "cho", "10:00", customer="Dune")
    late, other = begin(store, "dan", "10:05"), begin(store, "eve", "09:10", customer="Dune Inc")
    pair = ("acme-2026-11-21", "acme-2026-11-21-2")
    assert offered(store, ben) == offered(store, ann) == [pair]
    assert offered(store, late, other) == []
    people.merge_customers(store, "ann", "dune-inc", "dune")
    interviews_of_dune = [("dune-2026-11-21", "dune-inc-2026-11-21")]
    assert offered(store, other) == []
    with recorder.change(store, "edit", "eve") as change:
        change.revise("interview", other, ended_at="2026-11-21T10:01:00.000Z")
    assert offered(store, other) == interviews_of_dune


def test_one_authors_imports_of_one_afternoon_stay_two(store: Store) -> None:
    ann, again = begin(store, "ann", "09:00"), begin(store, "ann", "09:10")
    assert offered(store, again) == [("acme-2026-11-21", "acme-2026-11-21-2")]
    made = store.row("SELECT h.* FROM change h JOIN interview i ON i.change = h.id WHERE i.uid = :uid", uid=again)
    with store.writing():
        recorder.overwrite(store, "change", made or {}, {"verb": "import transcript"})
    assert offered(store, again, ann) == []


def told(store: Store, uid: str) -> list[tuple[str, str]]:
    whole = asked.whole(store, references.interview(store, uid)["id"])
    return [(row["ref"], row["answer"]) for row in whole["entries"]]


def test_joined_they_share_their_entries_people_and_words_and_parted_they_have_their_own(store: Store) -> None:
    ben, ann = begin(store, "ben", "09:00", "b1", "b2"), begin(store, "ann", "09:00", "a1", "a2", "a3")
    for uid, meaning in ((ben, None), (ann, "the one QA tagged")):
        questions.explain(store, "ann", references.interview(store, uid), "golden build", meaning)
    apart = told(store, ben), told(store, ann)
    joining.join(store, "ann", joining.candidates(store, {ann}))
    one = "acme-2026-11-21"
    assert told(store, ben) == [
        (f"{one}/1-2", "a1"),
        (f"{one}/1", "b1"),
        (f"{one}/2-2", "a2"),
        (f"{one}/2", "b2"),
        (f"{one}/3", "a3"),
    ]
    whole: Row = asked.whole(store, references.interview(store, one)["id"])
    assert [term["meaning"] for term in whole["terms"]] == ["the one QA tagged"]
    assert ([row["name"] for row in whole["participants"]], whole["note_takers"]) == (["Lee"], ["ann"])
    assert [row["ref"] for row in asked.listed(store)] == [one]
    assert references.interview(store, f"{one}-2")["ref"] == one
    assert references.entry(store, f"{one}-2/2")["answer"] == "a2"
    with pytest.raises(NotFound, match=f"no entry 9 in {one}"):
        references.entry(store, f"{one}-2/9")
    part = joining.part(store, f"{one}-2")
    assert part == {"uid": ann, "ref": f"{one}-2", "whole": one}
    joining.apart(store, "ben", ann)
    assert (told(store, ben), told(store, ann)) == apart
    assert store.rows("SELECT id FROM revision WHERE field = 'interview'") == []
    assert joining.part(store, f"{one}-2") is None


def test_a_part_of_a_part_belongs_to_the_first_of_all_and_a_circle_to_nobody(store: Store) -> None:
    first, second, third = (begin(store, author, "09:00", author) for author in ("ann", "ben", "cho"))
    rows = {uid: references.interview(store, uid) for uid in (first, second, third)}
    joining.join(store, "ann", [joining.Pair(rows[second], rows[third])])
    joining.join(store, "ann", [joining.Pair(rows[first], rows[second])])
    assert [answer for _, answer in told(store, first)] == ["ann", "ben", "cho"]
    joining.join(store, "ann", [joining.Pair(rows[third], rows[first])])
    found = store.rows("SELECT i.uid, e.answer FROM entry e JOIN interview i ON i.id = e.interview ORDER BY e.id")
    assert [(row["uid"], row["answer"]) for row in found] == [(first, "ann"), (second, "ben"), (third, "cho")]


def test_a_field_with_two_values_is_told_with_both_and_settled_for_good(store: Store) -> None:
    uid = begin(store, "ann", "09:00", "we push")
    entry = references.entry(store, "acme-2026-11-21/1")
    for author, words in (("ann", "on Mondays"), ("ben", "every day")):
        entries.edit(store, author, entry, question=None, answer=words, at=None)
    second = store.value("SELECT max(uid) FROM change")
    first = store.value("SELECT max(uid) FROM change WHERE uid < :second", second=second)
    made = store.value("SELECT h.uid FROM change h JOIN entry e ON e.change = h.id")
    with store.writing():  # as if neither had known of the other's
        for row in store.rows("SELECT * FROM revision WHERE replaces = :first", first=first):
            recorder.overwrite(store, "revision", row, {"replaces": made})
    (found,) = conflicts.listed(store)
    assert (found["ref"], found["field"]) == ("acme-2026-11-21/1", "answer")
    assert [(one["number"], one["value"], one["authors"], one["shown"]) for one in found["values"]] == [
        (1, "on Mondays", ["ann"], False),
        (2, "every day", ["ben"], True),
    ]
    settling.settle(store, "cho", [(found, found["values"][0])])
    assert conflicts.listed(store) == []
    assert told(store, uid) == [("acme-2026-11-21/1", "on Mondays")]
    replaced = store.value("SELECT replaces FROM revision WHERE field = 'answer' ORDER BY id DESC LIMIT 1")
    assert replaced == f"{first} {second}"
