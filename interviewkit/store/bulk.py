"""Many rows into a store at once: what `recorder.write` does to one row, done to thousands.

The rows must be new to the store: what may be there already goes through `merge`. Keys, checksums and full text are
made here; the tables' own checks hold as ever. Memory stays flat: rows are written a batch at a time, and what they
point at is looked up, not remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interviewkit import dbfile, recorder
from interviewkit.dbfile import Row, Store, translated
from interviewkit.errors import UsageError
from interviewkit.paths import Location
from interviewkit.queries.chunks import chunks
from interviewkit.queries.conflicts import conflicts
from interviewkit.store.merge import JOURNAL, Counts, merge, references
from interviewkit.store.records import Record, is_empty

AT_ONCE = 2000
STAGED = "entry"  # full text is flushed once a statement, so its rows go in by one statement a batch


class Bulk:
    """Rows on their way into a store, inside the caller's transaction; `finish` writes what is still held.

    `written` counts them by table. Errors: UsageError for a reference to what is not there, and for rows that the
    tables refuse.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.written: Counter[str] = Counter()
        self._table = ""
        self._held: list[Row] = []
        self._later: list[tuple[str, str, Row]] = []

    def add(self, table: str, row: Row) -> None:
        """Take a record: references are uids, and the rows they name came before, but for those of its own table."""
        if table != self._table or len(self._held) >= AT_ONCE:
            self._flush()
            self._table = table
        self._held.append(row)

    def finish(self) -> Counter[str]:
        """Write the rest, and the references inside a table; the rows written, by table."""
        self._flush()
        for table, uid, pointers in self._later:
            stored = self.store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid) or {}
            found = {name: self._keys(table, [pointer])[pointer] for name, pointer in pointers.items()}
            recorder.overwrite(self.store, table, stored, found)
        self._later.clear()
        return self.written

    def _flush(self) -> None:
        rows, self._held = self._held, []
        if not rows:
            return
        table = self._table
        names = [name for name in self.store.columns_of(table) if name not in ("id", "checksum")]
        pointing = _pointing(table)
        inside = {name for name, to in pointing.items() if to == table}
        outside = {name: to for name, to in pointing.items() if name not in inside}
        keys = {to: self._keys(to, _named(rows, outside, to)) for to in {*outside.values()}}
        for of, uids in _subjects(rows).items() if table == "revision" else ():
            self._keys(of, uids)
        places = [(names.index(name), keys[to]) for name, to in outside.items()]
        written = []
        for row in rows:
            held_back = inside & row.keys()
            if held_back:
                self._later.append((table, row["uid"], {name: row.pop(name) for name in held_back}))
            values: list[Any] = [row.get(name) for name in names]
            for place, found in places:
                if values[place] is not None:
                    values[place] = found[values[place]]
            written.append([*values, recorder.checksum(values)])
        self._insert(table, [*names, "checksum"], written)
        self.written[table] += len(rows)

    def _keys(self, table: str, uids: Iterable[str]) -> dict[str, int]:
        """This store's keys of the things of these uids. Errors: UsageError for one that is not there."""
        wanted = [*uids]
        found: dict[str, int] = {}
        for part in chunks(wanted):
            rows = self.store.rows(f"SELECT uid, id FROM {table} WHERE uid IN ({part.places})", **part.values)
            found |= {row["uid"]: row["id"] for row in rows}
        missing = next((uid for uid in wanted if uid not in found), None)
        if missing is not None:
            raise UsageError(f"there is no {table} {missing} to point at, neither in the store nor before")
        return found

    def _insert(self, table: str, names: list[str], rows: list[list[Any]]) -> None:
        columns = ", ".join(names)
        into = f"INSERT INTO {table} ({columns})"
        with _refused(table):
            if self.store.is_server:
                self._many(f"{into} VALUES ({', '.join(['%s'] * len(names))})", rows)
            elif table != STAGED:
                self._many(f"{into} VALUES ({', '.join('?' * len(names))})", rows)
            else:
                self.store.run(f"CREATE TEMP TABLE IF NOT EXISTS staged AS SELECT {columns} FROM {table} WHERE 0")
                self._many(f"INSERT INTO staged VALUES ({', '.join('?' * len(names))})", rows)
                self.store.run(f"{into} SELECT {columns} FROM staged ORDER BY rowid")
                self.store.run("DELETE FROM staged")

    def _many(self, sql: str, rows: list[list[Any]]) -> None:
        with translated(self.store.location):
            self.store.connection.cursor().executemany(sql, rows)


def load(store: Store, records: Iterable[Record]) -> Counter[str]:
    """Write all records, inside the caller's transaction; how many rows of each table. Errors: as `Bulk`."""
    bulk = Bulk(store)
    for table, row in records:
        bulk.add(table, row)
    return bulk.finish()


def _pointing(table: str) -> dict[str, str]:
    """The columns of a table that hold another row's key, each with the table that it points at."""
    if table == "change":
        return {}
    return {"change": "change"} | (references(table) if table not in JOURNAL else {})


def _named(rows: Iterable[Row], pointing: dict[str, str], table: str) -> set[str]:
    """The uids of one table's things that the rows point at."""
    names = [name for name, to in pointing.items() if to == table]
    return {row[name] for row in rows for name in names if row.get(name) is not None}


def _subjects(revisions: Iterable[Row]) -> dict[str, set[str]]:
    """What the revisions are versions of: uids by table."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in revisions:
        table, _, uid = row["subject"].partition(":")
        found[table].add(uid)
    return found


@contextmanager
def _refused(table: str) -> Iterator[None]:
    """A row that the table does not take, said in a sentence on either engine."""
    try:
        yield
    except Exception as error:
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if kinds.isdisjoint({"IntegrityError", "DataError", "OverflowError"}):
            raise
        said = " ".join(str(error).partition("\n")[0].split())
        raise UsageError(f"what it says of a {table} cannot be stored ({said})") from None


def bring(store: Store, records: Iterable[Record]) -> Counts:
    """Unite the store with the records, all of them or none: into an empty store in bulk, else by `merge`.

    Merging needs the other side whole, so the records go into a store of their own first, in a temporary folder.
    Errors: as `Bulk`, StoreUnusable, StoreDamaged.
    """
    with store.writing():
        if is_empty(store):
            counts = _counted(load(store, records))
            counts.conflicts = len(conflicts(store))
            return counts
    from interviewkit.store import schema

    with TemporaryDirectory(prefix="interviewkit-") as folder:
        place = Location(str(Path(folder, "other.db")), Path(folder), "an import")
        schema.create(place)
        with closing(dbfile.connect(place, write=True)) as other:
            with other.writing():
                load(other, records)
            return merge(store, other)


def _counted(written: Counter[str]) -> Counts:
    journal = {name: written.pop(name, 0) for name in JOURNAL}
    return Counts(journal["change"], written, journal["revision"], journal["forgotten"])
