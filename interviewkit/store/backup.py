"""A copy of a store in a file of its own, made beside whoever writes, checked, and put in its place whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from interviewkit import dbfile
from interviewkit.dates import now
from interviewkit.errors import NotFound, StoreDamaged, StoreUnusable, UsageError
from interviewkit.paths import Location
from interviewkit.store import soundness


def keep(location: Location, why: str = "") -> Path:
    """A backup beside the store, named after it, the reason and the moment. Errors: as `backup`."""
    return backup(location, free_name(Path(location.target), why))


def backup(location: Location, target: Path, *, replace: bool = False) -> Path:
    """Copy a store in a file to `target`, as it is between two writes; gives where it lies.

    The copy is read back before it bears its name. Errors: UsageError when something is there already and `replace`
    was not said, StoreDamaged when the store is not whole, StoreUnusable when it cannot be read or written now.
    """
    if target.exists() and target.samefile(location.target):
        raise UsageError(f"{target} is the store itself; name another file: interviewkit backup FILE")
    if os.path.lexists(target) and not replace:
        raise _taken(target)
    if not target.parent.is_dir():
        raise NotFound(f"there is no folder {target.parent}; make it, or name another file: interviewkit backup FILE")
    with made_beside(target) as unfinished:
        with closing(dbfile.open_any(location)) as store:
            copy(store.connection, unfinished)
        refuse_faults(unfinished, location.shown)
        put(unfinished, target, replace=replace)
    return target


def held(path: Path) -> dict[str, int]:
    """How many interviews and entries a store in a file holds, what was taken back left out."""
    with closing(dbfile.open_any(place(path))) as store, store.reading():
        return {name: store.value(f"SELECT count(*) FROM {name}") for name in ("interviews", "entries")}


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees into a new file, through SQLite. Errors: StoreUnusable when it stays busy."""
    with dbfile.translated(place(target)), closing(dbfile.open_file(str(target), must_exist=False)) as made:
        source.backup(made, progress=not_for_ever)


def not_for_ever(status: int, _left: int, _pages: int) -> None:
    """Stop a copy that met a lock: SQLite has waited for it already, Python would wait again for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreUnusable(f"the store was busy for {dbfile.PATIENCE:g} seconds; nothing was changed; try again")


def refuse_faults(path: Path, shown: str) -> None:
    """Read a copy back. Errors: StoreDamaged when it is not whole, because the store `shown` is not."""
    with closing(dbfile.open_any(place(path))) as made:
        found = soundness.faults(made, 1)
    if found:
        raise StoreDamaged(
            f"{shown} could not be backed up whole ({found[0]}); nothing was changed; run: interviewkit check"
        )


def place(path: Path) -> Location:
    """A file as a store's location."""
    return Location(str(path), path.parent, "a copy")


def free_name(path: Path, why: str = "") -> Path:
    """A name for a copy beside a store that nothing bears: interviews-20261121T100203Z.db."""
    stamp = now().replace(":", "").replace("-", "").partition(".")[0] + "Z"
    stem = "-".join(part for part in (path.stem, why, stamp) if part)
    names = (path.with_name(f"{stem}{again}{path.suffix}") for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not os.path.lexists(name))


@contextmanager
def made_beside(target: Path) -> Iterator[Path]:
    """A name for an unfinished file in the folder of its later one; nothing of it is left. Errors: StoreUnusable."""
    unfinished = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        yield unfinished
    except OSError as error:
        raise StoreUnusable(
            f"{target} cannot be written: {error.strerror}; nothing was changed; name another place"
        ) from error
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def put(unfinished: Path, target: Path, *, replace: bool) -> None:
    """Give a whole file its name, durably; what bears it stays unless `replace`. Errors: UsageError, OSError."""
    unfinished.chmod(0o600)
    to_disk(unfinished)
    if replace:
        unfinished.replace(target)
    else:
        try:
            os.link(unfinished, target)
        except FileExistsError:
            raise _taken(target) from None
        except OSError:  # a stick's file system knows no links
            if os.path.lexists(target):
                raise _taken(target) from None
            unfinished.rename(target)
    to_disk(target.parent)


def to_disk(path: Path) -> None:
    """Let a file or folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _taken(target: Path) -> UsageError:
    return UsageError(f"{target} is there already and stays as it is; name another file, or say --force")
