"""What the tests of the commands share: one moment, one author, a workspace, an interview that runs in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from interviewkit import dbfile
from interviewkit.fieldwork import interviews
from interviewkit.paths import Location

NOW = "2026-11-21T10:00:00.000Z"
Begin = Callable[..., str]


@pytest.fixture(autouse=True)
def ann_types_at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command is typed by ann at ten o'clock."""
    monkeypatch.setenv("INTERVIEWKIT_AS", "ann")
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture
def begin(workspace: Location) -> Begin:
    """Begin an interview in the workspace without starting a process: `begin("Acme", topic="delivery")`."""

    def begun(customer: str, **known: object) -> str:
        with writable(workspace) as store:
            return interviews.start(store, "ann", interviews.Opening(customer, **known)).ref  # type: ignore[arg-type]  # a test passes what fits

    return begun


@pytest.fixture
def acme(begin: Begin) -> str:
    """The reference of a running interview with Acme about delivery."""
    return begin("Acme", topic="delivery")


@contextmanager
def writable(location: Location) -> Iterator[dbfile.Store]:
    """The store, open for writing."""
    with closing(dbfile.connect(location, write=True)) as store:
        yield store
