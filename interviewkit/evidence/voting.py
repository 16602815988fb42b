"""Where the dots are: a ranking with its ties, and how concentrated the vote was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Vote(NamedTuple, Generic[Key]):
    """The dots, at least one, that one voter put on one problem."""

    voter: Hashable
    problem: Key
    dots: int


class Standing(NamedTuple, Generic[Key]):
    """A problem's place: `rank` is 1 + the number of problems with more dots, so that equals share one ("1, 1, 3").

    `tied` says that others have as many dots, `voters` how many put one here.
    """

    problem: Key
    rank: int
    tied: bool
    dots: int
    voters: int


class Spread(NamedTuple):
    """How concentrated a vote was.

    `half` is the fewest problems that hold at least half of all dots. `effective` is the effective number of
    problems, 1 ÷ Σ pᵢ² with pᵢ a problem's share of the dots: 1 when all dots are on one, n when n have equally many
    (Laakso & Taagepera 1979, "'Effective' Number of Parties", Comparative Political Studies 12).
    """

    half: int
    effective: float


class Tally(NamedTuple, Generic[Key]):
    """The ranking, best first; how many dots were cast; how concentrated they are (None without a dot)."""

    standings: tuple[Standing[Key], ...]
    cast: int
    spread: Spread | None


def tally(ballot: Sequence[Key], votes: Iterable[Vote[Key]], joined: Mapping[Key, Key] | None = None) -> Tally[Key]:
    """Count the dots. Every dot counts once: those on a problem in `joined` for the one that it was found to be.

    Equals stand in the order of the ballot; what has a dot and is not on it stands behind its equals.
    """
    same = joined or {}
    dots: dict[Key, int] = dict.fromkeys((same.get(one, one) for one in ballot), 0)
    voters: dict[Key, set[Hashable]] = defaultdict(set)
    for vote in sorted(votes, key=lambda vote: str(vote.problem)):
        problem = same.get(vote.problem, vote.problem)
        dots[problem] = dots.get(problem, 0) + vote.dots
        voters[problem].add(vote.voter)
    counts = list(dots.values())
    ranked = sorted(dots, key=dots.__getitem__, reverse=True)
    standings = [
        Standing(
            one,
            1 + sum(count > dots[one] for count in counts),
            counts.count(dots[one]) > 1,
            dots[one],
            len(voters[one]),
        )
        for one in ranked
    ]
    return Tally(tuple(standings), sum(counts), spread(counts))


def spread(dots: Sequence[int]) -> Spread | None:
    """How concentrated dots are, given those on each problem; None without any."""
    cast = sum(dots)
    if not cast:
        return None
    half = held = 0
    for count in sorted(dots, reverse=True):
        if 2 * held >= cast:
            break
        held += count
        half += 1
    return Spread(half, cast**2 / sum(count**2 for count in dots))
