"""A backup becomes the store again, beside whoever has it open; what was there before is kept."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from interviewkit import dbfile
from interviewkit.dbfile import Store
from interviewkit.errors import StoreDamaged, UsageError
from interviewkit.paths import Location
from interviewkit.store import backup, foreign


def restore(location: Location, file: Path) -> Path | None:
    """Put what a file holds in the place of the store; gives where the former content is kept, None without any.

    The file is checked whole before anything happens. A store that is there is written anew inside its own file, in
    one transaction: whoever has it open sees the new content or, after a kill in between, the old one, and writes
    into no file that is gone. Errors: UsageError, NotFound, StoreDamaged, StoreUnusable.
    """
    target = Path(location.target)
    if target.exists() and file.exists() and file.samefile(target):
        raise UsageError(f"{file} is the store itself; name a backup of it: interviewkit restore FILE")
    with backup.made_beside(target):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with foreign.opened(file, target.parent, rebuilt=True) as found, dbfile.queue(target):
        if not dbfile.exists(location):
            with backup.made_beside(target):
                backup.put(Path(found.location.target), target, replace=False)
            return None
        with closing(_there(location)) as store:
            kept = _kept(location)
            with dbfile.translated(location):
                found.connection.backup(store.connection, progress=backup.not_for_ever)
    return kept


def _there(location: Location) -> Store:
    """The store that is to be replaced, which may be damaged, but must be one of ours."""
    try:
        return dbfile.open_any(location, write=True)
    except StoreDamaged as error:
        raise StoreDamaged(f"{error}; to restore in its place, move it away: mv {location.shown} …") from None


def _kept(location: Location) -> Path:
    """A backup of what is there; where that is damaged, the file as it is."""
    try:
        return backup.keep(location, "before-restore")
    except StoreDamaged:
        path = Path(location.target)
        target = backup.free_name(path, "before-restore")
        with backup.made_beside(target) as unfinished:
            shutil.copyfile(path, unfinished)
            backup.put(unfinished, target, replace=False)
        return target
