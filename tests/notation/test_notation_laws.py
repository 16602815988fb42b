"""What holds for every line: nothing vanishes, prose comes back byte for byte, time grows with the length."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from types import FrameType
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from notation.typing_notes import FASTER, KNOWN, LINES, PAIN3, WORDS, hints_of, marks, step

from interviewkit.notation.lines import Asked, Command, Known, Line, Marked, NextQuestion, Said
from interviewkit.notation.reading import parse, toggled
from interviewkit.vocabulary import Evidence, Kind, Stance

MANY = settings(max_examples=600)
EVERY_KIND = st.text() | LINES
# Written apart from the grammar on purpose: what the interface calls a marker, as one pattern.
ITEM = r"(?i:chk-120?|ux|2fa[-a-z]*|fas[-a-z]*|nightly-(b|r)[a-z]*|search(-[a-z]*)?)"
MARKER = re.compile(
    rf"(?i:#(p|pain|b|problem)[123]?|#(s|process))|[+=-]{ITEM}|~(?i:opinion|experience|shown|commitment)|&\w[\w\u0300-\u036f-]+"
    r'|\*|//|(?i:by|takes):(?:["“”„«»][^"“”„«»]+["“”„«»]|[^\s"“”„«»]+)'
)
TAG = re.compile(r"(?i:#(p|pain|b|problem)[123]?|#(s|process))")
QUOTES = '"“”„«»'
MARKS = {
    "#p3": marks(PAIN3),
    "by:QE takes:3h": marks(step("QE", "3h")),
    'by:"release engineering" #p3': marks(PAIN3, step("release engineering")),
    "* #p3 -search //": marks(PAIN3, links=(("search", Stance.CONTRADICTS),), aha=True, look=True),
    "+fas #p3 ~shown &builds": marks(PAIN3, links=(FASTER,), evidence=Evidence.SHOWN, labels=("builds",)),
}


@MANY
@given(EVERY_KIND)
@example('"a #p by:"')
@example("Ann:  « a day »  #p +nosuch  ")
def test_what_is_kept_and_what_is_taken_out_are_the_whole_line(typed: str) -> None:
    line = parse(typed, KNOWN)
    if isinstance(line, Said):
        assert line.text == "".join(typed[start:stop] for start, stop in line.kept)
        assert all(start < stop for start, stop in line.kept)
        edges = [0, *(edge for span in line.kept for edge in span), len(typed)]
        assert edges == sorted(edges)
        cuts = [typed[start:stop] for start, stop in list(pairwise(edges))[::2]]
        assert_only_markers_left(cuts[0], cuts[1:], line)
    elif isinstance(line, Marked):
        read = [token for token in tokens(typed) if token not in line.missed]
        assert all(MARKER.fullmatch(token) for token in read)
        assert all(token in tokens(typed) for token in line.missed)
    else:
        assert_all_words_are_there(typed, line)


def assert_only_markers_left(first: str, others: list[str], line: Said) -> None:
    """Before the text the speaker's name and a quotation mark may go; anywhere a marker; behind it a mark again."""
    if line.speaker:
        name, _, first = first.partition(":")
        named = " ".join(normalize("NFC", name).casefold().split())
        assert named in {line.speaker.casefold(), line.speaker.casefold().split()[0]}
    marked = [tokens(cut) for cut in (re.sub(rf"[{QUOTES}]\s*$", "", first) if line.verbatim else first, *others)]
    if line.verbatim:
        marked[-1] = tokens(re.sub(rf"^\s*[{QUOTES}]", "", others[-1]))
    assert all(MARKER.fullmatch(token) for cut in marked for token in cut)
    assert bool(line.marks.tags) == any(marked)


def assert_all_words_are_there(typed: str, line: Line) -> None:
    """A question and a command lose their sign and the blanks around them, nothing else."""
    bare = typed.strip()
    if isinstance(line, Asked):
        assert (bare[0], bare[1:].strip()) == ("?", line.question)
    elif isinstance(line, Command):
        size = len(line.name) + 1
        assert (bare[:size].casefold(), bare[size:].strip()) == (f"/{line.name}", line.rest)
    else:
        assert (bare, line) == ("?", NextQuestion())


def tokens(text: str) -> list[str]:
    """What blanks separate, quotation marks behind by: and takes: keeping theirs."""
    return [found[0] for found in re.finditer(r'(?i:by|takes):["“”„«»][^"“”„«»]*["“”„«»](?!\S)|\S+', text)]


@MANY
@given(EVERY_KIND)
def test_without_a_tag_or_a_step_at_the_end_a_line_is_its_text_byte_for_byte(typed: str) -> None:
    marked = any(TAG.fullmatch(token) or token.casefold().startswith(("by:", "takes:")) for token in tokens(typed))
    alone = all(MARKER.fullmatch(token) or (token[0] in "#+=~&-" and token[1:2].isalpha()) for token in tokens(typed))
    line = parse(typed, Known(duration=KNOWN.duration, items=KNOWN.items))
    if not marked and not alone and not typed.lstrip().startswith("?"):
        assert isinstance(line, Said)
        quoted = typed.strip()[1:-1].strip() if line.verbatim else typed
        assert (line.text, line.speaker) == (quoted, None)
        assert line.marks == marks()


@MANY
@given(WORDS, st.sampled_from(sorted(MARKS)), st.sampled_from((" ", "  ", "\t", "\n", "\u00a0")))
def test_markers_behind_prose_give_exactly_the_prose_and_the_marks(words: str, marker: str, blank: str) -> None:
    line = parse(f"{words}{blank}{marker}", KNOWN)
    assert line == Said(words, marks=MARKS[marker])
    assert hints_of(line) == []


@MANY
@given(LINES, LINES)
def test_prose_before_a_word_is_never_read(before: str, after: str) -> None:
    assume(not re.search(rf"(by|takes):[{QUOTES}]", before))
    line = parse(f"x {before} word {after}", KNOWN)
    assert isinstance(line, Said)
    assert line.text.startswith(f"x {before} word")


@given(LINES, st.sampled_from(Kind))
def test_switching_a_tag_twice_leaves_the_words(typed: str, kind: Kind) -> None:
    line = parse(typed, KNOWN)
    if isinstance(line, Said) and kind not in {tag.kind for tag in line.marks.tags} and line.marks.tags:
        on = parse(toggled(typed, kind, KNOWN), KNOWN)
        assert isinstance(on, Said)
        assert on.text == line.text
        assert {tag.kind for tag in on.marks.tags} == {tag.kind for tag in line.marks.tags} | {kind}
        assert parse(toggled(toggled(typed, kind, KNOWN), kind, KNOWN), KNOWN) == line


@pytest.mark.parametrize(
    "word", ["word", "+nosuch", "#p", "+fas", 'by:"', "by:“QE", 'by:"a b"', "Ann:", '"', "&builds"]
)
def test_the_steps_grow_with_the_words(word: str) -> None:
    few, many = (steps(" ".join([word] * count) + " #p") for count in (1000, 4000))
    assert many < 4.1 * few


def steps(typed: str) -> int:
    """How many lines of Python run until the line is parsed."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(typed, KNOWN)
    finally:
        sys.settrace(before)
    return count
