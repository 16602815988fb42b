"""What stands beside a verdict."""

from __future__ import annotations

from interviewkit.evidence.judging import Judgement, judge, not_judged
from interviewkit.evidence.reasons import FORMER_NEED
from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import Verdict
from interviewkit.settings import Policy

FIVE_OF_TEN = Tally(supports=5, mixed=1, neutral=1, silent=3, strong=4, segments=2, none_supports=("small",))


def test_a_judgement_holds_both_fractions_with_interval_strength_coverage_and_what_is_needed() -> None:
    found = judge(FIVE_OF_TEN, Policy())
    low, high = found.interval
    assert (round(low, 4), round(high, 4)) == (0.2366, 0.7634)
    assert found == Judgement(
        verdict=Verdict.EMERGING,
        reason="emerging: 5 of 10 (24–76 %); 1 both supports and contradicts it; 1 more, first-hand, would validate it",
        share=0.5,
        share_of_spoke=5 / 7,
        interval=(low, high),
        strong=4,
        coverage=0.5,
        needed=1,
    )


def test_of_nobody_there_is_no_share() -> None:
    found = judge(Tally(), Policy())
    assert (found.share, found.share_of_spoke, found.interval, found.coverage) == (
        None,
        None,
        (0.0, 1.0),
        1.0,
    )


def test_a_dropped_item_keeps_its_numbers_without_a_verdict() -> None:
    found = not_judged(FIVE_OF_TEN, Policy())
    assert (found.verdict, found.needed, found.share) == (None, None, 0.5)


def test_a_round_that_is_over_needs_nobody_or_cannot_be_helped() -> None:
    assert judge(Tally(supports=4, strong=4), Policy(), FORMER_NEED).needed == 0
    assert judge(Tally(supports=3, strong=3), Policy(), FORMER_NEED).needed is None
