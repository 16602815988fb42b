"""Laws of reading transcripts: no text breaks a reader, nothing vanishes, memory stays flat."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviewkit.errors import UsageError
from interviewkit.exchange import notes, transcripts

SNIPPETS = st.sampled_from(
    [
        *(
            "WEBVTT",
            "NOTE",
            "STYLE",
            "REGION",
            "-->",
            "00:00:01.000 --> 00:00:02.000",
            "1:2",
            "00:01,5 --> 9:9",
            "1",
            "-1.",
        ),
        *(
            "<v Ann>",
            "</v>",
            "<v",
            ">>",
            ">",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "{\\an8}",
            "<c",
            "Ann: ",
            "Jo：",
            "**Bob:** ",
        ),
        *(
            "Ann  0:31",
            "[1:02:03] Jo",
            "00:05:00",
            "### ",
            "Attendees",
            "Transcription ended after 1",
            "---",
            "Q: ",
            "A: ",
        ),
        *(
            "- ",
            "_a_",
            "*b*",
            "> ",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\t",
            "?",
            "x",
            "\ud83d",
            "é",
            "😀",
            "\u2028",
            "\x1b",
            "\ufeff",
        ),
    ]
)
FILES = st.lists(SNIPPETS | st.text(max_size=8), max_size=30).map("".join)
BYTES = FILES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=200)
NAMES = st.sampled_from(["Ann Lee", "Jo", "Bob Stone"])
WORDS = st.lists(
    st.sampled_from(["we", "push", "to", "main,", "QE", "tags.", "why?", "a & b", "«oui»", "一日"]), min_size=1
).map(" ".join)
TALK = st.lists(st.tuples(NAMES, WORDS), min_size=2, max_size=12)


def merged(talk: list[tuple[str, str]], glue: str) -> list[tuple[str, str]]:
    """The talk with neighbours of one name put together."""
    turns: list[tuple[str, str]] = []
    for name, words in talk:
        if turns and turns[-1][0] == name:
            turns[-1] = (name, f"{turns[-1][1]}{glue}{words}")
        else:
            turns.append((name, words))
    return turns


def as_webvtt(talk: list[tuple[str, str]]) -> str:
    """The talk as Teams would write it."""
    cues = (
        f"00:{place:02d}:01.000 --> 00:{place:02d}:09.000\n<v {name}>{words.replace('&', '&amp;')}</v>\n"
        for place, (name, words) in enumerate(talk)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def as_srt(talk: list[tuple[str, str]]) -> str:
    """The talk as SRT with a name in each block."""
    return "\n".join(
        f"{place}\n00:{place:02d}:01,000 --> 00:{place:02d}:02,000\n{name}: {words}\n"
        for place, (name, words) in enumerate(talk)
    )


def as_otter(talk: list[tuple[str, str]]) -> str:
    """The talk as Otter would write it."""
    return "".join(f"{name}  {place}:01\n{words}\n\n" for place, (name, words) in enumerate(talk))


def as_plain(talk: list[tuple[str, str]]) -> str:
    """The talk as a person would write it."""
    return "".join(f"{name}: {words}\n" for name, words in talk)


@given(BYTES)
@settings(max_examples=400, derandomize=True, deadline=None)
@example(b"WEBVTT\n\n<v &#0;>x")
@example(b"---\nAnn: x\n---\n")
def test_every_file_gives_a_result_or_a_sentence_with_its_place(data: bytes) -> None:
    for read in (transcripts.read, notes.read):
        try:
            found = read(data, lambda _: None)
        except UsageError as error:
            assert str(error).startswith(("line ", "this is "))
            continue
        said = found.said() if isinstance(found, notes.Notes) else found.turns(lambda label: label)
        for one in said:
            assert one[0] is not None or one[1] is not None
            for text in one:
                if isinstance(text, str):
                    text.encode()
                    assert "\0" not in text


@pytest.mark.parametrize(
    ("written", "format", "glue"),
    [(as_webvtt, "WebVTT", " "), (as_srt, "SRT", " "), (as_otter, "Otter", "\n\n"), (as_plain, "plain text", "\n")],
)
@given(talk=TALK)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_a_talk_that_was_written_down_reads_back_in_every_format(
    written: Callable[[list[tuple[str, str]]], str], format: str, glue: str, talk: list[tuple[str, str]]
) -> None:
    found = transcripts.read(written(talk).encode(), pytest.fail, named=["Ann Lee", "Jo", "Bob Stone"])
    assert found.format == format
    assert [(turn.speaker, turn.text) for turn in found.turns(lambda label: label)] == merged(talk, glue)


@given(st.lists(WORDS | st.just(""), min_size=1, max_size=20), st.sampled_from(["", "WEBVTT\n\n"]))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_no_word_of_plain_talk_vanishes(lines: list[str], before: str) -> None:
    text = before + "\n".join(lines)
    try:
        found = transcripts.read(text.encode(), pytest.fail)
    except UsageError:
        assert not any(lines)
        return
    kept = " ".join(turn.text for turn in found.turns(lambda label: label)).split()
    assert kept == [word for line in lines for word in line.split()]


CROWDED = {
    "short turns": "A: x\nB: y\n" * 2_400,
    "letters": "a\n" * 12_000,
    "paragraphs": "ab\n\n" * 6_000,
    "all different labels": "".join(f"A{number}: x\n" for number in range(9_000)),
    "voices": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>x<v B>y" * 2_000,
    "changes": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + " >> x" * 4_800,
    "one wide sign": "A: x\nB: y\n" * 2_400 + "😀",
    "stars": "*" * 24_000,
    "items": "- a\n" * 6_000,
    "no cue": "-->\n" * 6_000,
}


@pytest.mark.parametrize("text", CROWDED.values(), ids=CROWDED)
def test_no_file_takes_more_than_ten_times_its_size_in_memory(text: str) -> None:
    data = text.encode()
    for read in (transcripts.read, notes.read):
        read(b"Ann: x\nJo: y", pytest.fail)  # tables are made once
        tracemalloc.start()
        try:
            found = read(data, lambda _: None)
            for _ in found.said() if isinstance(found, notes.Notes) else found.turns(lambda label: label):
                pass
        except UsageError:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10 * len(data) + 150_000
