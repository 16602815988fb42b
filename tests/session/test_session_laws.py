"""Whatever is typed: what the store holds and the markers make up the line again."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from session.at_the_table import Table, tags

from interviewkit.dbfile import Row
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.notation.lines import Marked, Marks, Said
from interviewkit.notation.reading import parse
from interviewkit.session.loop import Loop

ENDS = ("#p", "#b3 #s", "by:QE takes:3h", "#p3 +faster-builds -nightly-reports", "#p ~shown &builds * //", "+nosuch #p")
PROSE = ("we push", "#p", "C#", "+fas", "--all", "-5", "~", "*", "?", '"', "[", "]", "Ann:", "/var", "שלום", "日本")
WORDS = st.text(max_size=40) | st.lists(st.sampled_from(PROSE) | st.text(max_size=5), max_size=6).map(" ".join)
LINES = WORDS | st.tuples(WORDS, st.sampled_from(ENDS)).map(" ".join)
QUOTES = '"“”„«»'


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
@example("nul \0 and \ud800 sign #p")
@example("Ann:  « a day »  #p3 +nosuch  ")
@example("שלום #p3 ~shown &builds * // +faster-builds")
def test_what_is_stored_and_the_markers_make_up_the_line_again(loop: Loop, table: Table, typed: str) -> None:
    loop.warm()
    line = re.sub("[\ud800-\udfff]", "\ufffd", typed.replace("\0", "␀"))
    read = parse(line, loop.hearing.known)
    if not isinstance(read, Said) or not line.strip():
        return
    before = len(table.said())
    outcome = loop.take(typed)
    assert (outcome.prefill, len(table.said())) == ("", before + 1)
    entry = table.entry()
    assert entry["answer"] == "".join(line[start:stop] for start, stop in read.kept)
    edges = [0, *(edge for span in read.kept for edge in span), len(line)]
    cut = [line[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    if entry["speaker"]:
        name, _, cut[0] = cut[0].partition(":")
        assert entry["speaker"].casefold().startswith(name.strip().casefold())
    if entry["verbatim"]:
        cut = [cut[0].replace(QUOTES[0], "", 1), re.sub(rf"^\s*[{QUOTES}]", "", "".join(cut[1:]))]
        cut[0] = re.sub(rf"[{QUOTES}]\s*$", "", cut[0])
    marked = parse(" ".join(cut).strip() or "nothing", loop.hearing.known)
    assert in_store(entry) == meant(marked.marks if isinstance(marked, Marked) else Marks())


def meant(marks: Marks) -> tuple[Any, ...]:
    """What markers say, as the store keeps it; the order does not matter."""
    return (
        {(tag.kind.value, tag.severity, tag.by, tag.takes) for tag in marks.tags},
        {(item, stance.value) for item, stance in marks.links},
        marks.evidence.value if marks.evidence else "experience",
        {slug_of(label, "label") for label in marks.labels},
        marks.aha,
        marks.look,
    )


def in_store(entry: Row) -> tuple[Any, ...]:
    """The same, from the store."""
    return (
        {tag[:4] for tag in tags(entry)},
        {link for tag in tags(entry) for link in tag[4]},
        entry["evidence"],
        set(entry["labels"]),
        entry["aha"],
        entry["look"],
    )
