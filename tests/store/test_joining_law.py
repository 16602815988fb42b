"""Interviews that are joined, and parted again, on three laptops: whatever else happens, they end the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from histories import WRITTEN, examine
from hypothesis import Phase
from hypothesis import strategies as st
from replicas import Clock

from interviewkit.store import merge, standing

STEPS = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["start", "log", "log", "join", "join", "merge", "merge", "delete", "edit", "forget", "revert"]),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(-3, 3),
)
BEGUN = [(0, "start", 0, 1, 1), (0, "log", 0, 1, 1), (1, "start", 0, 1, 1), (1, "log", 0, 1, 1), (0, "merge", 0, 1, 1)]
HISTORIES = st.lists(STEPS, min_size=4, max_size=16).map(lambda steps: (False, [*BEGUN, *steps]))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """One clock for all laptops; tables that no action writes are left out, for speed."""
    monkeypatch.setattr(merge, "TABLES", {name: merge.TABLES[name] for name in merge.TABLES if name in WRITTEN})
    found = Clock()
    found.rule(monkeypatch.setattr)
    yield found


def test_joined_on_one_laptop_or_on_both_in_any_order_they_end_the_same(
    template: Path, tmp_path: Path, clock: Clock
) -> None:
    examine(template, tmp_path, clock, 60, histories=HISTORIES)


def joined_things_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge begins with everything where a join put it."""
    monkeypatch.setattr(standing, "lift", lambda *_: None)


def what_comes_later_stays_in_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only joining moves anything, no later merge."""
    monkeypatch.setattr(standing, "settle", lambda *_: None)


@pytest.mark.parametrize("mutation", [joined_things_stay, what_comes_later_stays_in_the_part])
def test_the_law_of_joining_catches_a_broken_rule(
    mutation: Callable[[pytest.MonkeyPatch], None],
    template: Path,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mutation(monkeypatch)
    with pytest.raises(AssertionError):
        examine(template, tmp_path, clock, 300, (Phase.generate,), HISTORIES)
