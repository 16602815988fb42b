"""The store fails in the middle of an interview: nothing that was typed is lost, and nothing goes in twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from session.at_the_table import DIM, WARNED, Table, tags, told

from interviewkit import dbfile
from interviewkit.dbfile import Store
from interviewkit.errors import StoreUnusable
from interviewkit.paths import state_folder
from interviewkit.session.loop import Loop
from interviewkit.session.outcomes import Told
from interviewkit.vocabulary import Kind


@contextmanager
def locked(table: Table) -> Iterator[str]:
    """Another program holds the store in a transaction that writes."""
    other = sqlite3.connect(table.location.target, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield "was busy for"
    finally:
        other.close()


@contextmanager
def vanished(table: Table) -> Iterator[str]:
    """The file is gone for a while, as on a disk that was pulled out."""
    path = Path(table.location.target)
    away = path.rename(path.with_suffix(".away"))
    try:
        yield "there is no store at"
    finally:
        away.rename(path)


@contextmanager
def full(table: Table) -> Iterator[str]:
    """SQLite may not add a page, and meets it as it meets a full disk."""

    def spoil(store: Store) -> None:
        pages = store.value("PRAGMA page_count")
        store.run(f"PRAGMA max_page_count = {pages}")

    with spoiled(table, spoil, lambda store: store.run("PRAGMA max_page_count = 1000000")):
        yield "is full"


@contextmanager
def read_only(table: Table) -> Iterator[str]:
    """SQLite may read only."""
    with spoiled(table, switched("ON"), switched("OFF")):
        yield "may not be written"


def switched(way: str) -> Callable[[Store], None]:
    """Switch writing off ("ON") or on again."""
    return lambda store: store.run(f"PRAGMA query_only = {way}")


@contextmanager
def spoiled(table: Table, fault: Callable[[Store], None], mended: Callable[[Store], None]) -> Iterator[None]:
    """Something is wrong with the store where it is open to be written, and whenever it is opened so."""
    table.fault = fault
    for store in table.opened:
        fault(store)
    try:
        yield
    finally:
        table.fault = None
        for store in table.opened:
            mended(store)


FAULTS = (locked, vanished, full, read_only)
LONG = "x" * 20_000  # needs pages that a full disk does not have


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits thirty seconds for a lock."""
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)


def rescued() -> list[str]:
    """What the rescue files hold, line by line."""
    folder = state_folder() / "rescue"
    return [line for file in sorted(folder.glob("*")) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_line_is_kept_and_goes_in_once_when_the_fault_is_gone(
    loop: Loop, table: Table, fault: Callable[[Table], object]
) -> None:
    loop.take("before")
    line = f"nobody can merge {LONG} #p3 +faster-builds"
    with fault(table) as sentence:  # type: ignore[attr-defined]  # each of them is a context manager
        outcome = loop.take(line)
        (warning,) = told(outcome, WARNED)
        assert warning.startswith(f"not stored yet, kept in {state_folder() / 'rescue'}/interviewkit-")
        assert sentence in warning
        assert (outcome.prefill, loop.notebook.waiting, rescued()) == ("", 1, [line])
        loop.notebook.retry()
        assert (loop.notebook.waiting, rescued()) == (1, [line])
    loop.notebook.retry()
    loop.notebook.retry()
    assert table.said() == ["before", f"nobody can merge {LONG}"]
    assert tags(table.entry()) == [("pain", 3, None, None, [("faster-builds", "supports")])]
    assert (loop.news(), loop.news()) == (["the store takes lines again: 1 that waited are in"], [])
    assert (loop.notebook.waiting, rescued()) == (0, [])


def test_everything_typed_meanwhile_goes_in_in_order_with_the_next_line(loop: Loop, table: Table) -> None:
    typed = [
        "? what then",
        "we wait",
        "#p3",
        "/park when? -- we wait",
        "/term golden build = the signed one",
        "/follow send notes by 2026-12-01",
        "/who Bo Wu, tester",
        "/phase walk-through",
        "and we wait again",
    ]
    with vanished(table):
        for line in typed:
            assert loop.take(line).prefill == ""
        loop.toggle(Kind.PROBLEM)
        loop.take("and again")
        assert rescued() == [*typed, "#problem", "and again"]
        assert (loop.question, loop.phase.title) == (None, "walk through")
    outcome = loop.take("now it works")
    assert told(outcome, DIM) == ["the store takes lines again: 11 that waited are in"]
    row = table.whole()
    assert [
        (entry["answer"], entry["question"], [tag["kind"] for tag in entry["tags"]]) for entry in row["entries"]
    ] == [
        ("we wait", "what then", ["pain"]),
        ("and we wait again", None, ["problem"]),
        ("and again", None, []),
        ("now it works", None, []),
    ]
    assert [(one["question"], one["why"]) for one in row["parked"]] == [("when?", "we wait")]
    assert [(one["word"], one["meaning"]) for one in row["terms"]] == [("golden build", "the signed one")]
    assert [one["title"] for one in row["follow_ups"]] == ["send notes"]
    assert [one["name"] for one in row["participants"]] == ["Ann Lee", "Bo Wu"]
    assert row["phase"] == "walk through"


def test_a_deed_that_was_done_though_it_was_told_as_failed_is_not_done_twice(
    loop: Loop, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed = dbfile.Store.writing

    @contextmanager
    def lying(store: Store) -> Iterator[Store]:
        with committed(store):
            yield store
        raise StoreUnusable("the answer got lost")

    typed = ("we wait", "#p3", "/park when? -- we wait", "/follow send notes", "/term QE = testers", "/who Bo, tester")
    for line in typed:
        monkeypatch.setattr(dbfile.Store, "writing", lying)
        loop.take(line)
        monkeypatch.undo()
        loop.notebook.retry()
    row = table.whole()
    assert [(entry["answer"], tags(entry)) for entry in row["entries"]] == [("we wait", [("pain", 3, None, None, [])])]
    assert (len(row["parked"]), len(row["follow_ups"]), len(row["terms"]), len(row["participants"])) == (1, 1, 1, 2)


def test_taking_back_and_ending_never_wait(loop: Loop, table: Table) -> None:
    loop.take("we wait")
    with read_only(table):
        assert loop.take("/undo").refused
        loop.take("/end")
        outcome = loop.take("/skip")
        assert (outcome.ended, loop.closing, loop.notebook.waiting) == (False, None, 0)
    loop.notebook.retry()
    assert (table.said(), table.whole()["ended_at"]) == (["we wait"], None)
    loop.take("/end")
    assert loop.take("/skip").ended


def test_what_waits_cannot_be_fixed_before_it_is_in(loop: Loop, table: Table) -> None:
    loop.take("before")
    with vanished(table):
        loop.take("we wiat")
        assert told(loop.take("/fix"), WARNED) == ["the last line waits for the store; once it is in, try again"]
    loop.notebook.retry()
    assert loop.take("/fix").prefill == "we wiat"


def test_what_the_store_refuses_in_the_end_stays_in_the_rescue_file(loop: Loop, table: Table) -> None:
    with vanished(table):
        loop.take("/answer 7 never asked")
        loop.take("we wait")
    loop.notebook.retry()
    (refusal, rest) = loop.news()
    assert refusal.startswith("“/answer 7 never asked” cannot be stored: there is no parked question 7 here")
    assert rest == "the store takes lines again: 1 that waited are in"
    assert rescued() == ["/answer 7 never asked"]
    assert (table.said(), loop.notebook.waiting) == (["we wait"], 0)


def test_where_no_disk_takes_the_line_it_stays_in_memory(
    loop: Loop, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewkit.rescue.keep", lambda *_: None)
    with vanished(table):
        (line,) = loop.take("we wait").told
        assert (line.tone, line.text.startswith("not stored yet, kept in memory only; it goes in by itself")) == (
            WARNED,
            True,
        )
    loop.notebook.retry()
    assert table.said() == ["we wait"]


def test_looking_around_tries_again_what_waits(loop: Loop, table: Table) -> None:
    loop.look()
    with vanished(table):
        loop.take("we wait")
    assert loop.look().told == ["the store takes lines again: 1 that waited are in"]
    assert loop.take("/status").told[0] == Told(
        "intern 1 of 5 · open   0 min of 60   1 entry  0 problem 0 process 0 pain   0 parked   0 words open"
    )


def test_when_the_fault_comes_back_only_what_is_not_in_yet_waits_on(loop: Loop, table: Table) -> None:
    with vanished(table):
        loop.take("one")
        loop.take(f"two {LONG}")
    with full(table):
        loop.notebook.retry()
        assert (loop.notebook.waiting, rescued(), table.said()) == (1, [f"two {LONG}"], ["one"])
    loop.notebook.retry()
    assert (rescued(), table.said()) == ([], ["one", f"two {LONG}"])


def test_a_line_that_still_waits_is_not_released(loop: Loop, table: Table) -> None:
    line = "we wait"
    with vanished(table):
        loop.take(line)
        loop.notebook.release(line)
        assert rescued() == [line]


def test_a_store_stays_open_until_another_file_lies_in_its_place(loop: Loop, table: Table) -> None:
    loop.take("one")
    (before,) = table.opened
    loop.take("two")
    assert table.opened == [before]
    path = Path(table.location.target)
    path.rename(path.with_suffix(".old"))
    path.write_bytes(path.with_suffix(".old").read_bytes())
    loop.take("three")
    assert (len(table.opened), table.opened == [before]) == (1, False)
    assert table.said() == ["one", "two", "three"]
