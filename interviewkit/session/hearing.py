"""What can be named on a line of this interview, and what looks at answers: read once, and again when it has changed.

While the store cannot be read, what was known last goes on being known.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewkit import dates
from interviewkit.dbfile import Row, Store
from interviewkit.notation.lines import Known, Marks
from interviewkit.queries import sitting
from interviewkit.queries.entries import is_observation
from interviewkit.session.guide import Guide
from interviewkit.session.holding import FAULTS
from interviewkit.session.notebook import Notebook

if TYPE_CHECKING:
    from interviewkit.session.probes import Offer, Prober

NOTHING: Row = {name: [] for name in ("items", "people", "names", "actors", "labels", "terms", "parked")}


class Hearing:
    """What one author's session knows of the interview beyond its own lines."""

    def __init__(self, notebook: Notebook, guide: Guide, topic: str | None) -> None:
        """Nothing is read yet."""
        self._notebook = notebook
        self._guide = guide
        self._topic = topic
        self._heard = NOTHING
        self._known: Known | None = None
        self._prober: Prober | None = None
        self._stale = True
        self.left: Offer | None = None

    @property
    def rows(self) -> Row:
        """Items, people, terms and the rest, as `sitting.heard` gave them last; this never waits for the store."""
        return self._heard

    @property
    def known(self) -> Known:
        """The same as a line is read with it."""
        if self._known is None:
            self._known = self._knowing(self._heard)
        return self._known

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the items by their slugs."""
        return {item["slug"]: item["title"] for item in self.rows["items"]}

    @property
    def prober(self) -> Prober:
        """What looks at answers; it has looked at those that were there before, and `left` is what the last gave."""
        if self._prober is None:
            from interviewkit.session.probes import Prober

            rows = self.rows
            prober = Prober(self._guide, _explained(rows), rows["names"], topic=self._topic)
            for answer in self._answers():
                offer = prober.look(answer)
                self.left = self.left if is_observation(answer) else offer
            self._prober = prober
        return self._prober

    def freshen(self) -> None:
        """Read again what has changed, where the store can be read."""
        if self._stale:
            with suppress(*FAULTS):
                self._notebook.ask(lambda store: self.renew(store, self._notebook.interview(store)))

    def renew(self, store: Store, interview: Row) -> None:
        """Know what stands in the store now."""
        self._heard = sitting.heard(store, interview)
        self._known = self._knowing(self._heard)
        self._stale = False
        if self._prober:
            self._prober.learn(*_explained(self._heard))

    def refresh(self) -> None:
        """Something has changed: `freshen` is to read again."""
        self._stale = True

    def learn(self, marks: Marks) -> None:
        """Know labels and actors of a line from now on."""
        known = self.known
        actors = [tag.by for tag in marks.tags if tag.by]
        self._known = replace(
            known,
            actors=tuple(dict.fromkeys([*known.actors, *actors])),
            labels=tuple(dict.fromkeys([*known.labels, *marks.labels])),
        )

    def meet(self, name: str) -> None:
        """Know somebody who has come into the room."""
        known = self.known
        self._known = replace(known, people=tuple(dict.fromkeys([*known.people, name])))

    def _answers(self) -> list[str]:
        try:
            return self._notebook.ask(lambda store: sitting.answers(store, self._notebook.interview(store)["id"]))
        except FAULTS:
            return []

    def _knowing(self, rows: Row) -> Known:
        from interviewkit.session import slash

        return Known(
            duration=dates.takes,
            items=tuple(item["slug"] for item in rows["items"]),
            people=tuple(rows["people"]),
            phases=tuple(phase.slug for phase in self._guide.phases),
            commands=tuple(slash.COMMANDS),
            actors=tuple(rows["actors"]),
            labels=tuple(rows["labels"]),
        )


def _explained(rows: Row) -> list[str]:
    return [term["word"] for term in rows["terms"] if term["meaning"]]
