"""Wilson's interval against published values and its own definition."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.intervals import wilson
from interviewkit.settings import Policy

Z = Policy().z


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (3, 5, 0.231, 0.882),
        (4, 5, 0.376, 0.964),
        (5, 8, 0.306, 0.863),
        (6, 12, 0.254, 0.746),
        (9, 20, 0.258, 0.658),
        (0, 9, 0.0, 0.299),
        (5, 10, 0.2366, 0.7634),
    ],
)
def test_the_interval_has_the_values_to_check_against(successes: int, n: int, low: float, high: float) -> None:
    digits = 4 if n == 10 else 3
    found = wilson(successes, n, Z)
    assert (round(found[0], digits), round(found[1], digits)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_the_ends_are_the_shares_exactly_z_standard_errors_from_what_was_seen(case: tuple[int, int]) -> None:
    successes, n = case
    low, high = wilson(successes, n, Z)
    assert 0 <= low <= successes / n <= high <= 1
    for end in (low, high):
        distance = abs(successes / n - end)
        if end not in (0.0, 1.0):
            assert distance == pytest.approx(Z * sqrt(end * (1 - end) / n), rel=1e-6, abs=1e-9)


def test_none_of_n_starts_at_exactly_zero_and_all_of_n_ends_at_exactly_one() -> None:
    assert {wilson(0, n, Z)[0] for n in range(1, 2000)} == {0.0}
    assert {wilson(n, n, Z)[1] for n in range(1, 2000)} == {1.0}


def test_of_nobody_nothing_is_known() -> None:
    assert wilson(0, 0, Z) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(-1, 3), (4, 3), (1, 0)])
def test_what_is_no_fraction_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{successes} of {n} is no fraction"):
        wilson(successes, n, Z)
