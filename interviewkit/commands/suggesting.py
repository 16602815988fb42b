"""Suggestions as commands show them: a store's items and links, and what they suggest for an entry."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.evidence.suggesting import Candidate, Precedent, Suggester
from interviewkit.queries import suggest as asked

OFFERED = 3
"""How many suggestions triage shows."""

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

    def suggestions(self, entry: Row) -> list[Row]:
        """Item, title and score of what an entry (a row of `queries.entries`) may speak to and is not linked to."""
        found = self._suggester.suggest(asked.text(entry), asked.linked(entry))
        return [
            {"item": each.slug, "title": self._titles[each.slug], "score": round(each.score, DIGITS)} for each in found
        ]
