"""A process as it was told: steps, actors, durations, and what hurts on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewkit.evidence.steps import duration, steps

Plain = dict[str, Any]


def entry(ref: str, *kinds: str, takes: str | None = None, phase: str = "walk", prompted: bool = False) -> Plain:
    """An entry with such tags; a process tag is done by QA."""
    tags = [
        {"kind": kind, "by": "QA" if kind == "process" else None, "takes": takes if kind == "process" else None}
        for kind in kinds
    ]
    return {"ref": ref, "tags": tags, "phase": phase, "prompted": prompted}


def told(*entries: Plain) -> list[tuple[int, str, list[str]]]:
    """The steps as number, entry, and the entries of what hurts."""
    return [(step.number, step.entry["ref"], [hurt["ref"] for hurt in step.hurts]) for step in steps(entries)]


def test_steps_stand_in_the_order_they_were_told_with_actor_and_minutes() -> None:
    found = steps(
        [entry("1", "process", takes="6h-9h"), entry("2"), entry("3", "process"), entry("4", "process", takes="soon")]
    )
    assert [(step.number, step.by, step.takes, step.minutes) for step in found] == [
        (1, "QA", "6h-9h", (360.0, 540.0)),
        (2, "QA", None, None),
        (3, "QA", "soon", None),
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("1", "process", "pain"), entry("2", "problem")], [(1, "1", ["1", "2"])]),
        ([entry("1", "process"), entry("2", "problem"), entry("3", "pain")], [(1, "1", ["2"])]),
        ([entry("1", "process"), entry("2"), entry("3", "pain")], [(1, "1", [])]),
        ([entry("1", "process"), entry("2", "process", "pain")], [(1, "1", []), (2, "2", ["2"])]),
        ([entry("1", "process"), entry("2", "pain", phase="roadmap")], [(1, "1", [])]),
        ([entry("1", "pain"), entry("2", "process")], [(1, "2", [])]),
    ],
)
def test_what_hurts_on_a_step_stands_on_its_entry_or_directly_behind_it(
    entries: list[Plain], expected: list[tuple[int, str, list[str]]]
) -> None:
    assert told(*entries) == expected


def test_what_the_roadmap_prompted_is_no_step_but_may_hurt() -> None:
    assert told(entry("1", "process", prompted=True)) == []
    assert told(entry("1", "process"), entry("2", "process", "pain", prompted=True)) == [(1, "1", ["2"])]
    assert told() == []


def test_a_duration_adds_up_what_is_timed() -> None:
    found = steps([entry("1", "process", takes="3h"), entry("2", "process"), entry("3", "process", takes="1d-2d")])
    whole = duration(found)
    assert whole is not None
    assert (whole.low, whole.high, whole.timed) == (1620.0, 3060.0, 2)
    assert duration(found[1:2]) is None


@given(st.lists(st.sets(st.sampled_from(["process", "problem", "pain"])), max_size=12))
def test_every_step_is_told_once_and_nothing_hurts_on_two_steps(kinds: Sequence[set[str]]) -> None:
    entries = [entry(str(place), *sorted(kind)) for place, kind in enumerate(kinds)]
    found = steps(entries)
    assert [step.entry["ref"] for step in found] == [
        one["ref"] for one, kind in zip(entries, kinds, strict=True) if "process" in kind
    ]
    hurts = [hurt["ref"] for step in found for hurt in step.hurts]
    assert len(hurts) == len(set(hurts))
    assert [step.number for step in found] == [*range(1, len(found) + 1)]
