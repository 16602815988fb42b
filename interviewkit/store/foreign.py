"""Somebody else's store is read from a copy, trusted with nothing: what it holds must be what ours could hold."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interviewkit import dbfile
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, StoreDamaged, StoreUnusable, UsageError
from interviewkit.paths import Location
from interviewkit.store import backup, schema, soundness
from interviewkit.store.admission import admitted, flags
from interviewkit.store.merge import JOURNAL, TABLES, everything, references

BESIDE = ("-journal", "-wal")  # what an unfinished write leaves beside a file
OWN = ("id", "checksum")


@contextmanager
def opened(path: Path, folder: Path | None = None, *, rebuilt: bool = False) -> Iterator[Store]:
    """A copy of the store in a file, open for reading, whole and of this program's schema; the file is only read.

    The copy lies in a temporary folder inside `folder`. Its triggers are dropped, so that nothing in it acts;
    `rebuilt` makes ours and the views anew. Errors: NotFound, UsageError, StoreDamaged for what is foreign, newer,
    damaged or not as it was written.
    """
    _look_at(path)
    with _refused(path), TemporaryDirectory(prefix=".interviewkit-", dir=folder) as temporary:
        copied = Path(temporary, "other.db")
        _copy(path, copied)
        location = backup.place(copied)
        if _disarm(path, location) < dbfile.SCHEMA or rebuilt:
            schema.upgrade(location)
        with closing(dbfile.connect(location)) as store:
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
                store.connection.execute(f"PRAGMA {pragma}")
            _check_columns(path, store)
            yield store


def rows(store: Store, shown: str) -> dict[str, list[Row]]:
    """Everything in the store, each row such as could have been written here. Errors: StoreDamaged."""
    found = everything(store)
    uids = {table: {row["id"]: row["uid"] for row in found[table]} for table in ("change", *TABLES)}
    for table in (*JOURNAL, *TABLES):
        yes_or_no = flags(table) if table in TABLES else ()
        to = {"change": "change"} | (references(table) if table in TABLES else {})
        for row in found[table]:
            try:
                admitted(table, _record(row, to if table != "change" else {}, uids, yes_or_no))
            except (UsageError, KeyError, ValueError, RecursionError) as error:
                raise StoreDamaged(f"{shown} holds what no store can ({error}); nothing was changed") from None
    return found


def _record(row: Row, to: dict[str, str], uids: dict[str, dict[int, str]], yes_or_no: tuple[str, ...]) -> Row:
    """A row as an export would say it."""
    record: dict[str, Any] = {name: value for name, value in row.items() if name not in OWN}
    for name, table in to.items():
        if record.get(name) is not None:
            record[name] = uids[table][record[name]]
    for name in yes_or_no:
        if record[name] in (0, 1):
            record[name] = bool(record[name])
    if "replaces" in record:
        record["value"] = loads(record["value"])
    return record


def _look_at(path: Path) -> None:
    try:
        if not path.exists():
            raise NotFound(f"there is no file {path}; name a store: interviewkit merge OTHER.db")
        if not path.is_file():
            raise UsageError(f"{path} is not a file; name a store: interviewkit merge OTHER.db")
        with path.open("rb"):
            pass
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name another file") from None


def _copy(path: Path, copied: Path) -> None:
    """Copy the file as it is between two writes; where that needs a repair, the copy is what is repaired."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=dbfile.PATIENCE)
        ) as source:
            if source.execute("PRAGMA application_id").fetchone()[0] != dbfile.APPLICATION_ID:
                raise StoreDamaged(f"{path} is not an interviewkit store; it was left as it is")
            backup.copy(source, copied)
    except (sqlite3.OperationalError, StoreUnusable):
        unfinished = [ending for ending in BESIDE if _has_content(Path(f"{path}{ending}"))]
        if not unfinished:
            raise
        for ending in ("", *unfinished):
            shutil.copyfile(f"{path}{ending}", f"{copied}{ending}")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _disarm(path: Path, location: Location) -> str:
    """Drop every trigger, see that what should be a table is one, and read it all; gives the schema's revision."""
    with closing(dbfile.open_any(location, write=True)) as store:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
            store.connection.execute(f"PRAGMA {pragma}")
        version = dbfile.schema_version(store)
        if version is None or not version.isdigit():
            raise StoreDamaged(f"{path} is not an interviewkit store; it was left as it is")
        if version > dbfile.SCHEMA:
            raise StoreDamaged(
                f"{path} was written by a newer interviewkit (schema {version}, this program knows {dbfile.SCHEMA});"
                " nothing was changed; upgrade the program"
            )
        for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            store.run('DROP TRIGGER "{}"'.format(row["name"].replace('"', '""')))
        tables = {row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        views = {row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'view'")}
        if {"change", "entry", "alembic_version"} - tables or views & {*JOURNAL, *TABLES}:
            raise StoreDamaged(f"{path} is not an interviewkit store; it was left as it is")
        found = soundness.faults(store, 1)
        if found:
            raise StoreDamaged(f"{path} is damaged ({found[0]}); nothing was changed; take an older copy of it")
    return version


def _check_columns(path: Path, store: Store) -> None:
    for table in TABLES:
        if set(store.columns_of(table)) != {column.name for column in TABLES[table].columns}:
            raise StoreDamaged(f"{path} has another table {table} than ours; nothing was changed")


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Whatever SQLite says of the copy is said of the file, and what stops the copying in a sentence."""
    try:
        with dbfile.translated(Location(str(path), path.parent, "OTHER")):
            yield
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{path} is damaged ({error}); nothing was changed") from None
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be copied: {error.strerror}; nothing was changed; make room") from error
