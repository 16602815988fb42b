"""What every command stands on: which store, whose settings, who types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from interviewkit import console
from interviewkit.errors import NotFound, StoreDamaged, StoreUnusable
from interviewkit.paths import Location, locate

if TYPE_CHECKING:
    from interviewkit.dbfile import Store
    from interviewkit.settings import Settings


class Desk:
    """One run of the program.

    `typed` gives what to rescue, as JSON Lines, when the store fails, `interview` where it was to go, and `stdin`
    what a command read there; `unwritten` says that the store did not take what was typed.
    """

    def __init__(self, db: str | None, author: str | None) -> None:
        self._db = db
        self.named_author = author
        self.typed: Callable[[], str] | None = None
        self.interview: str | None = None
        self.stdin: bytes | None = None
        self.unwritten = False

    @cached_property
    def location(self) -> Location:
        """The store that is meant."""
        return locate(self._db)

    @cached_property
    def settings(self) -> Settings:
        """The settings beside it."""
        from interviewkit import settings

        return settings.load(self.location.config)

    @cached_property
    def author(self) -> str:
        """Who types."""
        from interviewkit import settings

        return self.text(settings.author(self.named_author, self.settings))

    def text(self, words: str) -> str:
        """Text that a person typed, as it may be stored."""
        from interviewkit import texts

        return texts.accept(words, console.warn)

    def maybe(self, words: str | None) -> str | None:
        """The same for text that need not be there."""
        return None if words is None else self.text(words)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store in one state; everything is fetched inside, and printed outside. Errors: NotFound, …"""
        from interviewkit import dbfile

        store = dbfile.connect(self.location)
        try:
            with store.reading():
                yield store
        finally:
            store.close()

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Store]:
        """The store to write to; where `create`, it is made when there is none, and that is said."""
        try:
            if create:
                self.make_store()
            with closing(self._connected()) as store:
                yield store
        except (StoreUnusable, StoreDamaged):
            self.unwritten = True
            raise

    def _connected(self) -> Store:
        from interviewkit import dbfile

        try:
            return dbfile.connect(self.location, write=True)
        except NotFound:
            self.unwritten = self.typed is not None
            raise

    def make_store(self) -> bool:
        """Make the store when there is none; says so, and whether it did."""
        from interviewkit import dbfile

        if dbfile.exists(self.location) and not self.location.is_server:
            return False
        if self.location.is_server and self._is_made():
            return False
        from interviewkit.store import schema

        made = schema.create(self.location)
        if made:
            console.say(f"made a new store at {self.location.shown}")
        return made

    def _is_made(self) -> bool:
        from interviewkit import dbfile

        try:
            dbfile.connect(self.location).close()
        except NotFound:
            return False
        return True


def program_words() -> list[str]:
    """How this program can be run again from here: by its name where that finds it, else as it was run now."""
    import shutil
    import sys
    from pathlib import Path

    ran = Path(sys.argv[0])
    if ran.name == "__main__.py":
        return [sys.executable, "-m", "interviewkit"]
    found = shutil.which(ran.name)
    return [ran.name] if found and ran.exists() and Path(found).samefile(ran) else [str(ran)]
