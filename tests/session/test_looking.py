"""Looking at an interview that others write, in a file and on a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewkit import dbfile, recorder, references
from interviewkit.fieldwork import entries, interviews, roadmap
from interviewkit.fieldwork.notes import Note
from interviewkit.paths import Location
from interviewkit.session.looking import FILE_PACE, SERVER_PACE, Eye, Look


@pytest.fixture
def acme(location: Location) -> str:
    """The uid of a running interview with Acme."""
    with closing(dbfile.connect(location, write=True)) as store:
        return interviews.start(store, "ann", interviews.Opening("Acme")).uid


@pytest.fixture
def eye(location: Location, acme: str) -> Iterator[Eye]:
    """An eye on that interview."""
    eye = Eye(location, acme)
    yield eye
    eye.close()


def log(location: Location, answer: str) -> None:
    """Note an answer, over a connection of its own."""
    with closing(dbfile.connect(location, write=True)) as store:
        entries.log(store, "ann", references.interview(store, None), [Note(recorder.new_uid(), answer=answer)])


def answers(look: Look | None) -> list[str]:
    """What was said, in a look that saw something new."""
    assert look is not None
    assert look.seen is not None, look.trouble
    return [entry["answer"] for entry in look.seen.row["entries"]]


def test_it_sees_what_is_there_and_then_only_what_is_new(location: Location, eye: Eye) -> None:
    assert answers(eye.look()) == []
    assert eye.look() is None
    log(location, "we push")
    log(location, "then we wait")
    assert answers(eye.look()) == ["we push", "then we wait"]
    assert eye.look() is None
    assert eye.pace == (SERVER_PACE if location.is_server else FILE_PACE)


def test_it_sees_questions_that_were_left_names_and_the_roadmap(location: Location, eye: Eye) -> None:
    with closing(dbfile.connect(location, write=True)) as store:
        for question in ("why?", "how?"):
            interviews.stand(store, "ann", references.interview(store, None), question=question)
        for title in ("Faster builds", "Search"):
            roadmap.add(store, "ann", title)
        roadmap.edit(store, "ann", "search", status="dropped")
    look = eye.look()
    assert look is not None
    assert look.seen is not None
    assert look.seen.asked == {"why?", "how?"}
    assert look.seen.names == ("Acme",)
    assert look.seen.items == {"faster-builds": "Faster builds"}


def test_no_transaction_is_left_open(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with closing(dbfile.connect(sqlite, write=True)) as store:
        eye = Eye(sqlite, interviews.start(store, "ann", interviews.Opening("Acme")).uid)
    eye.look()
    log(sqlite, "nobody was in the way")
    eye.close()


def test_a_store_that_is_held_is_told_of_once_and_read_when_it_is_free(
    sqlite: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with closing(dbfile.connect(sqlite, write=True)) as store:
        eye = Eye(sqlite, interviews.start(store, "ann", interviews.Opening("Acme")).uid)
    eye.look()
    with closing(sqlite3.connect(sqlite.target, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert eye.look() == Look(None, f"{sqlite.shown} was busy for 0.05 seconds; try again")
        assert eye.look() is None
        assert eye.pace == SERVER_PACE
    assert answers(eye.look()) == []
    assert eye.pace == FILE_PACE
    eye.close()


def test_another_file_at_the_stores_place_is_read(sqlite: Location, template: Path) -> None:
    with closing(dbfile.connect(sqlite, write=True)) as store:
        eye = Eye(sqlite, interviews.start(store, "ann", interviews.Opening("Acme")).uid)
    eye.look()
    store_file, copy = Path(sqlite.target), Path(sqlite.target).with_name("restored.db")
    copy.write_bytes(store_file.read_bytes())
    log(Location(str(copy), copy.parent, "a test"), "restored")
    copy.replace(store_file)
    assert answers(eye.look()) == ["restored"]
    store_file.unlink()
    gone = Look(None, f"the store is gone; this goes on when it is back: {sqlite.shown}")
    assert eye.look() == gone
    store_file.write_bytes(template.read_bytes())
    look = eye.look()
    assert look is not None
    assert look.seen is None
    assert look.trouble.startswith("there is no interview")
    eye.close()
