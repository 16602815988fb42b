"""How anything is written: one change per command, rows by `insert`, later values by `revise`.

Nothing that was once accepted is overwritten. A row names the change that made it and is its own first
version; a revised field writes that first version down and then the new one, and the table shows the value
of the greatest change. Every row carries a checksum of its content.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from json import JSONEncoder
from json.encoder import encode_basestring_ascii
from typing import Any
from zlib import crc32

from interviewkit.dates import now
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError

# Columns that point at another table's row, by name; a value of theirs is written down as that row's uid.
REFERENCES = {
    "customer": "customer",
    "same_as": "customer",
    "segment": "segment",
    "participant": "participant",
    "speaker": "participant",
    "interview": "interview",
    "part_of": "interview",
    "entry": "entry",
    "tag": "tag",
    "item": "item",
    "workshop": "workshop",
    "at_group": "workshop_group",
    "problem": "workshop_problem",
    "joined_to": "workshop_problem",
    "seat": "workshop_seat",
    "snapshot": "snapshot",
    "judged": "snapshot_item",
}

# Columns that bear such a name but hold a value of their own.
PLAIN = frozenset({("reading", "problem")})

encoded = JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


class Change:
    """One command that writes; its row is made with the first thing that it writes."""

    def __init__(self, store: Store, verb: str, author: str, interview: str | None, undoes: str | None) -> None:
        self.store = store
        self.verb = verb
        self.author = author
        self.interview = interview
        self.undoes = undoes
        self.uid = next_uid(store.value("SELECT max(uid) FROM change"))
        self._id: int | None = None
        self._forgetful: bool | None = None

    @property
    def id(self) -> int:
        """The change's own row, written when it is first needed."""
        if self._id is None:
            self._id = write(
                self.store,
                "change",
                uid=self.uid,
                at=now(),
                verb=self.verb,
                author=self.author,
                interview=self.interview,
                undoes=self.undoes,
            )
        return self._id

    def insert(self, table: str, **values: Any) -> int:
        """Write a new row; gives its primary key. Columns that are left out are NULL.

        Errors: UsageError for the name of something that was forgotten, because no merge would let it live.
        """
        self._refuse_forgotten(table, values)
        return write(self.store, table, change=self.id, deleted=0, **values)

    def revise(self, table: str, uid: str, **values: Any) -> bool:
        """Give fields of a row new values, keeping the old ones; says whether any was different.

        An edit also says that the row is not deleted, so that an edit made on one laptop outlives an older
        deletion made on another. Errors: NotFound.
        """
        row = self.store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid)
        if row is None:
            raise NotFound(f"there is no {table} {uid} in this store; see interviewkit list")
        changed = {field: value for field, value in values.items() if row[field] != value}
        if not changed:
            return False
        if row["change"] != self.id:
            changed = {"deleted": 0} | changed
            for field, value in changed.items():
                self._revise(table, row, field, value)
        overwrite(self.store, table, row, changed)
        return True

    def put(self, table: str, uid: str, **values: Any) -> int:
        """Insert a thing that is known by its name, or revise it where it is there already; gives its key."""
        row = self.store.row(f"SELECT id FROM {table} WHERE uid = :uid", uid=uid)
        if row is None:
            return self.insert(table, uid=uid, **values)
        self.revise(table, uid, deleted=0, **values)
        key: int = row["id"]
        return key

    def settle(self, table: str, uid: str, field: str, value: Any) -> None:
        """Give a field one value in the place of all that nobody has replaced yet, though it may show that already.

        `value` is as the row holds it. Errors: NotFound.
        """
        row = self.store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid)
        if row is None:
            raise NotFound(f"there is no {table} {uid} in this store; see interviewkit conflicts")
        subject = f"{table}:{uid}"
        open_ones = self.store.rows(
            "SELECT h.uid FROM revision r JOIN change h ON h.id = r.change"
            " WHERE r.subject = :subject AND r.field = :field AND NOT EXISTS (SELECT 1 FROM revision n"
            " WHERE n.subject = r.subject AND n.field = r.field"
            " AND ' ' || n.replaces || ' ' LIKE '% ' || h.uid || ' %') ORDER BY h.uid",
            subject=subject,
            field=field,
        )
        write(
            self.store,
            "revision",
            subject=subject,
            field=field,
            change=self.id,
            value=encoded(portable(self.store, field, value, table)),
            replaces=" ".join(one["uid"] for one in open_ones),
        )
        overwrite(self.store, table, row, {field: value})

    def _refuse_forgotten(self, table: str, values: Row) -> None:
        if self._forgetful is None:
            self._forgetful = self.store.value("SELECT id FROM forgotten LIMIT 1") is not None
        if not self._forgetful:
            return
        subject = f"{table}:{values['uid']}"
        if self.store.value("SELECT id FROM forgotten WHERE subject = :subject", subject=subject):
            raise UsageError(f"{values['uid']} was forgotten, and what bore its name stays so; choose another name")

    def _revise(self, table: str, row: Row, field: str, value: Any) -> None:
        subject = f"{table}:{row['uid']}"
        latest = self.store.row(
            "SELECT r.id, r.change, h.uid FROM revision r JOIN change h ON h.id = r.change"
            " WHERE r.subject = :subject AND r.field = :field ORDER BY h.uid DESC LIMIT 1",
            subject=subject,
            field=field,
        )
        written = encoded(portable(self.store, field, value, table))
        if latest and latest["change"] == self.id:
            kept = self.store.row("SELECT * FROM revision WHERE id = :id", id=latest["id"])
            overwrite(self.store, "revision", kept or {}, {"value": written})
            return
        if latest:
            replaces = latest["uid"]
        else:
            first = encoded(portable(self.store, field, row[field], table))
            write(self.store, "revision", subject=subject, field=field, change=row["change"], value=first)
            replaces = self.store.value("SELECT uid FROM change WHERE id = :id", id=row["change"])
        write(
            self.store,
            "revision",
            subject=subject,
            field=field,
            change=self.id,
            value=written,
            replaces=replaces,
        )


@contextmanager
def change(
    store: Store, verb: str, author: str, *, interview: str | None = None, undoes: str | None = None
) -> Iterator[Change]:
    """One command's writing, in one transaction: durable when left, nothing of it there after an exception.

    `interview` is the uid of the interview that it belongs to, `undoes` the uid of the change it takes back.
    """
    with store.writing():
        yield Change(store, verb, author, interview, undoes)


def new_uid() -> str:
    """A UUIDv7 (RFC 9562) for a new thing, made before the first attempt to write it."""
    return next_uid(None)


def next_uid(last: str | None) -> str:
    """A UUIDv7 that is greater than `last`, also when the clock went back: then a millisecond later."""
    milliseconds = time.time_ns() // 1_000_000
    if last:
        milliseconds = max(milliseconds, int(last[:8] + last[9:13], 16) + 1)
    noise = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | 0x7 << 76 | (noise >> 64 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def checksum(values: Iterable[Any]) -> int:
    """The crc32 of a row's stored values in column order, as a JSON array.

    Flags count as 0 and 1, and 2.0 as 2, because a column of fractions gives back 2.0 for a 2. NULLs at the
    end are left out, so that a new empty column changes no checksum.
    """
    content = [_ENCODED.get(value.__class__, _encoded)(value) for value in values]
    while content and content[-1] == "null":
        content.pop()
    return crc32(f"[{','.join(content)}]".encode("ascii"))


def row_checksum(store: Store, table: str, row: Row) -> int:
    """The checksum that this row of the table ought to carry."""
    return checksum(row.get(column) for column in store.columns_of(table) if column not in ("id", "checksum"))


def _encoded(value: Any) -> str:
    """Any value as `encoded` writes it, flags and whole fractions as whole numbers."""
    whole = isinstance(value, bool) or (isinstance(value, float) and value.is_integer())
    return encoded(int(value) if whole else value)


# What most values are: every row that is written or read is counted, and an encoder costs more than its work.
_ENCODED: dict[type, Callable[[Any], str]] = {
    str: encode_basestring_ascii,
    int: repr,
    type(None): lambda _: "null",
}


def refers_to(table: str, field: str) -> str | None:
    """The table whose rows this column points at, or None."""
    return None if (table, field) in PLAIN else REFERENCES.get(field)


def portable(store: Store, field: str, value: Any, table: str = "") -> Any:
    """A field's value as it is written down for every laptop: a reference becomes the uid it points at."""
    target = refers_to(table, field)
    if value is None or target is None:
        return value
    return store.value(f"SELECT uid FROM {target} WHERE id = :id", id=value)


def local(store: Store, field: str, value: Any, table: str = "") -> Any:
    """The other way round: a uid becomes this store's key."""
    target = refers_to(table, field)
    if value is None or target is None:
        return value
    return store.value(f"SELECT id FROM {target} WHERE uid = :uid", uid=value)


def write(store: Store, table: str, **values: Any) -> int:
    """Write a row and its checksum, in the caller's transaction; gives its key. Commands use `Change.insert`."""
    row = values | {"checksum": row_checksum(store, table, values)}
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    key: int = store.value(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id", **row)
    return key


def overwrite(store: Store, table: str, row: Row, changed: Row) -> None:
    """Give a row's columns other values, and its checksum; keeps no history. Commands use `Change.revise`."""
    new = changed | {"checksum": row_checksum(store, table, row | changed)}
    settings = ", ".join(f"{name} = :{name}" for name in new)
    store.run(f"UPDATE {table} SET {settings} WHERE id = :id", **new, id=row["id"])
