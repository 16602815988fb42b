"""What was said inside a scope reads the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from report_study import Builder, written

from interviewkit.dbfile import Store
from interviewkit.queries import people
from interviewkit.queries.said import conversations, refused, said, ties, words
from interviewkit.queries.scope import Scope


def study(build: Builder) -> None:
    """Two customers, one of whose people did not consent, and a coworker."""
    build.segment("startups", "Startups")
    for slug in ("acme", "bolt"):
        build.customer(slug, segments=["startups"] if slug == "acme" else [])
    build.item("faster-builds", "Faster builds")
    build.participant("bolt", "Bea", consent="no")
    build.participant("bolt", "Ben")
    build.interview("acme", "acme", "2026-03-02T10:00:00.000Z", topic="delivery")
    build.interview("bolt", "bolt", "2026-03-01T10:00:00.000Z", attended=["Bea", "Ben"])
    build.interview("ours", "acme", "2026-03-03T10:00:00.000Z", source="dogfood")
    build.entry("acme", "a day is gone", ("pain", 3, {"faster-builds": "supports"}), labels=["builds"], verbatim=1)
    build.entry("acme", "and then we push")
    build.entry("bolt", "hers", speaker="Bea")
    build.entry("bolt", "his", speaker="Ben")
    build.entry("bolt", "whose?")
    build.entry("ours", "we tried it")
    build.term("acme", "Train", "what leaves on Thursday")
    build.term("bolt", "train")


def test_entries_come_with_their_marks_their_customer_and_whether_they_may_be_shown(store: Store) -> None:
    written(store, study)
    found = said(store, Scope())
    assert [(row["ref"], row["customer"], row["internal"], row["withheld"]) for row in found] == [
        ("bolt/1", "bolt", False, True),
        ("bolt/2", "bolt", False, False),
        ("bolt/3", "bolt", False, True),
        ("acme/1", "acme", False, False),
        ("acme/2", "acme", False, False),
        ("ours/1", "acme", True, False),
    ]
    assert (found[3]["labels"], found[3]["tags"][0]["links"][0]["item"]) == (["builds"], "faster-builds")
    assert [row["ref"] for row in said(store, Scope(topics=("delivery",)))] == ["acme/1", "acme/2"]
    key = store.value("SELECT id FROM interviews WHERE ref = 'bolt'")
    assert [row["ref"] for row in said(store, Scope(participants=("Ben",)), key)] == ["bolt/2"]
    assert said(store, Scope(until="2026-01-01T00:00:00.000Z")) == []


def test_conversations_words_links_and_names_are_read_alike(store: Store) -> None:
    written(store, study)
    held = conversations(store, Scope())
    assert [(row["ref"], row["customer_name"], row["internal"], row["disclosed"], row["entries"]) for row in held] == [
        ("bolt", "Bolt", False, True, 3),
        ("acme", "Acme", False, True, 2),
        ("ours", "Acme", True, True, 1),
    ]
    assert [
        (row["word"], row["name"], row["meaning"], row["interview"], row["withheld"]) for row in words(store, Scope())
    ] == [
        ("train", "train", None, "bolt", True),
        ("train", "Train", "what leaves on Thursday", "acme", False),
    ]
    (tie,) = ties(store, Scope())
    assert {key: tie[key] for key in ("ref", "kind", "item", "title", "status", "stance")} == {
        "ref": "acme/1",
        "kind": "pain",
        "item": "faster-builds",
        "title": "Faster builds",
        "status": "planned",
        "stance": "supports",
    }
    assert tie["since"] == store.value("SELECT at FROM change ORDER BY id DESC LIMIT 1")
    assert people.names(store) == ({"acme": "Acme", "bolt": "Bolt"}, {"startups": "Startups"})


def test_what_names_no_speaker_may_be_of_whoever_did_not_consent(store: Store) -> None:
    written(store, study)
    keys = {row["ref"]: row["id"] for row in conversations(store, Scope())}
    assert (refused(store, keys["bolt"]), refused(store, keys["acme"])) == (True, False)
