"""The store as a live interview uses it: every deed is durable when it returns, and none is lost when it cannot be.

A deed that the store cannot take waits in memory, and the line that it came from lies in a rescue file; it is done
before the next one, and by itself, once the store can be used again. Whoever hands in a deed gives what it makes a uid
before the first attempt, so that a second attempt adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from interviewkit import references, rescue
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError
from interviewkit.session.holding import FAULTS, Held, Opening

Result = TypeVar("Result")


class Kept(InterviewKitError):
    """The store cannot take a line now; it is kept, and goes in as soon as the store takes it."""


class Waiting(NamedTuple):
    """What the store has not taken yet, and the line that was typed for it."""

    deed: Callable[[Store], object]
    typed: str


class Notebook:
    """One interview in one store; `writing` opens it to write, `reading` for one look.

    `news` is what became of what waited, whole sentences for whoever looks next.
    """

    def __init__(self, writing: Opening, reading: Opening, author: str, ref: str) -> None:
        """Begin; the interview must be there."""
        self._writing = Held(writing)
        self._reading = reading
        self.author = author
        self.ref = ref
        self.news: list[str] = []
        self._waiting: list[Waiting] = []
        self._kept: list[str] = []
        self._files: list[Path] = []
        self._spooling = Lock()

    @property
    def waiting(self) -> int:
        """How many deeds the store has not taken yet."""
        return len(self._waiting)

    @property
    def kept(self) -> int:
        """How many lines are in the rescue file, because the store has not taken them or has refused them."""
        return len(self._kept)

    @property
    def kept_in(self) -> str:
        """Where the lines are that the store has not taken."""
        return " and ".join(map(str, self._files)) or "no file: no disk took them"

    def do(self, deed: Callable[[Store], Result], typed: str, *, wait: bool = True) -> Result:
        """Carry out what waits, then the deed.

        Errors: Kept, with the place of the line that was typed; where a deed may not `wait`, those of the store.
        """
        try:
            with self._writing() as store:
                self._catch_up(store)
                return deed(store)
        except FAULTS as error:
            if not wait:
                raise
            self._waiting.append(Waiting(deed, typed))
            raise Kept(self._told(error, typed)) from error

    def retry(self) -> None:
        """Carry out what waits, if the store takes it now."""
        if self._waiting:
            try:
                with self._writing() as store:
                    self._catch_up(store)
            except FAULTS:
                return

    def ask(self, question: Callable[[Store], Result]) -> Result:
        """Read something. Errors: those of the store."""
        with self._reading() as store:
            return question(store)

    def close(self) -> None:
        """Give the store back."""
        self._writing.close()

    def interview(self, store: Store) -> Row:
        """The interview's row as it is now."""
        return references.interview(store, self.ref)

    def keep(self, typed: str) -> Path | None:
        """Put a line into the rescue file, once; gives the file, None where no disk takes it."""
        from interviewkit.session.draft import append

        with self._spooling:
            if not any(line is typed for line in self._kept):
                last = self._files[-1] if self._files else None
                file = append(last, typed) or rescue.keep(f"{typed}\n", ".txt")
                if file is None:
                    return None
                self._kept.append(typed)
                self._files = [*dict.fromkeys([*self._files, file])]
            return self._files[-1]

    def release(self, *stored: str) -> None:
        """Take lines out of the rescue file that are in the store now; one that still waits stays."""
        with self._spooling:
            gone = [line for line in stored if not any(one.typed is line for one in self._waiting)]
            left = [line for line in self._kept if not any(one is line for one in gone)]
            if left == self._kept:
                return
            file = rescue.keep("".join(f"{line}\n" for line in left), ".txt") if left else None
            if file or not left:
                for old in self._files:
                    old.unlink(missing_ok=True)
                self._kept, self._files = left, [file] if file else []

    def _catch_up(self, store: Store) -> None:
        """Do what waits; what the store refuses for good is told, and stays in the rescue file."""
        done: list[str] = []
        while self._waiting:
            deed, typed = self._waiting[0]
            try:
                deed(store)
                done.append(typed)
            except FAULTS:
                self._went_in(done)
                raise
            except InterviewKitError as error:
                self.news.append(f"“{typed}” cannot be stored: {error}; it stays in {self.keep(typed)}")
            del self._waiting[0]
        self._went_in(done)

    def _went_in(self, lines: list[str]) -> None:
        if lines:
            self.release(*lines)
            self.news.append(f"the store takes lines again: {len(lines)} that waited are in")

    def _told(self, error: Exception, typed: str) -> str:
        file = self.keep(typed)
        where = f"kept in {file}" if file else "kept in memory only"
        return f"not stored yet, {where}; it goes in by itself ({error})"
