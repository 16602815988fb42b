"""The session in a real terminal when something dies, is locked or goes away: nothing that was typed is lost."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest
from session.at_the_table import Table, tags
from session.terminals import CTRL_D, DEATHS, Terminal, drafts, terminal

from interviewkit.paths import state_folder

WIDE = "שלום 日本語 👩‍💻 ça va"


@pytest.mark.parametrize("death", DEATHS)
def test_after_any_death_what_was_accepted_is_there_and_the_unfinished_line_comes_back(
    seat: Terminal, acme: Table, death: str
) -> None:
    seat.line("? how long")
    seat.line("a day #p")
    seat.until(lambda: acme.said() == ["a day"])
    seat.press(f"and every {WIDE}")
    seat.until(lambda: drafts() == [f"and every {WIDE}"])
    DEATHS[death](seat)
    code = seat.ends()
    assert code == {"kill -9": -9, "SIGTERM": 143}.get(death, 129)
    with terminal("resume", acme.ref) as again:
        again.shows("Q  how long")
        again.shows("1 entry")
        again.line(" night")
        again.until(lambda: acme.said() == ["a day", f"and every {WIDE} night"])
        assert acme.entry()["question"] == "how long"
        again.until(lambda: drafts() == [])


def test_a_line_that_was_stored_when_the_program_died_does_not_come_back(seat: Terminal, acme: Table) -> None:
    seat.line("a day #p")
    seat.until(lambda: acme.said() == ["a day"] and not drafts())
    DEATHS["kill -9"](seat)
    seat.ends()
    folder = state_folder() / "drafts"
    for uid, line in ((acme.entry()["uid"], "a day #p"), ("unknown", "not yet")):
        (folder / f"{acme.whole()['uid']}-ann.{uid}.txt").write_text(line, encoding="utf-8")
    with terminal("resume", acme.ref) as again:
        again.shows("1 entry")
        again.line(" stored")
        again.until(lambda: acme.said() == ["a day", "not yet stored"])


def test_a_line_that_was_on_its_way_when_the_program_died_comes_back(seat: Terminal, acme: Table) -> None:
    other = sqlite3.connect(acme.location.target, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    seat.line("a day #p")
    seat.until(lambda: [len(file.suffixes) for file in (state_folder() / "drafts").glob("*.txt")] == [2])
    DEATHS["kill -9"](seat)
    seat.ends()
    other.execute("ROLLBACK")
    other.close()
    with terminal("resume", acme.ref) as again:
        again.shows("> a day #p")
        again.line("3")
        again.until(lambda: acme.said() == ["a day"])
    assert tags(acme.entry()) == [("pain", 3, None, None, [])]


def test_while_the_store_is_locked_the_session_goes_on_and_the_line_goes_in_later(seat: Terminal, acme: Table) -> None:
    rescue = state_folder() / "rescue"
    other = sqlite3.connect(acme.location.target, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    seat.line("nobody can merge #p")
    seat.shows(f"the store is busy; your line is kept in {rescue}/")
    seat.line("and we wait")
    seat.shows("2 waiting")
    assert [file.read_text(encoding="utf-8") for file in rescue.glob("*")] == ["nobody can merge #p\nand we wait\n"]
    other.execute("ROLLBACK")
    other.close()
    seat.shows("the store takes lines again")
    seat.until(lambda: acme.said() == ["nobody can merge", "and we wait"])
    seat.until(lambda: not [*rescue.glob("*")])
    seat.line("now it works")
    seat.until(lambda: acme.said() == ["nobody can merge", "and we wait", "now it works"])


def test_while_the_store_is_away_the_session_goes_on_and_the_line_goes_in_by_itself(
    seat: Terminal, acme: Table
) -> None:
    path = Path(acme.location.target)
    away = path.rename(path.with_suffix(".away"))
    seat.line("nobody can merge #p")
    seat.shows("not stored yet, kept in")
    seat.shows("1 waiting")
    away.rename(path)
    seat.shows("the store takes lines again: 1 that waited are in")
    assert acme.said() == ["nobody can merge"]


def test_nothing_is_rescued_where_nothing_was_typed(acme: Table) -> None:
    Path(acme.location.target).write_bytes(b"SQLite format 3\0 of another kind")
    with terminal("resume", acme.ref) as seat:
        assert seat.ends() in {5, 6}
        assert seat.has("error:") == 1
    assert [*(state_folder() / "rescue").glob("*")] == []


def test_leaving_while_the_store_is_away_says_where_the_lines_are(seat: Terminal, acme: Table) -> None:
    path = Path(acme.location.target)
    path.rename(path.with_suffix(".away"))
    seat.line("nobody can merge #p")
    seat.shows("not stored yet, kept in")
    seat.press(CTRL_D)
    assert seat.ends() == 0
    (kept,) = (state_folder() / "rescue").glob("*")
    assert seat.has(f"1 line is not in the store; it is in {kept}: type it after resume") == 1
    assert kept.read_text(encoding="utf-8") == "nobody can merge #p\n"


@pytest.mark.parametrize("released", [True, False])
def test_leaving_while_the_store_is_locked_loses_no_line(seat: Terminal, acme: Table, released: bool) -> None:
    other = sqlite3.connect(acme.location.target, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for line in ("nobody can merge #p", "and we wait"):
        seat.line(line)
    seat.shows("2 waiting")
    if released:
        seat.press(CTRL_D)
    else:
        seat.process.send_signal(signal.SIGTERM)
    other.execute("ROLLBACK")
    other.close()
    assert seat.ends() == (0 if released else 143)
    kept = [file.read_text(encoding="utf-8") for file in (state_folder() / "rescue").glob("*")]
    left = [line for text in kept for line in text.splitlines()]
    assert acme.said() + left == ["nobody can merge", "and we wait"]
    assert seat.has("1 line is not in the store; it is in ") == len(left)
