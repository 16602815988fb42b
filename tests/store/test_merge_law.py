"""Whatever happened on three laptops: merged in any order, any number of times, they agree and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from histories import WRITTEN, examine
from hypothesis import Phase
from replicas import Clock

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.store import merge, standing


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """One clock for all laptops, which may go back; tables that no action writes are left out, for speed."""
    monkeypatch.setattr(merge, "TABLES", {name: merge.TABLES[name] for name in merge.TABLES if name in WRITTEN})
    found = Clock()
    found.rule(monkeypatch.setattr)
    yield found


def test_three_laptops_agree_and_lose_nothing_in_whatever_order_they_are_merged(
    template: Path, tmp_path: Path, clock: Clock
) -> None:
    examine(template, tmp_path, clock, 120)


def last_writer_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The value that was written latest by the laptops' clocks shows."""
    newest = merge._Merge._newest

    def latest(self: merge._Merge, table: str, subject: str, name: str) -> Any:
        moments = {row["uid"]: row["at"] for row in self.into.rows("SELECT uid, at FROM change")}
        versions = self.others.get((subject, name), {}) | self.mine.get((subject, name), {})
        winner = max(versions, key=lambda uid: moments[uid])
        self.mine[subject, name] = {winner: versions[winner]}
        self.others.pop((subject, name), None)
        return newest(self, table, subject, name)

    monkeypatch.setattr(merge._Merge, "_newest", latest)


def first_versions_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision says only what is new, not what was there before."""
    write = recorder.write

    def only_later(store: Any, table: str, **values: Any) -> int:
        first = table == "revision" and values.get("replaces") is None
        return 0 if first else write(store, table, **values)

    monkeypatch.setattr(recorder, "write", only_later)


def edits_leave_things_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit says nothing about a deletion."""
    revise = recorder.Change._revise

    def silent(self: recorder.Change, table: str, row: Row, name: str, value: Any) -> None:
        if name != "deleted" or value != row["deleted"]:
            revise(self, table, row, name, value)

    monkeypatch.setattr(recorder.Change, "_revise", silent)


def twins_are_told_apart_by_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that bear the same number, the one that was here before is the first."""
    tell = standing.tell_apart

    def by_key(store: Store, table: str, alike: Any, parking: Any) -> None:
        rows = store.rows

        def reordered(sql: str, **values: Any) -> list[Row]:
            return rows(sql.replace("h.uid, t.uid)", "t.id)"), **values)

        store.rows = reordered  # type: ignore[method-assign]  # only the query of this step is changed
        try:
            tell(store, table, alike, parking)
        finally:
            store.rows = rows  # type: ignore[method-assign]  # as it was

    monkeypatch.setattr(standing, "tell_apart", by_key)


@pytest.mark.parametrize(
    "mutation",
    [
        last_writer_wins,
        first_versions_are_not_kept,
        edits_leave_things_deleted,
        twins_are_told_apart_by_arrival,
    ],
)
def test_the_law_catches_a_broken_rule(
    mutation: Callable[[pytest.MonkeyPatch], None],
    template: Path,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mutation(monkeypatch)
    with pytest.raises(AssertionError):
        examine(template, tmp_path, clock, 400, (Phase.generate,))
