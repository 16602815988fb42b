"""A note that is written as a line is read as the same note."""

from __future__ import annotations

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


SEVERITIES = st.sampled_from([None, 1, 2, 3])
TAKES = st.sampled_from([None, "3h", "6h-9h", "1.5d"])
PAINS = st.builds(Tagging, kind=st.just(Kind.PAIN), severity=SEVERITIES, links=LINKS)
PROBLEMS = st.builds(Tagging, kind=st.just(Kind.PROBLEM), severity=SEVERITIES, links=LINKS)
STEPS = st.builds(Tagging, kind=st.just(Kind.PROCESS), by=st.none() | WORDS, takes=TAKES, links=LINKS)
TAGS = st.tuples(PAINS, PROBLEMS, STEPS).flatmap(lambda tags: st.lists(st.sampled_from(tags), unique_by=id))
NOTES = st.builds(
    Note,
    uid=st.from_regex(r"[0-9a-f-]{1,40}", fullmatch=True),
    question=st.none() | SAID,
    answer=SAID,
    at=st.sampled_from(["2026-11-21T10:00:00.000Z", "1999-01-01T23:59:59.999Z"]),
    phase=st.none() | SAID,
    speaker=st.none() | SAID,
    verbatim=st.booleans(),
    evidence=st.none() | st.sampled_from(Evidence),
    labels=st.lists(SAID, max_size=2),
    aha=st.booleans(),
    tags=TAGS,
)


@given(NOTES)
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
