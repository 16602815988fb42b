"""A store that stays open between two deeds: opening it, and compiling its statements anew, costs more than a line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from interviewkit.dbfile import Store
from interviewkit.errors import NoStore, StoreDamaged, StoreUnusable

Opening = Callable[[], AbstractContextManager[Store]]
FAULTS = (StoreUnusable, StoreDamaged, NoStore)


class Held:
    """Opens a store when it is first wanted, and again when it has failed or another file lies in its place."""

    def __init__(self, opening: Opening) -> None:
        """Nothing is open yet."""
        self._opening = opening
        self._open = ExitStack()
        self._store: Store | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def __call__(self) -> Iterator[Store]:
        """The store. Errors: those of opening it; after any of its own it is closed."""
        store = self._held()
        try:
            yield store
        except FAULTS:
            self.close()
            raise

    def close(self) -> None:
        """Give the store back, if it is open."""
        self._store = None
        self._open.close()

    def _held(self) -> Store:
        if self._store is not None and self._file != _file_of(self._store):
            self.close()
        if self._store is None:
            self._store = self._open.enter_context(self._opening())
            self._file = _file_of(self._store)
        return self._store


def _file_of(store: Store) -> tuple[int, int] | None:
    """Which file lies where the store's should: device and inode; None on a server, and where there is none."""
    if store.is_server:
        return None
    try:
        found = os.stat(store.location.target)  # noqa: PTH116  twice as fast as Path, once for each line
    except OSError:
        return (-1, -1)
    return found.st_dev, found.st_ino
