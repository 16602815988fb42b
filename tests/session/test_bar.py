"""The bar says how it stands, on a narrow screen in few words; lines break between words."""

from __future__ import annotations

import pytest
from session.at_the_table import Table

from interviewkit.output import cells
from interviewkit.session.bar import bar
from interviewkit.session.completions import Offered, offers
from interviewkit.session.loop import Loop
from interviewkit.session.wrapping import wrapped

STANDING = {
    "started_at": "2026-11-21T09:37:00.000Z",
    "ended_at": None,
    "planned_minutes": 60,
    "entries": 14,
    "tags": {"problem": 5, "process": 6, "pain": 3},
    "parked": 1,
    "open_terms": 2,
}


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            None,
            "intern 2 of 5 · walk through   23 min of 60   14 entries  5 problem 6 process 3 pain   1 parked"
            "   2 words open",
        ),
        (92, "walk through 2/5  23/60 min  14 entries  5 problem 6 process 3 pain  1 parked  2 words open"),
        (86, "walk t… 2/5  23/60 min  14 entries  5 problem 6 process 3 pain  1 parked  2 words open"),
        (80, "2/5  23/60 min  14 entries  5 problem 6 process 3 pain  1 parked  2 words open"),
        (75, "walk through 2/5  23/60 min  14 notes  5 #b 6 #s 3 #p  1 parked  2 words"),
        (60, "2/5  23/60 min  14 notes  5 #b 6 #s 3 #p  1 parked  2 words"),
        (20, "2/5  23/60 min  14 notes  5 #b 6 #s 3 #p  1 parked  2 words"),
    ],
)
def test_what_is_open_is_said_last_and_never_left_out(loop: Loop, width: int | None, line: str) -> None:
    assert bar(STANDING, loop.guide, loop.guide.phases[1], width) == line


def test_one_of_a_thing_is_said_as_one_and_no_plan_as_none(loop: Loop) -> None:
    one = STANDING | {"entries": 1, "open_terms": 1, "planned_minutes": None}
    assert bar(one, loop.guide, loop.guide.phases[0], 200) == (
        "intern 1 of 5 · open   23 min   1 entry  5 problem 6 process 3 pain   1 parked   1 word open"
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("one two three", ["one two", "three"]),
        ("  one two three", ["  one two", "  three"]),
        ("a   one two three", ["a   one", "    two", "    three"]),
        ("averylongword one", ["averylongword", "one"]),
        ("日本 日本 日本", ["日本 日本", "日本"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("", [""]),
    ],
)
def test_lines_break_between_words_below_where_their_words_begin(text: str, lines: list[str]) -> None:
    assert wrapped(text, 9).split("\n") == lines


def test_no_line_of_the_help_is_wider_than_the_usual_terminal() -> None:
    from interviewkit.session.slash import HELP

    assert max(cells(line) for line in HELP.splitlines()) <= 80


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("nobody merges #pa", [Offered("#pain", 3)]),
        ("nobody merges +fas", [Offered("+faster-builds", 4, "Faster builds")]),
        ("/ans", [Offered("/answer", 4)]),
        ("/answer ", [Offered("1 ", 0, "when?")]),
        ("/answer 2", []),
        ("/term ", [Offered("golden build = ", 0)]),
        ("/term gol", [Offered("golden build = ", 3)]),
        ("QE tags the gol", [Offered("golden build", 3)]),
        ("they know sli", [Offered("slipstream", 3)]),
        ("/term sli", []),
        ("we", []),
        ("", []),
    ],
)
def test_tab_goes_on_with_markers_commands_numbers_and_their_words(
    loop: Loop, before: str, offered: list[Offered]
) -> None:
    for line in ("/park when? -- we wait", "/term golden build", "/term slipstream = a queue", "/park later?"):
        loop.take(line)
    loop.take("/answer 2 yes")
    loop.look()
    assert offers(before, loop) == offered


def test_a_new_item_and_an_answered_question_are_known_at_the_next_look(loop: Loop, table: Table) -> None:
    from interviewkit.fieldwork import roadmap

    loop.take("/park when? -- we wait")
    loop.look()
    with table.open(write=True) as store:
        roadmap.add(store, "bo", "Zebra crossing")
    loop.take("/answer 1 soon")
    loop.look()
    assert offers("x +zeb", loop) == [Offered("+zebra-crossing", 4, "Zebra crossing")]
    assert offers("/answer ", loop) == []
