"""How often the rules err when they are asked again and again: the figure is exact, and behaves as chances do."""

from __future__ import annotations

from itertools import product
from math import comb, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.peeking import false_alarm, fewest_supporters
from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import Verdict, verdict_of
from interviewkit.settings import Policy

POLICY = Policy()
LOOKS = st.lists(st.integers(0, 40), max_size=6)
POLICIES = st.builds(
    Policy,
    min_customers=st.integers(1, 6),
    validated_lower=st.floats(0.05, 0.6),
    validated_first_hand=st.integers(1, 3),
    z=st.floats(0.5, 2.6),
)


@pytest.mark.parametrize(
    ("looks", "rounded"),
    [
        ([4], 0.051),
        ([5], 0.016),
        ([7], 0.071),
        ([12], 0.054),
        ([20], 0.041),
        ([4, 8, 12], 0.091),
        (range(1, 26), 0.142),
        ([], 0.0),
        ([0, 3], 0.0),
    ],
)
def test_the_figures_are_these(looks: list[int], rounded: float) -> None:
    assert round(false_alarm(looks, POLICY), 3) == rounded


def test_the_figures_of_the_design_hold() -> None:
    once = [false_alarm([size], POLICY) for size in range(4, 26)]
    assert [f"{chance:.0%}" for chance in (min(once), max(once), false_alarm(range(1, 26), POLICY))] == [
        "2%",
        "7%",
        "14%",
    ]


@settings(max_examples=15, derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 11), max_size=4), POLICIES)
def test_it_is_what_going_through_every_possible_study_gives(looks: list[int], policy: Policy) -> None:
    chance, size = policy.validated_lower, max(looks, default=0)
    exact = 0.0
    for study in product((0, 1), repeat=size):
        validated = any(_validated(sum(study[:look]), look, policy) for look in looks)
        exact += validated * chance ** sum(study) * (1 - chance) ** (size - sum(study))
    assert isclose(false_alarm(looks, policy), exact, abs_tol=1e-12)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(LOOKS, st.integers(0, 40), POLICIES)
def test_one_more_look_never_lowers_it_and_adds_at_most_its_own(looks: list[int], more: int, policy: Policy) -> None:
    before, after = false_alarm(looks, policy), false_alarm([*looks, more], policy)
    assert 0.0 <= before <= after + 1e-12
    assert after <= before + false_alarm([more], policy) + 1e-12
    assert after <= 1 + 1e-12


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(1, 60), POLICIES)
def test_a_single_look_is_a_binomial_tail(size: int, policy: Policy) -> None:
    chance, fewest = policy.validated_lower, fewest_supporters(size, policy)
    tail = sum(comb(size, s) * chance**s * (1 - chance) ** (size - s) for s in range(fewest, size + 1))
    assert isclose(false_alarm([size], policy), tail, abs_tol=1e-12)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(LOOKS, POLICIES)
def test_the_order_of_the_looks_and_looking_twice_say_nothing(looks: list[int], policy: Policy) -> None:
    assert false_alarm([*reversed(looks), *looks], policy) == false_alarm(looks, policy)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 60), POLICIES)
def test_the_fewest_supporters_validate_and_one_less_does_not(size: int, policy: Policy) -> None:
    fewest = fewest_supporters(size, policy)
    assert fewest > size or _validated(fewest, size, policy)
    assert fewest == 0 or not _validated(fewest - 1, size, policy)


def test_thousands_of_customers_are_no_trouble() -> None:
    assert 0.02 < false_alarm([2000], POLICY) < 0.03 < false_alarm([500, 1000, 2000], POLICY) < 0.09


def _validated(supporters: int, customers: int, policy: Policy) -> bool:
    tally = Tally(supports=supporters, strong=supporters, silent=customers - supporters)
    return verdict_of(tally, policy) is Verdict.VALIDATED
