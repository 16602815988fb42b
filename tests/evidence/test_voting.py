"""The tally: no dot is lost or made, no order of votes matters, equals are equal."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.voting import Spread, Vote, spread, tally

BALLOT = tuple(range(6))
VOTES = st.lists(st.builds(Vote, st.sampled_from("abcde"), st.sampled_from(BALLOT), st.integers(1, 3)), max_size=20)
JOINED = st.dictionaries(st.sampled_from(BALLOT[3:]), st.sampled_from(BALLOT[:3]))
LAW = settings(max_examples=200, derandomize=True, deadline=None)


@LAW
@given(VOTES, JOINED)
def test_dots_are_conserved_joined_or_not(votes: list[Vote[int]], joined: dict[int, int]) -> None:
    cast = sum(vote.dots for vote in votes)
    for found in (tally(BALLOT, votes), tally(BALLOT, votes, joined)):
        assert found.cast == cast
        assert sum(standing.dots for standing in found.standings) == cast
    assert {one.problem for one in tally(BALLOT, votes, joined).standings} == {joined.get(one, one) for one in BALLOT}


@LAW
@given(VOTES, JOINED, st.randoms(use_true_random=False))
def test_the_order_of_the_votes_does_not_matter(votes: list[Vote[int]], joined: dict[int, int], random: object) -> None:
    shuffled = [*votes]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # it is a random.Random
    assert tally(BALLOT, shuffled, joined) == tally(BALLOT, votes, joined)


@LAW
@given(VOTES)
def test_ties_share_a_rank_and_more_dots_rank_before_fewer(votes: list[Vote[int]]) -> None:
    standings = tally(BALLOT, votes).standings
    for one in standings:
        for other in standings:
            assert (one.dots == other.dots) == (one.rank == other.rank)
            assert (one.dots > other.dots) == (one.rank < other.rank)
        alike = [other for other in standings if other.dots == one.dots]
        assert one.tied == (len(alike) > 1)
        assert [other.problem for other in alike] == sorted(other.problem for other in alike)
        assert one.rank == 1 + sum(other.dots > one.dots for other in standings)
        assert one.voters == len({vote.voter for vote in votes if vote.problem == one.problem})


@LAW
@given(st.lists(st.integers(0, 9), min_size=1, max_size=9))
def test_the_effective_number_lies_between_one_and_how_many_have_dots(dots: list[int]) -> None:
    found = spread(dots)
    having = sum(count > 0 for count in dots)
    if not having:
        assert found is None
        return
    assert found is not None
    assert 1 <= found.effective <= having + 1e-9
    assert found.effective == pytest.approx(float(1 / sum(Fraction(count, sum(dots)) ** 2 for count in dots)))
    best = sorted(dots, reverse=True)
    assert 2 * sum(best[: found.half]) >= sum(dots) > 2 * sum(best[: found.half - 1])


@pytest.mark.parametrize(
    ("dots", "found"),
    [
        ([4], Spread(1, 1.0)),
        ([0, 9, 0], Spread(1, 1.0)),
        ([5, 5], Spread(1, 2.0)),
        ([3, 3, 3, 3], Spread(2, 4.0)),
        ([6, 6, 2, 2, 2, 1, 1, 1], Spread(2, 441 / 87)),
    ],
)
def test_how_concentrated_known_votes_are(dots: list[int], found: Spread) -> None:
    assert spread(dots) == found


def test_dots_on_what_is_not_on_the_ballot_are_counted_behind_their_equals() -> None:
    votes = [Vote("a", 9, 1), Vote("a", 1, 1)]
    assert [(one.problem, one.rank) for one in tally([0, 1], votes).standings] == [(1, 1), (9, 1), (0, 3)]
