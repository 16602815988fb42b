"""Which roadmap items an entry may speak to: by the words it shares with them, and with what was linked to them.

An item's score is what its own text (slug, title, description) gets, plus what the nearest entry gets that somebody
has linked to it: each accepted link is a precedent. Both are BM25 over one collection, item texts and precedents
alike. The nearest alone counts, not their sum, so that an item that is linked often does not win by that.

Texts are compared by groups of four letters within a word, not by whole words: "builds", "rebuilding" and
"Buildserver" share some, in any language, without a list of endings. benchmarks/suggest measures the choice.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import log
from typing import NamedTuple

GRAM = 4
LONGEST = 20_000
"""Of a longer text, such as a pasted document, only the first so many characters are looked at."""

K1, B = 1.2, 0.75
_WORD = re.compile(r"[^\W_]+")


class Candidate(NamedTuple):
    """A roadmap item that may be suggested, with everything that is said about it."""

    slug: str
    text: str


class Precedent(NamedTuple):
    """The words of an entry that was linked, and the slugs of the items that it was linked to."""

    text: str
    items: Collection[str]


class Suggestion(NamedTuple):
    """An item and its score, above 0; scores compare within one answer only."""

    slug: str
    score: float


class Suggester:
    """The items and precedents of a study, arranged to be asked about many entries."""

    def __init__(self, items: Iterable[Candidate], precedents: Iterable[Precedent] = ()) -> None:
        candidates, linked = [*items], [*precedents]
        self._slugs = [item.slug for item in candidates]
        self._linked = [precedent.items for precedent in linked]
        texts = [item.text for item in candidates] + [precedent.text for precedent in linked]
        self._scores = BM25([grams(text) for text in texts])

    def suggest(self, text: str, without: Collection[str] = ()) -> tuple[Suggestion, ...]:
        """The items that share anything with the text, best first (of equals by slug), none of those in `without`."""
        scores = self._scores.of(grams(text))
        nearest: dict[str, float] = defaultdict(float)
        for place, items in enumerate(self._linked, start=len(self._slugs)):
            for slug in items:
                nearest[slug] = max(nearest[slug], scores[place])
        found = [Suggestion(slug, scores[place] + nearest[slug]) for place, slug in enumerate(self._slugs)]
        wanted = [each for each in found if each.score > 0 and each.slug not in without]
        return tuple(sorted(wanted, key=lambda each: (-each.score, each.slug)))


class BM25:
    """Okapi BM25 over documents of tokens (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework").

    A document's score is the sum over the query's distinct tokens t of idf(t) · f(k1 + 1) / (f + k1(1 - b + b·l/L)),
    f being how often t stands in it, l its length and L the mean length, in tokens; k1 = 1.2, b = 0.75. idf(t) is
    ln(1 + (N - n + 0.5) / (n + 0.5)), n of N documents holding t: the 1 keeps it above 0, as Lucene has it.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        mean = sum(map(len, documents)) / (len(documents) or 1)
        holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, tokens in enumerate(documents):
            for token, often in Counter(tokens).items():
                damped = often + K1 * (1 - B + B * len(tokens) / mean)
                holding[token].append((place, often * (K1 + 1) / damped))
        self._holding = dict(holding)

    def of(self, query: Iterable[str]) -> list[float]:
        """The score of every document, in their order."""
        scores = [0.0] * self._size
        for token in dict.fromkeys(query):  # in the query's order: sums of fractions depend on it
            holding = self._holding.get(token, [])
            idf = log(1 + (self._size - len(holding) + 0.5) / (len(holding) + 0.5))
            for place, weight in holding:
                scores[place] += idf * weight
        return scores


def grams(text: str) -> list[str]:
    """The groups of four letters or digits of every word, its two ends marked; case and accents make no difference."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST])
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return [gram for word in _WORD.findall(folded) for gram in _cut(f"_{word}_")]


def _cut(word: str) -> list[str]:
    return [word[start : start + GRAM] for start in range(max(1, len(word) - GRAM + 1))]
