"""What the tests of the session share: one moment, one author, a table to sit at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from session.at_the_table import Table

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
