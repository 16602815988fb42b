"""The verdict table: every row, the order of the rows, and that more of one voice moves it one way only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from math import comb, sqrt
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import BEST_FIRST, Verdict, needed, verdict_of
from interviewkit.settings import Policy

POLICY = Policy()
Z = 1.959964


def _bound(successes: int, n: int, sign: int) -> float:
    """Wilson's formula as product.md prints it, without clamping."""
    p = successes / n
    half = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return (p + Z**2 / (2 * n)) / (1 + Z**2 / n) + sign * half


def by_the_table(tally: Tally) -> str:
    """product.md's table, row by row, with its numbers written out."""
    s, c, m, n = tally.supports, tally.contradicts, tally.mixed, tally.total
    f, a = s + m, c + m
    enough = n >= 4 and _bound(s, n, -1) >= 0.25 and tally.strong >= 2
    rows = [
        ("insufficient", n < 4),
        ("contradicted", c >= 2 and c > f),
        ("unsupported", n >= 9 and _bound(f, n, +1) <= 0.30 and _bound(s, n, -1) < 0.25),
        ("contested", f >= 1 and (a >= f or (a >= 2 and 3 * a >= s + c + m))),
        ("validated", enough and tally.coverage == 1),
        ("partial", enough),
        ("emerging", f >= 1),
        ("doubtful", c + tally.neutral >= 1),
    ]
    return next((name for name, holds in rows if holds), "untested")


class Case(NamedTuple):
    """What decides a verdict: the states, how many are first-hand (three are as good as two), coverage."""

    supports: int
    contradicts: int
    mixed: int
    neutral: int
    silent: int
    strong: int
    covered: bool

    @property
    def tally(self) -> Tally:
        """The case as a tally of an item with one segment."""
        missing = () if self.covered else ("missing",)
        return Tally(*self[:6], segments=1, none_supports=missing)


@cache
def verdict(case: Case) -> Verdict:
    return verdict_of(case.tally, POLICY)


def cases(most: int) -> Iterator[Case]:
    """Every case of 0 to `most` customers; an item can be covered only by somebody who supports it."""
    for supports in range(most + 1):
        for contradicts in range(most + 1 - supports):
            for mixed in range(most + 1 - supports - contradicts):
                for neutral in range(most + 1 - supports - contradicts - mixed):
                    for silent in range(most + 1 - supports - contradicts - mixed - neutral):
                        for strong, covered in product(range(min(supports, 2) + 1), {False, supports > 0}):
                            yield Case(supports, contradicts, mixed, neutral, silent, strong, covered)


def test_every_tally_of_up_to_twelve_customers_has_the_verdict_of_the_printed_table() -> None:
    seen = set()
    for case in cases(12):
        assert str(verdict(case)) == by_the_table(case.tally), case
        seen.add(verdict(case))
    assert seen == set(Verdict)


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(supports=3, strong=3), Verdict.INSUFFICIENT),
        (Tally(contradicts=3), Verdict.INSUFFICIENT),
        (Tally(supports=1, contradicts=2, silent=9), Verdict.CONTRADICTED),
        (Tally(contradicts=1, silent=3), Verdict.DOUBTFUL),
        (Tally(silent=9), Verdict.UNSUPPORTED),
        (Tally(silent=8), Verdict.UNTESTED),
        (Tally(supports=1, contradicts=1, silent=12), Verdict.CONTESTED),
        (Tally(supports=1, contradicts=1, silent=13), Verdict.UNSUPPORTED),
        (Tally(mixed=4), Verdict.CONTESTED),
        (Tally(supports=4, contradicts=2, strong=4), Verdict.CONTESTED),
        (Tally(supports=6, contradicts=2, silent=4, strong=6), Verdict.VALIDATED),
        (Tally(supports=6, contradicts=2, silent=4, strong=1), Verdict.EMERGING),
        (Tally(supports=3, silent=1, strong=2, segments=2, not_heard=("b",)), Verdict.PARTIAL),
        (Tally(neutral=4), Verdict.DOUBTFUL),
    ],
)
def test_a_verdict_is_the_first_row_that_holds(tally: Tally, expected: Verdict) -> None:
    assert verdict_of(tally, POLICY) is expected


def test_the_fewest_supporters_that_validate_are_these() -> None:
    def fewest(n: int) -> int:
        found = (s for s in range(n + 1) if verdict(Case(s, 0, 0, 0, n - s, 2, True)) is Verdict.VALIDATED)
        return next(found)

    assert {n: fewest(n) for n in range(4, 21)} == {
        4: 3, 5: 4, 6: 4, 7: 4, 8: 5, 9: 5, 10: 6, 11: 6, 12: 6,
        13: 7, 14: 7, 15: 8, 16: 8, 17: 8, 18: 9, 19: 9, 20: 9,
    }  # fmt: skip


def test_the_standing_note_on_chance_is_true() -> None:
    """True for one customer in four: validated in 2–7 % of studies, 14 % if judged after each interview."""
    validates = {
        (s, n): verdict(Case(s, 0, 0, 0, n - s, min(s, 2), s > 0)) is Verdict.VALIDATED
        for n in range(4, 26)
        for s in range(n + 1)
    }
    once = [sum(comb(n, s) * 0.25**s * 0.75 ** (n - s) for s in range(n + 1) if validates[s, n]) for n in range(4, 26)]
    assert (round(min(once), 2), round(max(once), 2)) == (0.02, 0.07)
    undecided, ever = {0: 1.0}, 0.0
    for n in range(1, 26):
        later: dict[int, float] = {}
        for s, chance in undecided.items():
            later[s] = later.get(s, 0) + chance * 0.75
            later[s + 1] = later.get(s + 1, 0) + chance * 0.25
        ever += sum(chance for s, chance in later.items() if validates.get((s, n)))
        undecided = {s: chance for s, chance in later.items() if not validates.get((s, n))}
    assert round(ever, 2) == 0.14


RANK = {each: place for place, each in enumerate(BEST_FIRST)}
MOST = 25


def _better_off(case: Case) -> Iterator[Case]:
    """One more supporter: first-hand or not, from a segment that was covered or from the missing one."""
    for strong, covered in product({case.strong, min(case.strong + 1, 2)}, {case.covered, True}):
        yield case._replace(supports=case.supports + 1, strong=strong, covered=covered)


def test_one_more_supporter_never_lowers_a_verdict() -> None:
    for case in cases(MOST):
        if sum(case[:5]) >= POLICY.min_customers:
            before = RANK[verdict(case)]
            for later in _better_off(case):
                assert RANK[verdict(later)] <= before, (case, later)


def test_one_more_contradicting_or_silent_customer_never_raises_a_verdict() -> None:
    for case in cases(MOST):
        if sum(case[:5]) >= POLICY.min_customers:
            before = RANK[verdict(case)]
            assert RANK[verdict(case._replace(contradicts=case.contradicts + 1))] >= before, case
            assert RANK[verdict(case._replace(silent=case.silent + 1))] >= before, case


def test_the_order_has_every_verdict_but_insufficient_and_starts_with_validated() -> None:
    assert [str(each) for each in BEST_FIRST] == [
        "validated",
        "partial",
        "emerging",
        "contested",
        "untested",
        "doubtful",
        "unsupported",
        "contradicted",
    ]
    assert set(Verdict) - set(BEST_FIRST) == {Verdict.INSUFFICIENT}


def test_needed_is_the_smallest_number_that_validates_and_one_fewer_does_not() -> None:
    for case in cases(9):
        found = needed(case.tally, POLICY)
        tally, steps = case.tally, 0
        while verdict_of(tally, POLICY) is not Verdict.VALIDATED:
            steps += 1
            tally = replace(tally, supports=tally.supports + 1, strong=tally.strong + 1, not_heard=(), none_supports=())
        assert found == steps, case


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(), 4),
        (Tally(supports=3, strong=3), 1),
        (Tally(supports=3, silent=1, strong=3), 0),
        (Tally(supports=4, strong=0), 2),
        (Tally(supports=4, strong=4, segments=4, not_heard=("b", "c"), none_supports=("d",)), 3),
        (Tally(supports=1, strong=1, contradicts=3), 6),
        (Tally(silent=5000), 1760),
    ],
)
def test_needed_counts_customers_segments_and_first_hand_voices(tally: Tally, expected: int) -> None:
    assert needed(tally, POLICY) == expected


@pytest.mark.parametrize("policy", [Policy(validated_lower=1.0), Policy(contested_share=0.0, contested_against=1)])
def test_needed_is_nothing_where_no_number_would_do(policy: Policy) -> None:
    assert needed(Tally(supports=5, mixed=1, strong=5), policy) is None


@given(
    st.builds(
        Policy,
        min_customers=st.integers(1, 12),
        unsupported_upper=st.floats(0, 1),
        validated_lower=st.floats(0, 0.97),
        validated_first_hand=st.integers(1, 9),
        contested_share=st.floats(0.05, 1),
        z=st.floats(0.01, 10),
    ),
    st.builds(Tally, **dict.fromkeys(("supports", "contradicts", "mixed", "neutral", "silent"), st.integers(0, 9))),
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_under_any_policy_needed_validates_and_so_does_every_greater_number(policy: Policy, tally: Tally) -> None:
    found = needed(tally, policy)
    assert found is not None

    def validated(further: int) -> bool:
        later = replace(tally, supports=tally.supports + further, strong=further)
        return verdict_of(later, policy) is Verdict.VALIDATED

    assert [validated(found + more) for more in range(30)] == [True] * 30
    assert not any(validated(fewer) for fewer in range(max(0, found - 200), found))


def test_a_share_from_the_settings_is_not_missed_by_a_rounding_error() -> None:
    seven_of_25 = Tally(supports=18, contradicts=7, strong=18)
    assert 0.28 * 25 > 7
    assert verdict_of(seven_of_25, Policy(contested_share=0.28)) is Verdict.CONTESTED
    assert verdict_of(seven_of_25, Policy(contested_share=0.29)) is Verdict.VALIDATED


def test_every_number_of_the_policy_moves_its_own_row() -> None:
    three = Tally(supports=3, strong=3)
    assert verdict_of(three, Policy(min_customers=3)) is Verdict.VALIDATED
    lone_critic = Tally(contradicts=1, silent=4)
    assert verdict_of(lone_critic, Policy(contradicted_customers=1)) is Verdict.CONTRADICTED
    assert verdict_of(Tally(silent=9), Policy(unsupported_customers=10)) is Verdict.UNTESTED
    assert verdict_of(Tally(silent=9), Policy(unsupported_upper=0.29)) is Verdict.UNTESTED
    all_four = Tally(supports=4, strong=2)
    assert verdict_of(all_four, Policy(validated_lower=0.6)) is Verdict.EMERGING
    assert verdict_of(all_four, Policy(validated_first_hand=3)) is Verdict.EMERGING
    assert verdict_of(all_four, Policy(z=5)) is Verdict.EMERGING
    disputed = Tally(supports=4, contradicts=2, strong=4)
    assert verdict_of(disputed, Policy(contested_against=3)) is Verdict.VALIDATED
    assert verdict_of(disputed, Policy(contested_share=0.34)) is Verdict.VALIDATED
