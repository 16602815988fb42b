"""How often the rules call validated what is not needed, judged once or again and again."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import Verdict, verdict_of
from interviewkit.settings import Policy

_NOTHING = 1e-15
"""A chance too small to carry on: what is dropped of it never reaches the figures that a report shows."""


def false_alarm(looks: Iterable[int], policy: Policy) -> float:
    """The chance, 0 to 1, that one or more of these looks call an item validated that should just not be.

    A look is the number of customers (N) that were counted when the item was judged; the customers of a later
    look are those of the one before and more. Each customer is taken to support the item, first-hand, with the
    chance `policy.validated_lower`, independently of the others, and to be silent otherwise. Nobody contradicts
    and every segment is heard, so the figure errs upwards.

    Computed exactly, customer by customer: P(s, n) is the chance of s supporters among the first n and no
    validation at any look so far, P(s, n+1) = P(s, n)(1 − p) + P(s − 1, n)p; at each look what has enough
    supporters is taken out and added up. Peeking at a fixed-size test this way is what Armitage, McPherson &
    Rowe (1969) tabulated for the normal test. Equal to the binomial tail for a single look.
    """
    waiting, least, heard, called = [1.0], 0, 0, []
    for size in sorted({look for look in looks if look > 0}):
        for _ in range(size - heard):
            waiting, least = _one_more(waiting, least, policy.validated_lower)
        heard = size
        enough = max(0, fewest_supporters(size, policy) - least)
        called += waiting[enough:]
        waiting = waiting[:enough] or [0.0]
    return fsum(called)


def fewest_supporters(customers: int, policy: Policy) -> int:
    """The fewest first-hand supporters among so many customers, the others silent, that make an item validated.

    One more than there are customers where all of them would not do.
    """
    if customers < policy.min_customers:
        return customers + 1
    too_few, enough = -1, customers + 1
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _validates(middle, customers, policy):
            enough = middle
        else:
            too_few = middle
    return enough


def _validates(supporters: int, customers: int, policy: Policy) -> bool:
    tally = Tally(supports=supporters, strong=supporters, silent=customers - supporters)
    return verdict_of(tally, policy) is Verdict.VALIDATED


def _one_more(waiting: list[float], least: int, chance: float) -> tuple[list[float], int]:
    """The chances of every number of supporters, from `least` on, after one more customer."""
    stays = [each * (1 - chance) for each in waiting]
    joins = [each * chance for each in waiting]
    later = [quiet + more for quiet, more in zip([*stays, 0.0], [0.0, *joins], strict=True)]
    while len(later) > 1 and later[-1] < _NOTHING:
        later.pop()
    start = next((place for place, each in enumerate(later) if each >= _NOTHING), 0)
    return later[start:], least + start
