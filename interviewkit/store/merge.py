"""Two stores become one: the union of what was ever accepted, then the newest value of whatever was touched.

Changes, rows and revisions are united by uid, so that merging in any order, any number of times, gives the
same store. Where two changes made the same subject, both first versions become revisions and the older change
keeps the row. Numbers and slugs given twice are told apart by the age of the changes that gave them. What was
forgotten in one store goes from the other as well, with everything that cannot stand without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from json import loads
from pathlib import Path
from typing import Any

from sqlalchemy import Table, UniqueConstraint

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.queries.conflicts import conflicts
from interviewkit.store import standing
from interviewkit.store.models import Kept

JOURNAL = ("change", "revision", "forgotten")
TABLES: dict[str, Table] = {table.name: table for table in Kept.metadata.sorted_tables if table.name not in JOURNAL}
BOOKKEEPING = frozenset({"id", "uid", "change", "checksum"})
IDENTITY = frozenset({"slug", "number", "twin"})  # what a reference is written with: the older change's stays

# Revisions by (subject, field), then by the uid of their change; those still to be written have no id.
Values = dict[tuple[str, str], dict[str, Row]]


@dataclass(slots=True)
class Counts:
    """What a merge brought: new changes, rows by table, revisions, subjects forgotten; conflicts now open.

    `changed` is the number of things that were there and of which something new is known now.
    """

    changes: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    revisions: int = 0
    forgotten: int = 0
    changed: int = 0
    conflicts: int = 0


def merge(into: Store, other: Store) -> Counts:
    """Bring everything that `other` holds into a store; `other` is only read.

    All of it happens or nothing does. Errors: UsageError when both are one file, StoreUnusable, StoreDamaged.
    """
    if _same_file(into, other):
        raise UsageError(f"{other.location.shown} is this store itself; name another: interviewkit merge OTHER.db")
    theirs = everything(other)
    with into.writing():
        return unite(into, theirs)


def everything(other: Store) -> dict[str, list[Row]]:
    """All rows of a store by table, of one state of it."""
    with other.reading():
        return {name: other.rows(f"SELECT * FROM {name} ORDER BY id") for name in (*JOURNAL, *TABLES)}


def unite(into: Store, theirs: dict[str, list[Row]]) -> Counts:
    """`merge` with what `everything` gave, inside the caller's transaction."""
    with standing_anew(into) as parking:
        return _Merge(into, standing.lifted(theirs), parking).run()


@contextmanager
def standing_anew(store: Store) -> Iterator[Callable[[], int]]:
    """Everything stands where it was written; in the end where it belongs, told apart from what is numbered alike.

    Gives what a twin is parked by until then; inside the caller's transaction.
    """
    parking = count(standing.PARKED + 1).__next__
    standing.lift(store, parking)
    yield parking
    standing.settle(store, parking)
    for table, alike in twin_groups().items():
        standing.tell_apart(store, table, alike, parking)


@cache
def references(table: str) -> dict[str, str]:
    """The table's columns that point at another row of a study, each with the table that it points at."""
    keys = (key for key in TABLES[table].foreign_keys if key.parent.name != "change")
    return {key.parent.name: key.column.table.name for key in keys}


@cache
def required(table: str) -> dict[str, str]:
    """Those of them without which the row cannot stand."""
    return {name: to for name, to in references(table).items() if not TABLES[table].columns[name].nullable}


@cache
def needed(table: str) -> dict[str, str]:
    """Those without which a row that has them cannot stand: a seat in a workshop is a customer's or a member's."""
    return required(table) | ({"customer": "customer"} if table == "workshop_seat" else {})


def twin_groups() -> dict[str, tuple[str, ...]]:
    """The tables whose numbers or slugs may be given twice, each with the columns that are then alike."""
    groups = {}
    for name, table in TABLES.items():
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint) and "twin" in constraint.columns:
                groups[name] = tuple(column.name for column in constraint.columns if column.name != "twin")
    return groups


class _Merge:
    """One merge under way: `theirs` are the other store's rows by table, with that store's keys."""

    def __init__(self, into: Store, theirs: dict[str, list[Row]], parking: Callable[[], int]) -> None:
        self.into = into
        self.theirs = theirs
        self.counts = Counts()
        self.their_change = {row["id"]: row["uid"] for row in theirs["change"]}
        self.their_uid = {table: {row["id"]: row["uid"] for row in theirs[table]} for table in TABLES}
        self.change_key = self._unite_changes()
        self.change_uid = {key: uid for uid, key in self.change_key.items()}
        self.mine = _by_field(into.rows("SELECT * FROM revision"), self.change_uid)
        self.others = _by_field(theirs["revision"], self.their_change)
        self.keys: dict[str, dict[str, int]] = {}
        self.gone: set[str] = set()
        self.new: set[str] = set()
        self.touched: set[tuple[str, str]] = set()
        self.groups = twin_groups()
        self._parking = parking

    def run(self) -> Counts:
        """Everything, in the order in which one step needs the other."""
        self._forget()
        for table in TABLES:
            self._unite_rows(table)
        self._unite_revisions()
        self._show_newest()
        self.counts.changed = len({subject for subject, _ in self.touched} - self.new)
        self.counts.conflicts = len(conflicts(self.into))
        return self.counts

    def _unite_changes(self) -> dict[str, int]:
        keys: dict[str, int] = {row["uid"]: row["id"] for row in self.into.rows("SELECT id, uid FROM change")}
        for row in self.theirs["change"]:
            if row["uid"] not in keys:
                values = {name: value for name, value in row.items() if name not in ("id", "checksum")}
                keys[row["uid"]] = recorder.write(self.into, "change", **values)
                self.counts.changes += 1
        return keys

    # Forgetting

    def _forget(self) -> None:
        told = {row["subject"]: row for row in self.into.rows("SELECT * FROM forgotten")}
        wanted = {subject: self.change_uid.get(row["change"]) for subject, row in told.items()}
        for row in self.theirs["forgotten"]:
            uids = (wanted.get(row["subject"]), self.their_change.get(row["change"]))
            wanted[row["subject"]] = min((uid for uid in uids if uid), default=None)
        self.gone = set(wanted)
        if not self.gone:
            return
        ours = {table: self.into.rows(f"SELECT * FROM {table}") for table in TABLES}
        our_uid = {table: {row["id"]: row["uid"] for row in ours[table]} for table in TABLES}
        for table in TABLES:  # what is pointed at comes before what points at it
            self._fell_with(table, ours[table], our_uid)
            self._fell_with(table, self.theirs[table], self.their_uid)
        self._remember(told, {subject: wanted.get(subject) for subject in self.gone})
        self._scrub_revisions()
        self._scrub_rows(ours)

    def _fell_with(self, table: str, rows: list[Row], uids: dict[str, dict[int, str]]) -> None:
        """Forget too what, in any of its versions, pointed at something forgotten that it needs."""
        for row in rows:
            subject = f"{table}:{row['uid']}"
            for name, to in needed(table).items():
                named = {uids[to].get(row[name])}
                for versions in (self.mine, self.others):
                    named |= {loads(one["value"]) for one in versions.get((subject, name), {}).values()}
                if any(f"{to}:{uid}" in self.gone for uid in named):
                    self.gone.add(subject)

    def _remember(self, told: dict[str, Row], wanted: dict[str, str | None]) -> None:
        for subject, uid in sorted(wanted.items()):
            change = self.change_key[uid] if uid else None
            if subject not in told:
                recorder.write(self.into, "forgotten", subject=subject, change=change)
                self.counts.forgotten += 1
            elif told[subject]["change"] != change:
                recorder.overwrite(self.into, "forgotten", told[subject], {"change": change})

    def _scrub_revisions(self) -> None:
        """Take out the values of what is forgotten, and the references to it."""
        for versions in (self.mine, self.others):
            for subject, name in [key for key in versions if key[0] in self.gone]:
                for row in versions.pop((subject, name)).values():
                    if versions is self.mine:
                        self.into.run("DELETE FROM revision WHERE id = :id", id=row["id"])
            for (subject, name), by_change in versions.items():
                to = references(subject.partition(":")[0]).get(name)
                for row in by_change.values() if to else ():
                    if f"{to}:{loads(row['value'])}" in self.gone:
                        if versions is self.mine:
                            recorder.overwrite(self.into, "revision", row, {"value": "null"})
                        row["value"] = "null"

    def _scrub_rows(self, ours: dict[str, list[Row]]) -> None:
        """Take out our rows that are forgotten, after every reference to them."""
        lost = {table: {row["id"] for row in ours[table] if f"{table}:{row['uid']}" in self.gone} for table in TABLES}
        for table in TABLES:
            optional = references(table).items() - needed(table).items()
            for row in ours[table]:
                pointers = {name: None for name, to in optional if row[name] in lost[to]}
                if pointers:
                    recorder.overwrite(self.into, table, row, pointers)
        for table in reversed(TABLES):
            for key in lost[table]:
                self.into.run(f"DELETE FROM {table} WHERE id = :id", id=key)

    # Rows

    def _unite_rows(self, table: str) -> None:
        ours = {row["uid"]: row for row in self.into.rows(f"SELECT * FROM {table}")}
        self.keys[table] = {uid: row["id"] for uid, row in ours.items()}
        to = references(table)
        pointing = []
        for row in self.theirs[table]:
            subject = f"{table}:{row['uid']}"
            if row["uid"] in ours:
                self._meet(table, subject, ours[row["uid"]], row)
            elif subject not in self.gone:
                inside = {name: row[name] for name in to if to[name] == table and row[name] is not None}
                key = recorder.write(self.into, table, **self._translated(table, row))
                self.keys[table][row["uid"]] = key
                pointing.append((key, inside))
                self.counts.rows[table] += 1
                self.new.add(subject)
        for key, inside in pointing:
            self._point_inside(table, key, inside)

    def _translated(self, table: str, row: Row) -> Row:
        """Their row with our keys, its twin yet to be told; references inside the table come later."""
        values = {name: value for name, value in row.items() if name not in ("id", "checksum")}
        values["change"] = self.change_key[self.their_change[row["change"]]]
        for name, to in references(table).items():
            values[name] = None if to == table else self._our_key(to, self.their_uid[to].get(row[name]))
        if table in self.groups:
            values["twin"] = self._parking()
        return values

    def _point_inside(self, table: str, key: int, inside: Row) -> None:
        found = {name: self._our_key(table, self.their_uid[table][value]) for name, value in inside.items()}
        if found:
            stored = self.into.row(f"SELECT * FROM {table} WHERE id = :id", id=key)
            recorder.overwrite(self.into, table, stored or {}, found)

    def _meet(self, table: str, subject: str, our: Row, their: Row) -> None:
        """A subject that both have; where two changes made it, both first versions are written down."""
        ours, theirs = self.change_uid[our["change"]], self.their_change[their["change"]]
        if ours == theirs:
            return
        for name in sorted(their.keys() - BOOKKEEPING - IDENTITY):
            our_value = recorder.portable(self.into, name, our[name], table)
            _first(self.mine, subject, name, ours, our_value)
            _first(self.others, subject, name, theirs, self._their_value(table, name, their[name]))
        if theirs < ours:
            older = {"change": self.change_key[theirs]} | {name: their[name] for name in IDENTITY & their.keys()}
            if table in self.groups:
                older["twin"] = self._parking()
            recorder.overwrite(self.into, table, our, older)

    def _their_value(self, table: str, name: str, value: Any) -> Any:
        """A value of theirs as every laptop writes it down."""
        to = references(table).get(name)
        if to is None:
            return value
        uid = self.their_uid[to].get(value)
        return None if f"{to}:{uid}" in self.gone else uid

    # Values

    def _unite_revisions(self) -> None:
        for source, present in ((self.mine, {}), (self.others, self.mine)):
            for key, by_change in source.items():
                for change, row in by_change.items():
                    if (source is self.mine and "id" in row) or change in present.get(key, {}):
                        continue
                    self._write_revision(change, row)
                    self.touched.add(key)

    def _write_revision(self, change: str, row: Row) -> None:
        values = {name: row[name] for name in ("subject", "field", "value", "replaces")}
        recorder.write(self.into, "revision", change=self.change_key[change], **values)
        self.counts.revisions += 1

    def _show_newest(self) -> None:
        """Let every row that was touched show, of every such field, the value of the greatest change."""
        fields = defaultdict(list)
        for subject, name in sorted(self.touched):
            fields[subject].append(name)
        for subject, names in fields.items():
            table, _, uid = subject.partition(":")
            row = self.into.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid) or {}
            shown = {name: self._newest(table, subject, name) for name in names}
            changed = {name: value for name, value in shown.items() if row[name] != value}
            if changed.keys() & set(self.groups.get(table, ())):
                changed["twin"] = self._parking()
            if changed:
                recorder.overwrite(self.into, table, row, changed)

    def _newest(self, table: str, subject: str, name: str) -> Any:
        versions = self.others.get((subject, name), {}) | self.mine.get((subject, name), {})
        value = loads(versions[max(versions)]["value"])
        to = references(table).get(name)
        return self._our_key(to, value) if to else value

    def _our_key(self, table: str, uid: str | None) -> int | None:
        """Our key for what every laptop calls by this uid; None for what was forgotten."""
        return None if uid is None else self.keys[table].get(uid)


def _by_field(rows: list[Row], changes: dict[int, str]) -> Values:
    """Revisions by subject and field, and there by the uid of their change."""
    found: Values = {}
    for row in rows:
        found.setdefault((row["subject"], row["field"]), {})[changes[row["change"]]] = row
    return found


def _first(versions: Values, subject: str, name: str, change: str, value: Any) -> None:
    """A field's first version, unless it was written down when the field was revised."""
    if (subject, name) not in versions:
        row = {"subject": subject, "field": name, "value": recorder.encoded(value), "replaces": None}
        versions[subject, name] = {change: row}


def _same_file(one: Store, other: Store) -> bool:
    if one.is_server or other.is_server:
        return False
    return Path(one.location.target).samefile(other.location.target)
