"""What triage and suggest read is the same on both engines."""

from __future__ import annotations

from interviewkit import references
from interviewkit.commands.suggesting import Adviser
from interviewkit.commands.triage.decisions import decisions
from interviewkit.dbfile import Row, Store
from interviewkit.fieldwork import entries, interviews, questions, readings, roadmap
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import entries as rows
from interviewkit.vocabulary import Kind, Stance


def begun(store: Store, customer: str) -> Row:
    """An interview that has begun."""
    return references.interview(store, interviews.start(store, "ann", interviews.Opening(customer)).ref)


def test_open_things_are_found_per_interview_and_author(store: Store) -> None:
    acme, bolt = begun(store, "Acme"), begun(store, "Bolt")
    entries.log(store, "ann", acme, [Note("e1", answer="we wait"), Note("e2", answer="we push")])
    entries.log(store, "ann", bolt, [Note("e3", answer="it hurts", tags=[Tagging(Kind.PAIN)])])
    questions.park(store, "ann", acme, "when?", None)
    questions.explain(store, "ann", bolt, "canary", None)
    readings.settle(store, "ann", acme, references.entry(store, "e1"))
    found = {
        author: {one.row.get("ref") or one.row["word"] for one in decisions(store, author, None)}
        for author in ("ann", "bob")
    }
    open_to_all = {f"{acme['ref']}/2", f"{acme['ref']}/1", f"{bolt['ref']}/1", "canary"}
    assert found == {"ann": open_to_all, "bob": open_to_all}
    assert [one.row["uid"] for one in decisions(store, "ann", acme["id"]) if one.row["what"] == "entry"] == ["e2"]
    assert [one.row["uid"] for one in decisions(store, "bob", acme["id"]) if one.row["what"] == "entry"] == ["e1", "e2"]


def test_an_entry_comes_with_its_neighbours(store: Store) -> None:
    acme = begun(store, "Acme")
    entries.log(store, "ann", acme, [Note(f"e{number}", answer="we wait") for number in (1, 2, 3)])
    around = [
        (one.before and one.before["uid"], one.row["uid"], one.after and one.after["uid"])
        for one in decisions(store, "ann", None)
    ]
    assert around == [(None, "e1", "e2"), ("e1", "e2", "e3"), ("e2", "e3", None)]


def test_suggestions_come_from_items_and_links(store: Store) -> None:
    for title, status in (("Faster builds", "planned"), ("Search all logs", "shipped"), ("Build lamp", "dropped")):
        roadmap.add(store, "ann", title=title, status=status)
    acme = begun(store, "Acme")
    tied = [Tagging(Kind.PAIN, links=[("search", Stance.NEUTRAL)])]
    notes = [Note("e1", answer="kettle", tags=tied), Note("e2", answer="kettle"), Note("e3", answer="kettle builds")]
    entries.log(store, "ann", acme, notes)
    adviser = Adviser(store)
    suggested = {
        uid: {one["item"] for one in adviser.suggestions(rows.one(store, references.entry(store, uid)["id"]))}
        for uid in ("e1", "e2", "e3")
    }
    assert suggested == {"e1": set(), "e2": {"search-all-logs"}, "e3": {"search-all-logs", "faster-builds"}}
