"""A process as it was told: its steps in order, who does them, how long they take, what hurts on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from interviewkit import dates
from interviewkit.errors import UsageError
from interviewkit.evidence.ranking import HURTS

Entry = Mapping[str, Any]


class Step(NamedTuple):
    """One step: its place (from 1), the entry that tells it, who does it and how long it takes, as noted.

    `minutes` are the shortest and longest, None where no duration is known; `hurts` are the entries tagged as
    problem or pain that belong to it, the step's own entry first.
    """

    number: int
    entry: Entry
    by: str | None
    takes: str | None
    minutes: tuple[float, float] | None
    hurts: tuple[Entry, ...]


class Duration(NamedTuple):
    """How long the steps take together: shortest and longest minutes, and how many of the steps are timed."""

    low: float
    high: float
    timed: int


def steps(entries: Sequence[Entry]) -> list[Step]:
    """The steps of one interview, from its entries in the order they were noted, with `tags`, `phase`, `prompted`.

    A step is an entry tagged `process`; what the roadmap prompted is an opinion and no step. What hurts on it is
    tagged on the same entry, or on the one directly behind it, in the same phase, that is no step itself: more would
    be guessing.
    """
    told = [(entry, after) for entry, after in zip_longest(entries, entries[1:]) if _is_step(entry)]
    return [_step(number, entry, after) for number, (entry, after) in enumerate(told, start=1)]


def duration(found: Iterable[Step]) -> Duration | None:
    """The timed steps added up by the clock, as if one followed the other; None when no step is timed."""
    timed = [step.minutes for step in found if step.minutes]
    if not timed:
        return None
    return Duration(sum(low for low, _ in timed), sum(high for _, high in timed), len(timed))


def _step(number: int, entry: Entry, after: Entry | None) -> Step:
    tag = next(tag for tag in entry["tags"] if tag["kind"] == "process")
    hurts = [entry] if _kinds(entry) & HURTS else []
    if after and after["phase"] == entry["phase"] and _kinds(after) & HURTS and not _is_step(after):
        hurts.append(after)
    return Step(number, entry, tag["by"], tag["takes"], _minutes(tag["takes"]), tuple(hurts))


def _is_step(entry: Entry) -> bool:
    return "process" in _kinds(entry) and not entry["prompted"]


def _kinds(entry: Entry) -> set[str]:
    return {tag["kind"] for tag in entry["tags"]}


def _minutes(takes: str | None) -> tuple[float, float] | None:
    """The minutes of a stored duration; None for none, or one that another program wrote in words of its own."""
    if not takes:
        return None
    try:
        return dates.takes_minutes(takes)
    except UsageError:
        return None
