"""Which links were made, turned, brought back or taken back after a snapshot, on both engines."""

from __future__ import annotations

import pytest
from reports.kept_study import kept_in_april, spring

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, undoing
from interviewkit.queries import snapshots


@pytest.fixture
def april(store: Store) -> Store:
    """The small study with its snapshot of April."""
    kept_in_april(store)
    return store


def change_of(store: Store) -> int:
    return int(references.snapshot(store, "april-planning")["change"])


def test_what_the_spring_brought_and_took(april: Store) -> None:
    spring(april)
    assert snapshots.linked_since(april, change_of(april)) == {
        ("acme/1", "pain", "faster-builds"),
        ("dune-2026-04-22/1", "pain", "search"),
        ("dune-2026-04-22/2", "process", "faster-builds"),
        ("gale-2026-04-20/1", "pain", "faster-builds"),
        ("gale-2026-04-20/2", "problem", "search"),
        ("gale-2026-04-20/3", "pain", "sign-in"),
        ("harbour-office-2026-04-21/1", "pain", "search"),
        ("harbour-office-2026-04-21/2", "pain", "audit-trail"),
    }
    assert snapshots.taken_since(april, change_of(april)) == {
        ("search", "crane"): ["crane/3"],
        ("audit-trail", "bolt"): ["bolt/2"],
    }


def test_an_interview_that_was_deleted_takes_its_links_and_brings_them_back(april: Store) -> None:
    key, elm = change_of(april), references.interview(april, "elm")
    undoing.delete(april, "ann", "interview", elm, None)
    assert snapshots.taken_since(april, key) == {("faster-builds", "elm"): ["elm/1"]}
    assert snapshots.linked_since(april, key) == set()
    undoing.undelete(april, "ann", "interview", elm, None)
    assert snapshots.taken_since(april, key) == {}
    assert snapshots.linked_since(april, key) == {("elm/1", "pain", "faster-builds")}


def test_what_was_taken_back_before_is_no_news_also_when_its_entry_comes_back(april: Store) -> None:
    row, tag = references.tag(april, "crane/3:problem")
    entries.unlink(april, "ann", row, tag, references.item(april, "search"))
    undoing.delete(april, "ann", "entry", row, None)
    latest = april.value("SELECT id FROM change ORDER BY uid DESC LIMIT 1")
    assert snapshots.taken_since(april, latest) == {}
    undoing.undelete(april, "ann", "entry", row, None)
    assert snapshots.taken_since(april, latest) == {}
    assert snapshots.taken_since(april, change_of(april)) == {("search", "crane"): ["crane/3"]}
