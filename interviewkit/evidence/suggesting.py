"""Which roadmap items an entry may speak to: by the words it shares with them, and with what was linked to them.

An item's score is what its own text (slug, title, description) gets, plus what the nearest entry gets that somebody
has linked to it: each accepted link is a precedent. Both are BM25 over one collection, item texts and precedents
alike. The nearest alone counts, not their sum, so that an item that is linked often does not win by that.

Texts are compared by groups of four letters within a word, not by whole words: "builds", "rebuilding" and
"Buildserver" share some, in any language, without a list of endings. benchmarks/suggest measures the choice.

Among very many precedents the rarest tokens of an entry choose a few, and only these are scored in full: thousands of
entries are gone through in a second or two, and what is suggested stays the same but for the last places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from math import fsum, log
from typing import NamedTuple

GRAM = 4
LONGEST = 20_000
"""Of a longer text, such as a pasted document, only the first so many characters are looked at."""

POSTINGS = 1500
"""So many places where tokens stand are looked at for one text before all but the best documents are left out."""

LEADERS = 30
"""How many documents are then still compared."""

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
        scores = self._scores.of(grams(text), always=len(self._slugs))
        nearest: dict[str, float] = defaultdict(float)
        for place, score in scores.items():
            for slug in self._linked[place - len(self._slugs)] if place >= len(self._slugs) else ():
                nearest[slug] = max(nearest[slug], score)
        found = [Suggestion(slug, scores.get(place, 0.0) + nearest[slug]) for place, slug in enumerate(self._slugs)]
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
        self._weights: list[dict[str, float]] = []
        self._holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, tokens in enumerate(documents):
            long = K1 * (1 - B + B * len(tokens) / mean) if tokens else 0.0
            self._weights.append({token: n * (K1 + 1) / (n + long) for token, n in Counter(tokens).items()})
            for token, weight in self._weights[place].items():
                self._holding[token].append((place, weight))
        counts = ((token, len(held)) for token, held in self._holding.items())
        self._idf = {token: log(1 + (self._size - n + 0.5) / (n + 0.5)) for token, n in counts}

    def of(self, query: Iterable[str], *, always: int = 0) -> dict[int, float]:
        """The score of every document that shares anything with the query, by its place.

        Where the tokens stand at more than POSTINGS places, only of the first `always` documents and of the LEADERS
        best of the others by the rarest tokens.
        """
        known = dict.fromkeys(token for token in query if token in self._idf)
        scores: dict[int, float] = defaultdict(float)
        looked_at = 0
        for token in sorted(known, key=lambda one: (-self._idf[one], one)):  # sums of fractions depend on the order
            looked_at += len(self._holding[token])
            if looked_at > POSTINGS:
                others = ((score, place) for place, score in scores.items() if place >= always)
                return self._whole(known, [*range(always), *(place for _, place in nlargest(LEADERS, others))])
            for place, weight in self._holding[token]:
                scores[place] += self._idf[token] * weight
        return dict(scores)

    def _whole(self, known: dict[str, None], places: list[int]) -> dict[int, float]:
        """The scores of the documents at these places."""
        scores = {}
        for place in places:
            weights = self._weights[place]
            scores[place] = fsum(self._idf[token] * weights[token] for token in known.keys() & weights.keys())
        return {place: score for place, score in scores.items() if score}


def grams(text: str) -> list[str]:
    """The groups of four letters or digits of every word, its two ends marked; case and accents make no difference."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST])
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return [gram for word in _WORD.findall(folded) for gram in _cut(f"_{word}_")]


def _cut(word: str) -> list[str]:
    return [word[start : start + GRAM] for start in range(max(1, len(word) - GRAM + 1))]
