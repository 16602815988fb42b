"""The store as a live interview uses it: every deed is durable when it returns, and none is lost when it cannot be.

A deed that the store cannot take waits in memory, and the line that it came from lies in a rescue file; it is done
before the next one, once the store can be used again. Each deed carries uids of its own, so that a second attempt adds
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from interviewkit import references, rescue
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError, NotFound, StoreDamaged, StoreUnusable
from interviewkit.queries import interviews, people, roadmap

Result = TypeVar("Result")
Opening = Callable[[], AbstractContextManager[Store]]


class Kept(InterviewKitError):
    """The store cannot take a line now; it is kept, and goes in with the next one that it takes."""


class Notebook:
    """One interview in one store; `writing` and `reading` open it anew, so that a file that comes back is found."""

    def __init__(self, writing: Opening, reading: Opening, author: str, ref: str) -> None:
        """Begin; the interview must be there."""
        self._writing = writing
        self._reading = reading
        self.author = author
        self.ref = ref
        self._waiting: list[Callable[[Store], object]] = []
        self._rescued: Path | None = None

    @property
    def waiting(self) -> int:
        """How many deeds the store has not taken yet."""
        return len(self._waiting)

    def do(self, deed: Callable[[Store], Result], typed: str) -> Result:
        """Carry out what waits, then the deed. Errors: Kept, with the place of the line that was typed."""
        try:
            with self._writing() as store:
                while self._waiting:
                    self._waiting[0](store)
                    del self._waiting[0]
                self._rescued = None
                return deed(store)
        except (StoreUnusable, StoreDamaged, NotFound) as error:
            if isinstance(error, NotFound) and not _store_is_gone(error):
                raise
            self._waiting.append(deed)
            raise Kept(self._told(error, typed)) from error

    def ask(self, question: Callable[[Store], Result]) -> Result:
        """Read something. Errors: those of the store."""
        with self._reading() as store:
            return question(store)

    def interview(self, store: Store) -> Row:
        """The interview's row as it is now."""
        return references.interview(store, self.ref)

    def whole(self) -> Row:
        """The interview with everything in it."""
        return self.ask(lambda store: interviews.whole(store, self.interview(store)["id"]))

    def items(self) -> list[Row]:
        """The roadmap, without what was dropped."""
        return [item for item in self.ask(roadmap.items) if item["status"] != "dropped"]

    def names(self) -> list[str]:
        """Of everybody on the customer's side, and of the customer."""
        row = self.ask(lambda store: interviews.standing(store, self.interview(store)["id"]))
        there = self.ask(lambda store: people.participants(store, customer=row["customer"]))
        return [one["name"] for one in there] + [row["customer_name"]]

    def _told(self, error: Exception, typed: str) -> str:
        from interviewkit.session.draft import append

        self._rescued = append(self._rescued, typed) or rescue.keep(f"{typed}\n", ".txt")
        where = f"kept in {self._rescued}" if self._rescued else "kept on this screen only"
        return f"{error} — your line is {where}, and goes in with the next one that the store takes"


def _store_is_gone(error: NotFound) -> bool:
    return "store" in str(error)
