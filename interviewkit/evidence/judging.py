"""A tally judged: the verdict with everything that a report prints beside it."""

from __future__ import annotations

from dataclasses import dataclass

from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.reasons import NEED, Asked, Finding, reason
from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import Verdict, needed, verdict_of
from interviewkit.settings import Policy


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a round comes to. Shares and bounds are fractions of 1, counts are customers.

    `verdict` is None for an item that is listed but not judged. `share` is supporting of all N,
    `share_of_spoke` supporting of those who spoke to it; None where there is nobody to divide by.
    `interval` is the share's. `needed` is None where no number of further customers would validate the
    item.
    """

    verdict: Verdict | None
    reason: str
    share: float | None
    share_of_spoke: float | None
    interval: tuple[float, float]
    strong: int
    coverage: float
    needed: int | None


def judge(tally: Tally, policy: Policy, asked: Asked = NEED) -> Judgement:
    """The judgement on a tally, worded for what the round `asked`.

    A round that is over takes no further customers: its `needed` is 0 when validated, else None.
    """
    verdict = verdict_of(tally, policy)
    interval = wilson(tally.supports, tally.total, policy.z)
    further = needed(tally, policy) if asked.open or verdict is Verdict.VALIDATED else None
    words = reason(Finding(verdict, tally, interval, further, policy, asked))
    return _judgement(tally, interval, verdict, words, further)


def not_judged(tally: Tally, policy: Policy) -> Judgement:
    """A dropped item: its numbers, no verdict."""
    interval = wilson(tally.supports, tally.total, policy.z)
    return _judgement(tally, interval, None, "dropped: listed, not judged", None)


def _judgement(
    tally: Tally, interval: tuple[float, float], verdict: Verdict | None, words: str, further: int | None
) -> Judgement:
    return Judgement(
        verdict=verdict,
        reason=words,
        share=tally.supports / tally.total if tally.total else None,
        share_of_spoke=tally.supports / tally.spoke if tally.spoke else None,
        interval=interval,
        strong=tally.strong,
        coverage=tally.coverage,
        needed=further,
    )
