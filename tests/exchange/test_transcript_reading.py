"""What reading a transcript tells beside its turns: speakers, encodings, labels that count, what is refused."""

from __future__ import annotations

import pytest
from exchange.transcript_texts import BUZZSPROUT, PLAIN, ZOOM, read, spoken

from interviewkit.errors import UsageError
from interviewkit.exchange import transcripts


def test_the_speakers_are_counted_with_their_first_words() -> None:
    found = read(ZOOM)
    assert found.speakers == [
        ("Jo Smith", 2, 5, "How does code reach production?"),
        ("Ann's iPhone (4)", 1, 9, "We push to main, QE & ops tag the golden build."),
    ]
    assert (found.unnamed, found.length, found.seldom) == (0, 9000, [])


def test_a_label_counts_when_it_recurs_or_was_named_and_never_when_it_was_refused() -> None:
    assert read(PLAIN).seldom == [("Bob Stone", 12)]
    assert [one.label for one in read(PLAIN, "bob stone").speakers] == ["Ann", "Jo", "Bob Stone"]
    assert [one.label for one in read(PLAIN, refused=("JO",)).speakers] == ["Ann"]


def test_where_nearly_every_turn_has_a_label_a_name_needs_no_second_time_but_a_note_does() -> None:
    found = read("Jo: how?\nAnn Lee: we push\nNote: she sighed\nSo how do we do that: wait\n")
    assert [one.label for one in found.speakers] == []
    short = read("Jo: how?\nAnn Lee: we push\n")
    assert [one.label for one in short.speakers] == ["Jo", "Ann Lee"]


def test_two_labels_of_one_person_are_one_turn_where_they_are_neighbours() -> None:
    found = read("Ann: a\nJo: b\nAnn Lee: c\nAnn: d\nAnn Lee: e\n")
    assert [turn.text for turn in found.turns(lambda label: (label or "")[:3])] == ["a", "b", "c\nd\ne"]


def test_talk_of_nobody_known_is_cut_into_paragraphs_at_pauses_and_ends_of_sentences() -> None:
    cue = "00:00:{:02d}.000 --> 00:00:{:02d}.000\n{}\n\n"
    words = "x" * 150
    text = "WEBVTT\n\n" + "".join(cue.format(at, at + 1, f"{words}{at}.") for at in (0, 1, 2, 3, 9))
    found = [turn.text for turn in read(text).turns(lambda label: label)]
    assert found == [f"{words}0. {words}1. {words}2.", f"{words}3.", f"{words}9."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_text_is_read_by_its_byte_order_mark_or_as_utf_8(encoding: str) -> None:
    text = BUZZSPROUT.replace("Travis", "Zoë")
    assert [one.label for one in read(text.encode(encoding)).speakers] == ["Zoë", "Sarah"]


def test_what_is_no_utf_8_is_read_as_cp1252_and_that_is_said() -> None:
    said: list[str] = []
    found = transcripts.read("Zoë: ja\nJo: ß\n".encode("cp1252"), said.append)
    assert [one.label for one in found.speakers] == ["Zoë", "Jo"]
    assert said == ["the text is not UTF-8 and was read as Windows-1252 (cp1252): look at its accents before you go on"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "line 1, column 1: the file is empty; look at it, or name another one"),
        (b"\xef\xbb\xbf \n\n", "line 1, column 1: the file is empty; look at it, or name another one"),
        (
            b"Ann: a\nJo: \0b\n",
            "line 2, column 5: a NUL byte; this is no text: save it as UTF-8, and import that",
        ),
        (b"PK\x03\x04", "this is a Word document or another zip file; save it as plain text, and import that"),
        (b"%PDF-1.7", "this is a PDF; save it as plain text, and import that"),
        (b"{\\rtf1", "this is a rich-text document; save it as plain text, and import that"),
        (b"WEBVTT\n\nNOTE x\n", "line 1, column 1: this WebVTT file holds no words; look at the file"),
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"".join(b"<v A%d>x\n" % number for number in range(501)),
            "line 504, column 1: more than 500 speakers; that is no conversation: look at the file",
        ),
    ],
)
def test_what_is_no_transcript_is_refused_with_its_place(data: bytes, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(data)
    assert str(refused.value) == sentence


def test_a_time_that_cannot_be_read_is_kept_as_text_and_counted() -> None:
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: a\n\n"
    found = read(f"{cue}00:99.000 --> x\nAnn: b\n\n9999:00:01.000 --> 9999:00:02.000\nc\n")
    assert spoken(found) == [(1000, "Ann", "a 00:99.000 --> x b 9999:00:01.000 --> 9999:00:02.000 c")]
    assert found.left_out == {"unreadable_times": 2}
