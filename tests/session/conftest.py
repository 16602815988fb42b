"""What the tests of the session share: one moment, one author, a table to sit at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from session.at_the_table import Table
from session.terminals import Terminal, terminal

from interviewkit.paths import Location
from interviewkit.session.loop import Loop

NOW = "2026-11-21T10:00:00.000Z"


@pytest.fixture
def table(workspace: Location, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """A running interview with Acme, begun at ten o'clock, where time stands still."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    table = Table(workspace)
    yield table
    table.clear()


@pytest.fixture
def loop(table: Table) -> Loop:
    """Ann's side of it."""
    return table.seat()


@pytest.fixture
def acme(workspace: Location, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A running interview with Acme, typed by ann."""
    monkeypatch.setenv("INTERVIEWKIT_AS", "ann")
    return Table(workspace)


@pytest.fixture
def seat(acme: Table) -> Iterator[Terminal]:
    """A terminal in which it runs, the first prompt there."""
    with terminal("resume", acme.ref) as opened:
        opened.shows("0 entries")
        yield opened
