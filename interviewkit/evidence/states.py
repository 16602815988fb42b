"""Where each customer stands on an item, from the links that hang on what they said."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from interviewkit.evidence.study import Customer, Interview, Link


class State(StrEnum):
    """A customer's state on one item."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    SILENT = "silent"


class Voice(NamedTuple):
    """A customer who spoke to an item: their state now, the last one before it that differed (None if none
    did), how many interviews speak to it, and all their links to it, earlier interviews' too."""

    customer: Customer
    state: State
    earlier: State | None
    interviews: int
    links: tuple[Link, ...]

    @property
    def changed(self) -> bool:
        """Whether an earlier interview said something different."""
        return self.earlier is not None

    @property
    def strong(self) -> bool:
        """Whether they support it, now, with an entry that is first-hand, from whichever interview."""
        return self.state is State.SUPPORTS and any(
            link.stance == "supports" and link.tag.first_hand for link in self.links
        )


def state_of(stances: Iterable[str]) -> State:
    """The state that one interview's stances come to; `silent` when there are none."""
    said = set(stances)
    if {"supports", "contradicts"} <= said:
        return State.MIXED
    for state in (State.SUPPORTS, State.CONTRADICTS, State.NEUTRAL):
        if state in said:
            return state
    return State.SILENT


def voice_of(customer: Customer, spoken: Iterable[tuple[Interview, Link]]) -> Voice:
    """One customer's voice from their links, at least one; their latest interview among these decides.

    Latest by start, by reference where two start together.
    """
    by_interview: dict[Interview, list[Link]] = {}
    for interview, link in spoken:
        by_interview.setdefault(interview, []).append(link)
    order = sorted(by_interview, key=lambda interview: (interview.started_at, interview.ref))
    states = [state_of(link.stance for link in by_interview[interview]) for interview in order]
    earlier = next((state for state in reversed(states) if state is not states[-1]), None)
    links = tuple(link for interview in order for link in by_interview[interview])
    return Voice(customer, states[-1], earlier, len(order), links)
