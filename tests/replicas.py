"""Several laptops with a store each, in memory, whose clocks and dice the test holds."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.paths import Location
from interviewkit.store import merge

START = 1_790_000_000_000  # milliseconds: a day in 2026


class Clock:
    """What `recorder` takes for `time`, `os` and `dates.now`: it goes on by `step` whenever it is asked."""

    def __init__(self, step: int = 0) -> None:
        self.step = step
        self.milliseconds = START
        self.dice = random.Random(7)  # noqa: S311  a test repeats itself

    def time_ns(self) -> int:
        """The moment in nanoseconds."""
        self.milliseconds += self.step
        return self.milliseconds * 1_000_000

    def now(self) -> str:
        """The moment as it is stored."""
        moment = datetime.fromtimestamp(self.milliseconds / 1000, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def urandom(self, size: int) -> bytes:
        """Noise that is the same in every run."""
        return self.dice.randbytes(size)

    def rule(self, patch: Callable[[object, str, object], None]) -> None:
        """Let the recorder live by this clock."""
        patch(recorder, "time", self)
        patch(recorder, "os", self)
        patch(recorder, "now", self.now)


@dataclass
class Laptop:
    """A store in memory, and every value that was ever accepted on it."""

    store: Store
    accepted: list[Accepted] = field(default_factory=list)

    def copy(self) -> Laptop:
        """The same laptop, to be merged without harm to this one."""
        return Laptop(in_memory(self.store.connection.serialize(), self.store.location.folder), [*self.accepted])

    def insert(self, table: str, uid: str, **values: Any) -> None:
        """Make a thing."""
        with recorder.change(self.store, "make", "ann") as change:
            change.insert(table, uid=uid, **values)
            self._accept(change, table, uid, {"deleted": 0} | values)

    def put(self, table: str, uid: str, **values: Any) -> None:
        """Make a thing that is known by its name, or change it."""
        if self.row(table, uid) is None:
            self.insert(table, uid, **values)
        else:
            self.revise(table, uid, **{"deleted": 0} | values)

    def revise(self, table: str, uid: str, **values: Any) -> None:
        """Change a thing, as the rules say: what is edited is not deleted."""
        before = self.row(table, uid) or {}
        with recorder.change(self.store, "change", "ann") as change:
            if change.revise(table, uid, **values):
                new = {name: value for name, value in values.items() if before[name] != value}
                self._accept(change, table, uid, {"deleted": 0} | new)

    def forget(self, table: str, uid: str) -> None:
        """Forget a thing and all that hangs on it."""
        with recorder.change(self.store, "forget", "ann") as change:
            recorder.write(self.store, "forgotten", subject=f"{table}:{uid}", change=change.id)
        merge.merge(self.store, in_memory(EMPTY[0], self.store.location.folder))

    def row(self, table: str, uid: str) -> Row | None:
        """A thing's row."""
        return self.store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid)

    def key(self, table: str, uid: str) -> int:
        """A thing's key in this store."""
        return int((self.row(table, uid) or {})["id"])

    def _accept(self, change: recorder.Change, table: str, uid: str, values: Row) -> None:
        for name, value in values.items():
            shown = recorder.portable(self.store, name, value, table)
            self.accepted.append(Accepted(change.uid, table, uid, name, shown))


@dataclass(frozen=True)
class Accepted:
    """One value that was accepted: by which change, of which field; references as uids."""

    change: str
    table: str
    uid: str
    field: str
    value: Any


EMPTY: list[bytes] = []
NUMBERS = count(1)


def in_memory(content: bytes, folder: Path) -> Store:
    """A store with that content which no disk slows down; an empty file in the folder stands for its place."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    connection.execute("PRAGMA foreign_keys=ON")
    path = folder / f"laptop{next(NUMBERS)}.db"
    path.touch()
    return Store(Location(str(path), folder, "a test"), connection)


def laptops(template: Path, folder: Path, number: int) -> list[Laptop]:
    """Some laptops with an empty store each."""
    EMPTY[:] = [template.read_bytes()]
    return [Laptop(in_memory(EMPTY[0], folder)) for _ in range(number)]


def dump(store: Store) -> dict[str, list[Row]]:
    """The whole store in words that every laptop shares: no keys, no checksums, references as uids."""
    changes = {row["id"]: row["uid"] for row in store.rows("SELECT id, uid FROM change")}
    uids = {name: {row["id"]: row["uid"] for row in _all(store, name)} for name in merge.TABLES}
    found = {}
    for table in (*merge.JOURNAL, *merge.TABLES):
        to = merge.references(table) if table in merge.TABLES else {}
        rows = [
            {
                name: uids[to[name]][value]
                if name in to and value is not None
                else changes.get(value)
                if name == "change"
                else value
                for name, value in row.items()
                if name not in ("id", "checksum")
            }
            for row in _all(store, table)
        ]
        found[table] = sorted(rows, key=str)
    return found


def unsound(store: Store) -> list[str]:
    """What is wrong inside a store: rows whose checksum is not theirs, references that lead nowhere."""
    wrong = [
        f"{table} {row['id']}"
        for table in (*merge.JOURNAL, *merge.TABLES)
        for row in _all(store, table)
        if recorder.row_checksum(store, table, row) != row["checksum"]
    ]
    if not store.is_server:
        wrong += [str(row) for row in store.rows("PRAGMA foreign_key_check")]
    return wrong


def _all(store: Store, table: str) -> list[Row]:
    return store.rows(f"SELECT * FROM {table}")
