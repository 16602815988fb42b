"""Suggestions as commands show them: a store's items, links and labels, and what they suggest for an entry."""

from __future__ import annotations

from collections import Counter

from interviewkit.dbfile import Row, Store
from interviewkit.evidence.suggesting import Candidate, Precedent, Suggester
from interviewkit.queries import suggest as asked

OFFERED = 3
"""How many suggestions triage shows."""

LABELS_OFFERED = 5
"""How many labels it shows."""

DIGITS = 2


class Adviser:
    """What can be suggested in a store as it is now: make a new one after something was linked."""

    def __init__(self, store: Store) -> None:
        items = asked.items(store)
        self._titles = {item["slug"]: item["title"] for item in items}
        self._suggester = Suggester(
            [Candidate(item["slug"], item["text"]) for item in items],
            [Precedent(row["text"], row["items"]) for row in asked.precedents(store)],
        )
        labelled = asked.labelled(store)
        self._often = Counter(label for row in labelled for label in row["labels"])
        self._labeller = Suggester(
            [Candidate(label, label) for label in sorted(self._often)],
            [Precedent(row["text"], row["labels"]) for row in labelled],
        )

    def suggestions(self, entry: Row) -> list[Row]:
        """Item, title and score of what an entry (a row of `queries.entries`) may speak to and is not linked to."""
        found = self._suggester.suggest(asked.text(entry), asked.linked(entry))
        return [
            {"item": each.slug, "title": self._titles[each.slug], "score": round(each.score, DIGITS)} for each in found
        ]

    def labels(self, entry: Row) -> list[Row]:
        """Label and score of the labels used before that an entry has not: those that fit best, then those used most.

        One that shares nothing with the entry has the score 0.
        """
        fitting = self._labeller.suggest(asked.text(entry), entry["labels"])
        rest = {*self._often} - {each.slug for each in fitting} - {*entry["labels"]}
        rows = [{"label": each.slug, "score": round(each.score, DIGITS)} for each in fitting]
        usual = sorted(rest, key=lambda label: (-self._often[label], label))
        return [*rows, *({"label": label, "score": 0.0} for label in usual)]
