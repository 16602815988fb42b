"""A note that is written as a line is read as the same note."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewkit import dates
from interviewkit.errors import UsageError
from interviewkit.fieldwork.lines import note_of, notes_in, written
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.vocabulary import Evidence, Kind, Stance

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SAID = WORDS.filter(str.strip)
LINKS = st.lists(st.tuples(WORDS, st.sampled_from(Stance)), max_size=2)


@st.composite
def notes(draw: Callable[..., object]) -> Note:
    """Notes with everything that a line can hold."""
    hurts = draw(st.lists(st.sampled_from([Kind.PROBLEM, Kind.PAIN]), unique=True))
    severity = st.sampled_from([None, 1, 2, 3])
    tags = [Tagging(kind, severity=draw(severity), links=draw(LINKS)) for kind in hurts]  # type: ignore[arg-type, attr-defined]  # draw gives what the strategy makes
    if draw(st.booleans()):
        takes = draw(st.sampled_from([None, "3h", "6h-9h", "1.5d"]))
        tags.append(Tagging(Kind.PROCESS, by=draw(st.none() | WORDS), takes=takes, links=draw(LINKS)))  # type: ignore[arg-type]  # likewise
    return Note(
        uid=draw(st.from_regex(r"[0-9a-f-]{1,40}", fullmatch=True)),  # type: ignore[arg-type]  # likewise
        question=draw(st.none() | SAID),  # type: ignore[arg-type]  # likewise
        answer=draw(SAID),  # type: ignore[arg-type]  # likewise
        at=draw(st.sampled_from(["2026-11-21T10:00:00.000Z", "1999-01-01T23:59:59.999Z"])),  # type: ignore[arg-type]  # likewise
        phase=draw(st.none() | SAID),  # type: ignore[arg-type]  # likewise
        speaker=draw(st.none() | SAID),  # type: ignore[arg-type]  # likewise
        verbatim=bool(draw(st.booleans())),
        evidence=draw(st.none() | st.sampled_from(Evidence)),  # type: ignore[arg-type]  # likewise
        labels=draw(st.lists(SAID, max_size=2)),  # type: ignore[arg-type]  # likewise
        aha=bool(draw(st.booleans())),
        tags=tags,
    )


@given(notes())
def test_what_is_written_is_read_again(note: Note) -> None:
    line = written(note)
    (read,) = notes_in(f"\n{line}\r\n".encode(), str)
    assert read.line == 2
    read.line = None
    assert written(read) == line
    assert "\n" not in line


def test_a_note_without_a_moment_is_written_with_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:00:00Z")
    assert written(Note("u", answer="x")) == '{"uid": "u", "answer": "x", "at": "2026-11-21T10:00:00.000Z"}'
    assert dates.now() == "2026-11-21T10:00:00.000Z"


def test_every_text_goes_through_the_one_door() -> None:
    note = note_of(
        {
            "uid": "u",
            "question": "q",
            "answer": "a",
            "speaker": "s",
            "phase": "p",
            "labels": ["l"],
            "tags": [{"kind": "process", "by": "b", "links": [{"item": "i"}]}],
        },
        lambda text: f"<{text}>",
    )
    assert (note.question, note.answer, note.speaker, note.phase, note.labels) == ("<q>", "<a>", "<s>", "<p>", ["<l>"])
    assert (note.tags[0].by, note.tags[0].links) == ("<b>", [("<i>", Stance.SUPPORTS)])


@given(st.binary(max_size=60))
def test_any_bytes_are_notes_or_a_sentence(data: bytes) -> None:
    try:
        notes_in(data, str)
    except UsageError as error:
        assert str(error).startswith("line ")
        assert str(error).endswith("; nothing was stored")
