"""The unfinished line on the disk, and the one that was on its way into the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewkit.session.draft import Draft


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def left(*stored: str, author: str = "ann") -> str:
    """What a new program finds of the author's line where these uids are in the store."""
    return Draft("i1", author).left(lambda uid: uid in stored)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_line_that_was_being_typed_is_left_and_an_empty_one_is_not(tmp_path: Path) -> None:
    draft = Draft("i1", "ann")
    draft.keep("half a li")
    assert (left(), left(), left(author="an"), left(author="bo")) == ("half a li", "half a li", "", "")
    draft.keep("")
    assert (left(), files(tmp_path)) == ("", [])


def test_a_line_that_was_sent_is_left_unless_it_is_stored(tmp_path: Path) -> None:
    for stored, found in (((), "nobody can merge #p"), (("u2",), "nobody can merge #p"), (("u1",), "")):
        draft = Draft("i1", "ann")
        draft.keep("nobody can merge #p")
        draft.send("u1")
        assert left(*stored) == found
        assert left() == found
        Draft("i1", "ann").keep("")
    assert files(tmp_path) == []


def test_what_arrived_is_left_only_as_it_came_back_to_the_prompt(tmp_path: Path) -> None:
    draft = Draft("i1", "ann")
    draft.keep("#p +nope")
    draft.send("u1")
    draft.arrived("#p +nope")
    assert (left(), files(tmp_path)) == ("#p +nope", ["i1-ann.txt"])
    draft.send("u2")
    draft.arrived()
    assert (left(), files(tmp_path)) == ("", [])


def test_a_line_sent_and_another_begun_are_both_left() -> None:
    draft = Draft("i1", "ann")
    draft.keep("first")
    draft.send("u1")
    draft.keep("sec")
    assert left() == "first\nsec"


def test_a_line_without_words_is_sent_without_a_file(tmp_path: Path) -> None:
    draft = Draft("i1", "ann")
    draft.send("u1")
    draft.arrived()
    assert files(tmp_path) == []
