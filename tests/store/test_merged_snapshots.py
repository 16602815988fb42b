"""Snapshots of two laptops after a merge: both stay, told apart, whichever way it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from replicas import Clock, Laptop, dump, laptops, unsound
from report_study import small_study, written

from interviewkit import references
from interviewkit.fieldwork import snapshots
from interviewkit.fieldwork.snapshots import Judged, JudgedItem
from interviewkit.queries import snapshots as asked
from interviewkit.store import merge


@pytest.fixture
def pair(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Laptop]:
    """Two laptops with the small study, each of which then kept a snapshot of the same name."""
    Clock(step=10).rule(monkeypatch.setattr)
    one, other = laptops(template, tmp_path, 2)
    written(one.store, small_study)
    merge.merge(other.store, one.store)
    for laptop, state in ((one, "supports"), (other, "mixed")):
        item = JudgedItem(
            "search", "emerging", "emerging: …", {"customers": {"total": 1}, "verdict": state}, {"acme": state}
        )
        judged = Judged({"since": None}, {}, [item])
        snapshots.keep(laptop.store, state, "Before planning", lambda judged=judged: judged)  # type: ignore[misc]  # bound now
    return [one, other]


def test_both_stay_and_are_told_apart_by_age(pair: list[Laptop]) -> None:
    one, other = pair
    ours, theirs = one.copy(), other.copy()
    merge.merge(ours.store, other.store)
    merge.merge(theirs.store, one.store)
    merge.merge(theirs.store, one.store)
    assert dump(ours.store) == dump(theirs.store)
    assert unsound(ours.store) == []
    for store in (ours.store, theirs.store):
        assert [(row["ref"], row["author"]) for row in asked.listed(store)] == [
            ("before-planning", "supports"),
            ("before-planning.2", "mixed"),
        ]
        second = references.snapshot(store, "before-planning.2")
        assert asked.voices(store, second["id"]) == {"search": {"acme": ["mixed"]}}


def test_who_is_forgotten_goes_from_every_snapshot(pair: list[Laptop]) -> None:
    one, other = pair
    one.forget("customer", "acme")
    merge.merge(other.store, one.store)
    for store in (one.store, other.store):
        assert store.value("SELECT count(*) FROM snapshot_voice") == 0
        assert unsound(store) == []
    assert [row["ref"] for row in asked.listed(other.store)] == ["before-planning", "before-planning.2"]
