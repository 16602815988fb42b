"""Where the people who went through the same entries tagged them differently, and how much that is.

Two raters at a time: of more than two authors every pair is compared, over the entries that both went through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from interviewkit.vocabulary import Kind


class Reading(NamedTuple):
    """What an author who went through an entry tagged it, or would have; no kind at all is an answer too."""

    entry: str
    author: str
    kinds: frozenset[str]


class Counts(NamedTuple):
    """Entries that both tagged with a kind, only the first of the pair, only the second, neither."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def agreement(self) -> float | None:
        """The share of entries on which the two agree, 0 to 1; None without an entry."""
        return (self.both + self.neither) / sum(self) if sum(self) else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, -1 to 1: agreement beyond what two raters with these habits reach by chance.

        κ = (po - pe) / (1 - pe), with po the observed agreement and pe the sum over yes and no of the product of the
        two raters' shares (Cohen 1960, "A coefficient of agreement for nominal scales"). For yes and no that is
        2(ad - bc) / ((a + b)(b + d) + (a + c)(c + d)), which needs no rounding on the way. None where it is undefined:
        no entry, or both always gave the same one answer, so that pe is 1.
        """
        a, b, c, d = self
        chance = (a + b) * (b + d) + (a + c) * (c + d)
        return 2 * (a * d - b * c) / chance if chance else None


class Pair(NamedTuple):
    """Two authors, how many entries both went through, and what they made of them, kind by kind."""

    first: str
    second: str
    entries: int
    kinds: Mapping[str, Counts]


class Difference(NamedTuple):
    """An entry that some tagged with a kind and others, having gone through it, did not."""

    entry: str
    kind: str
    tagged: tuple[str, ...]
    untagged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every pair of authors, by name, and the differences in the order of the entries."""

    authors: tuple[str, ...]
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]


def agreement(readings: Iterable[Reading]) -> Agreement:
    """Compare the readings; of an author's several ones of an entry the last counts.

    Entries come in the order in which they are first read.
    """
    by_entry: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for reading in readings:
        by_entry[reading.entry][reading.author] = reading.kinds
    authors = sorted({author for read in by_entry.values() for author in read})
    return Agreement(
        authors=tuple(authors),
        pairs=tuple(_pair(first, second, by_entry) for first, second in combinations(authors, 2)),
        differences=tuple(
            found for entry, read in by_entry.items() for kind in Kind if (found := _difference(entry, kind, read))
        ),
    )


def _pair(first: str, second: str, by_entry: Mapping[str, Mapping[str, frozenset[str]]]) -> Pair:
    shared = [(read[first], read[second]) for read in by_entry.values() if first in read and second in read]
    return Pair(first, second, len(shared), {kind.value: _counts(kind.value, shared) for kind in Kind})


def _counts(kind: str, shared: list[tuple[frozenset[str], frozenset[str]]]) -> Counts:
    answers = [(kind in one, kind in other) for one, other in shared]
    return Counts(*(answers.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))))


def _difference(entry: str, kind: Kind, read: Mapping[str, frozenset[str]]) -> Difference | None:
    tagged = tuple(sorted(author for author, kinds in read.items() if kind.value in kinds))
    untagged = tuple(sorted(author for author, kinds in read.items() if kind.value not in kinds))
    return Difference(entry, kind.value, tagged, untagged) if tagged and untagged else None
