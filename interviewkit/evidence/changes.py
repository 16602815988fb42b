"""What became of an item since it was judged before: the verdict then and now, and who moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.states import State
from interviewkit.evidence.verdicts import BEST_FIRST, Verdict


class Outcome(StrEnum):
    """What became of an item; declared in the order in which a report tells of them."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    SAME = "same"


class Move(NamedTuple):
    """A customer whose state is another one than before; None: not counted."""

    customer: str
    then: State | None
    now: State | None

    @property
    def spoke(self) -> bool:
        """Whether they said anything, then or now: that more or fewer are silent moves no item."""
        return not {self.then, self.now} <= {State.SILENT, None}


class Fresh(NamedTuple):
    """The customers who were not counted before: how many support the item, of how many, with the interval of
    that share (`evidence.intervals.wilson`). What was judged before has no part in it."""

    supports: int
    total: int
    interval: tuple[float, float]


def outcome(then: Verdict | None, now: Verdict | None, moves: Iterable[Move]) -> Outcome:
    """What two verdicts come to: better is gained, worse is lost, by `verdicts.BEST_FIRST`.

    A verdict from or to `insufficient`, or none (a dropped item), is changed, for those have no place in that
    order. The same verdict has moved where any customer did who spoke to it, then or now.
    """
    if then == now:
        return Outcome.MOVED if any(move.spoke for move in moves) else Outcome.SAME
    if then not in BEST_FIRST or now not in BEST_FIRST:
        return Outcome.CHANGED
    return Outcome.GAINED if BEST_FIRST.index(now) < BEST_FIRST.index(then) else Outcome.LOST


def moves(then: Mapping[str, State], now: Mapping[str, State]) -> list[Move]:
    """Every customer whose state differs, by slug; those who took a side now first, then those who did before.

    `then` and `now` hold the counted customers' states by slug.
    """
    found = [Move(slug, then.get(slug), now.get(slug)) for slug in sorted({*then, *now})]
    return sorted((move for move in found if move.then is not move.now), key=_weight)


def fresh(then: Mapping[str, State], now: Mapping[str, State], z: float) -> Fresh:
    """The customers of `now` that `then` does not have, as a sample of their own; `z` as in the policy."""
    states = [state for slug, state in now.items() if slug not in then]
    supports = states.count(State.SUPPORTS)
    return Fresh(supports, len(states), wilson(supports, len(states), z))


def together(states: Iterable[State]) -> State:
    """The one state of a customer who was counted as several and proved to be one: what was said, all of it."""
    said = set(states) - {State.SILENT}
    if len(said) == 1:
        return said.pop()
    if said & {State.MIXED} or {State.SUPPORTS, State.CONTRADICTS} <= said:
        return State.MIXED
    return next((state for state in (State.SUPPORTS, State.CONTRADICTS) if state in said), State.SILENT)


_WEIGHTS = {State.SUPPORTS: 0, State.CONTRADICTS: 0, State.MIXED: 0, State.NEUTRAL: 1, State.SILENT: 2, None: 2}


def _weight(move: Move) -> tuple[int, int]:
    return _WEIGHTS[move.now], _WEIGHTS[move.then]
