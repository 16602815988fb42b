"""A look at an interview that others write: nothing is read until somebody has committed something.

One connection stays open, outside any transaction, and asks for the store's own mark of change: five times a second in
a file, where that costs next to nothing, once a second on a server.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from interviewkit import dbfile, references
from interviewkit.dbfile import Store
from interviewkit.errors import InterviewKitError, StoreUnusable
from interviewkit.paths import Location
from interviewkit.queries import interviews, people, roadmap, sitting
from interviewkit.session.watching import Seen

FILE_PACE, SERVER_PACE = 0.2, 1.0


class Look(NamedTuple):
    """What is there now, or, with `seen` None, why it cannot be seen."""

    seen: Seen | None
    trouble: str = ""


class Eye:
    """Looks at one interview (its uid) in one store, again and again; the store may go and come back."""

    def __init__(self, location: Location, interview: str) -> None:
        """Begin without having looked."""
        self._location = location
        self._interview = interview
        self._store: Store | None = None
        self._file: tuple[int, int] | None = None
        self._mark: int | None = None
        self._trouble = ""

    @property
    def pace(self) -> float:
        """The seconds to wait between two looks."""
        return SERVER_PACE if self._location.is_server or self._trouble else FILE_PACE

    def look(self) -> Look | None:
        """What there is to see, or None where nothing has changed since the last look. Never an error."""
        try:
            seen = self._fresh()
        except InterviewKitError as error:
            self.close()
            told, self._trouble = self._trouble, str(error)
            return None if told == self._trouble else Look(None, self._trouble)
        if seen is None:
            return None
        self._trouble = ""
        return Look(seen)

    def close(self) -> None:
        """Give the store back; the next look opens it anew and reads everything."""
        store, self._store, self._mark = self._store, None, None
        if store is not None:
            with suppress(Exception):  # a connection that is lost need not close well
                store.close()

    def _fresh(self) -> Seen | None:
        store = self._connected()
        mark = _mark(store)
        if mark == self._mark:
            return None
        with store.reading():
            found = seen(store, self._interview)
        self._mark = mark
        return found

    def _connected(self) -> Store:
        """The store, opened again when another file has taken its place. Errors: those of `dbfile.connect`."""
        file = None if self._location.is_server else self._file_there()
        if self._store is None or file != self._file:
            self.close()
            self._store, self._file = dbfile.connect(self._location), file
        return self._store

    def _file_there(self) -> tuple[int, int]:
        """Which file lies at the store's place. Errors: StoreUnusable where there is none."""
        try:
            found = Path(self._location.target).stat()
        except OSError:
            raise StoreUnusable(f"the store is gone; this goes on when it is back: {self._location.shown}") from None
        return found.st_dev, found.st_ino


def seen(store: Store, interview: str) -> Seen:
    """All that the second screen needs of an interview (its uid), inside one transaction. Errors: NotFound."""
    found = references.interview(store, interview)
    row = interviews.whole(store, found["id"])
    there = people.participants(store, customer=row["customer"])
    return Seen(
        row,
        asked=frozenset(sitting.asked(store, row["uid"])),
        names=(*(one["name"] for one in there), row["customer_name"]),
        items={item["slug"]: item["title"] for item in roadmap.items(store) if item["status"] != "dropped"},
    )


def _mark(store: Store) -> int | None:
    """A number that changes with every commit of somebody else."""
    # not the greatest uid: a merge brings older changes too
    number: int | None = store.value("SELECT max(id) FROM change" if store.is_server else "PRAGMA data_version")
    return number
