"""An interview to sit in without a screen: a store, a loop, short ways to type and to see what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from interviewkit import dbfile
from interviewkit.dbfile import Row, Store
from interviewkit.fieldwork import interviews, roadmap
from interviewkit.paths import Location
from interviewkit.queries import interviews as asked
from interviewkit.session import guide
from interviewkit.session.loop import Loop
from interviewkit.session.notebook import Notebook
from interviewkit.session.outcomes import Outcome

WARNED, DIM = "warning", "dim"


class Table:
    """One store with a running interview about delivery with Acme, where Ann Lee speaks.

    `fault` spoils a store that is opened to be written; those that are open are in `opened`.
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self.fault: Any = None
        self.opened: list[Store] = []
        self._loops: list[Loop] = []
        with self.open(write=True) as store:
            roadmap.add(store, "ann", "Faster builds")
            roadmap.add(store, "ann", "Nightly reports")
            opening = interviews.Opening("Acme", topic="delivery", participants=["Ann Lee, release manager"])
            self.ref = interviews.start(store, "ann", opening).ref

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[Store]:
        """The store."""
        with closing(dbfile.connect(self.location, write=write)) as store:
            yield store

    def seat(self, author: str = "ann") -> Loop:
        """Somebody sits down to type."""
        loop = Loop(Notebook(self._writing, self._reading, author, self.ref), guide.load("intern"))
        self._loops.append(loop)
        return loop

    def clear(self) -> None:
        """Everybody leaves."""
        for loop in self._loops:
            loop.notebook.close()

    def whole(self) -> Row:
        """The interview with everything in it."""
        with self.open() as store:
            key = store.value("SELECT id FROM interview WHERE slug = :ref", ref=self.ref)
            return asked.whole(store, key)

    def said(self) -> list[str]:
        """The answers, in the order of their numbers."""
        return [entry["answer"] for entry in self.whole()["entries"]]

    def entry(self, place: int = -1) -> Row:
        """One entry, the last unless told."""
        found: Row = self.whole()["entries"][place]
        return found

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        with self.open(write=True) as store:
            if self.fault:
                self.fault(store)
            self.opened.append(store)
            try:
                yield store
            finally:
                self.opened.remove(store)

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        with self.open() as store, store.reading():
            yield store


def told(outcome: Outcome, tone: str = "plain") -> list[str]:
    """What was told in one tone."""
    return [line.text for line in outcome.told if line.tone == tone]


def tags(entry: Row) -> list[tuple[Any, ...]]:
    """The tags of an entry: kind, severity, who, how long, links."""
    return [
        (
            tag["kind"],
            tag["severity"],
            tag["by"],
            tag["takes"],
            [(link["item"], link["stance"]) for link in tag["links"]],
        )
        for tag in entry["tags"]
    ]
