"""The verdict on one item: the first row that holds in product.md's table ("What counts as evidence")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.tally import Tally
from interviewkit.settings import Policy


class Verdict(StrEnum):
    """What the customers' words say about an item; declared in the order in which the rules are tried."""

    INSUFFICIENT = "insufficient"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    CONTESTED = "contested"
    VALIDATED = "validated"
    PARTIAL = "partial"
    EMERGING = "emerging"
    DOUBTFUL = "doubtful"
    UNTESTED = "untested"


BEST_FIRST = (
    Verdict.VALIDATED,
    Verdict.PARTIAL,
    Verdict.EMERGING,
    Verdict.CONTESTED,
    Verdict.UNTESTED,
    Verdict.DOUBTFUL,
    Verdict.UNSUPPORTED,
    Verdict.CONTRADICTED,
)
"""The order in which one verdict is better than another. `insufficient` says that there is no verdict yet,
so it has no place among them."""

NEVER = 2**33
"""More customers than there are people: what would need so many, no number of customers will do."""

_ROUNDING = 1e-9
"""What a float may be off by when a share from config.toml meets whole customers (0.1 × 3 is not 0.3)."""


def verdict_of(tally: Tally, policy: Policy) -> Verdict:
    """The first rule that holds for these numbers."""
    return next(verdict for verdict, holds in _RULES if holds(tally, policy))


def needed(tally: Tally, policy: Policy) -> int | None:
    """The fewest further customers, all supporting and first-hand, who would make it validated; 0 if it is.

    Assumed of them: each belongs to one segment only, and the segments still without a supporter are asked
    first, so there are at least as many as such segments. None where no number would do (a policy that
    nothing satisfies).

    Bisection is allowed because one more such customer never takes a validation away, and no rule's own
    number grows without end: with k of them, v the policy's lower bound and Wilson's low solved for its
    bound, `low ≥ v` reads g(k) = s + k − (N + k)v − z√((N + k)v(1 − v)) ≥ 0. g is convex, and where g ≥ 0
    its slope is at least (1 − v)/2 (s ≤ N gives √(N(1 − v)) ≥ z√v there), so it stays ≥ 0. The other rules
    compare a fixed number with one that only grows in k. If even `NEVER` customers are too few, the answer
    is None.
    """
    if _with_supporters(tally, 0, policy):
        return 0
    enough = 1
    while not _with_supporters(tally, enough, policy):
        enough *= 2
        if enough > NEVER:
            return None
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _with_supporters(tally, middle, policy):
            enough = middle
        else:
            too_few = middle
    return enough


def _with_supporters(tally: Tally, further: int, policy: Policy) -> bool:
    """Whether `further` first-hand supporters, spread over the missing segments first, make it validated."""
    missing = (*tally.not_heard, *tally.none_supports)[further:]
    later = replace(
        tally,
        supports=tally.supports + further,
        strong=tally.strong + further,
        not_heard=missing,
        none_supports=(),
    )
    return verdict_of(later, policy) is Verdict.VALIDATED


def _too_few(tally: Tally, policy: Policy) -> bool:
    return tally.total < policy.min_customers


def _contradicted(tally: Tally, policy: Policy) -> bool:
    return tally.contradicts >= policy.contradicted_customers and tally.contradicts > tally.spoke_for


def _unsupported(tally: Tally, policy: Policy) -> bool:
    if tally.total < policy.unsupported_customers:
        return False
    if wilson(tally.spoke_for, tally.total, policy.z)[1] > policy.unsupported_upper:
        return False
    return not _often_enough(tally, policy)


def _contested(tally: Tally, policy: Policy) -> bool:
    against = tally.spoke_against
    if tally.spoke_for < 1:
        return False
    many = against >= policy.contested_share * tally.took_side - _ROUNDING
    return against >= tally.spoke_for or (against >= policy.contested_against and many)


def _often_enough(tally: Tally, policy: Policy) -> bool:
    return wilson(tally.supports, tally.total, policy.z)[0] >= policy.validated_lower


def _partial(tally: Tally, policy: Policy) -> bool:
    return tally.strong >= policy.validated_first_hand and _often_enough(tally, policy)


def _validated(tally: Tally, policy: Policy) -> bool:
    return not tally.missing and _partial(tally, policy)


_RULES: tuple[tuple[Verdict, Callable[[Tally, Policy], bool]], ...] = (
    (Verdict.INSUFFICIENT, _too_few),
    (Verdict.CONTRADICTED, _contradicted),
    (Verdict.UNSUPPORTED, _unsupported),
    (Verdict.CONTESTED, _contested),
    (Verdict.VALIDATED, _validated),
    (Verdict.PARTIAL, _partial),
    (Verdict.EMERGING, lambda tally, _: tally.spoke_for >= 1),
    (Verdict.DOUBTFUL, lambda tally, _: tally.contradicts + tally.neutral >= 1),
    (Verdict.UNTESTED, lambda _tally, _policy: True),
)
