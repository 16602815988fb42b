"""Lines put together again, and what the typing may go on to."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from notation.typing_notes import (
    FASTER,
    KNOWN,
    LINES,
    PAIN,
    PAIN3,
    PROBLEM,
    hints_of,
    marking,
    marks,
    noted,
    step,
)

from interviewkit.notation.completing import complete
from interviewkit.notation.lines import Marked, Marks, Said
from interviewkit.notation.reading import parse
from interviewkit.notation.writing import markers, written
from interviewkit.vocabulary import Evidence, Stance

FULL = marks(
    PROBLEM,
    step("release engineering", "6h-9h"),
    PAIN3,
    links=(FASTER, ("ux", Stance.CONTRADICTS), ("search", Stance.NEUTRAL)),
    evidence=Evidence.SHOWN,
    labels=("builds", "golden-build"),
    aha=True,
    look=True,
)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        (noted("it waits"), "it waits"),
        (noted("it waits", PAIN3, links=(FASTER,)), "it waits #pain3 +faster-builds"),
        (noted("a day", PAIN, verbatim=True, voice="Ann Lee"), 'Ann Lee: "a day" #pain'),
        (noted('say "go"', verbatim=True), '“say "go"”'),
        (noted('say "go" “now”', verbatim=True), '«say "go" “now”»'),
        (noted("[sighs]", aside=True), "[sighs]"),
        (marking(step("QE")), "#process by:QE"),
        (marking(aha=True), "*"),
    ],
)
def test_a_line_goes_back_to_the_prompt(line: Said | Marked, typed: str) -> None:
    assert (written(line), parse(typed, KNOWN)) == (typed, line)


def test_markers_are_written_in_one_order() -> None:
    assert markers(FULL) == (
        '#problem #process by:"release engineering" takes:6h-9h #pain3 +faster-builds -ux =search'
        " ~shown &builds &golden-build * //"
    )


def test_a_name_with_a_blank_of_any_kind_is_written_in_quotation_marks() -> None:
    assert markers(marks(step("night\u00a0shift"))) == '#process by:"night\u00a0shift"'


def test_no_marks_are_no_markers() -> None:
    assert markers(Marks()) == ""


@settings(max_examples=600)
@given(LINES)
@example("+nosuch #p by:QE +no")
def test_what_is_written_reads_as_the_same_line_and_is_written_the_same(typed: str) -> None:
    line = parse(typed, KNOWN)
    if isinstance(line, Said | Marked):
        again = parse(written(line), KNOWN)
        assert again == line
        assert isinstance(again, Said | Marked)
        assert written(again) == written(line)
        assert not any("gives way" in hint for hint in hints_of(again))


@pytest.mark.parametrize(
    ("before", "offered", "replaces"),
    [
        ("it waits #p", ["#problem", "#process", "#pain"], 2),
        ("it waits #pai", ["#pain"], 4),
        ("it waits #pain", [], 0),
        ("it waits +F", ["+faster-builds"], 2),
        ("x -nig", ["-nightly-reports", "-nightly-builds"], 4),
        ("x =search", ["=search-api"], 7),
        ("x ~", ["~opinion", "~experience", "~shown", "~commitment"], 1),
        ("x &g", ["&golden-build"], 2),
        ("x by", ["by:", "by:QE", 'by:"release engineering"'], 2),
        ("x by:rel", ['by:"release engineering"'], 6),
        ('x by:"release en', ['by:"release engineering"'], 14),
        ('x by:"QE" re', [], 0),
        ('said "nearby:"re', [], 0),
        ("x ta", ["takes:"], 2),
        ("x t", [], 0),
        ("it waits", [], 0),
        ("it waits ", [], 0),
        ("", [], 0),
        ("/pa", ["/park", "/parked"], 3),
        (" /", ["/park", "/parked", "/phase", "/end"], 1),
        ("x /pa", [], 0),
        ("/phase ", ["open", "walk through", "parked", "roadmap", "close"], 0),
        ("/phase Walk t", ["walk through"], 6),
        ("/tag 7 #pai", ["#pain"], 4),
    ],
)
def test_the_typing_can_go_on(before: str, offered: list[str], replaces: int) -> None:
    completions = complete(before, KNOWN)
    assert [one.text for one in completions] == offered
    assert {one.replaces for one in completions} == ({replaces} if offered else set())


@given(LINES)
def test_every_completion_replaces_what_stands_before_the_cursor(before: str) -> None:
    for one in complete(before, KNOWN):
        typed = before[len(before) - one.replaces :]
        assert one.text.replace('"', "").casefold().startswith(typed.replace('"', "").casefold())
