"""How an interview ends: what is open comes up, and each can be skipped."""

from __future__ import annotations

import pytest
from session.at_the_table import DIM, Table, tags

from interviewkit import references
from interviewkit.fieldwork import readings
from interviewkit.session.loop import Loop
from interviewkit.session.outcomes import Told

HOW = "how does code reach production"


def parked(table: Table) -> list[tuple[str, str | None, str | None]]:
    return [(row["question"], row["why"], row["answer"]) for row in table.whole()["parked"]]


def test_the_end_walks_through_what_is_open(loop: Loop, table: Table) -> None:
    for line in ("QE is slow", "nobody can merge #p", "we push #s", "[she sighed]", "/park when? -- we wait"):
        loop.take(line)
    assert loop.take("/end").told == [
        Told(
            "open: 1 parked question, 1 word, 1 entry untagged, 1 without an item; Enter skips, /skip ends at once,"
            " Ctrl-C goes back to the interview",
            DIM,
        )
    ]
    asked, did = [], []
    for line in ("in spring", "quality engineering", "look", "#b", "+faster", "send notes by 2026-12-01", ""):
        assert loop.closing is not None
        asked.append(loop.closing.asking)
        outcome = loop.take(line)
        did += [one.text for one in outcome.told if one.tone == DIM]
    assert did == [
        "answered 1",
        "QE: quality engineering",
        "marked 1",
        "marked 2",
        "promised: send notes, by 1 Dec 2026",
    ]
    assert asked == [
        "parked 1: when? — the answer?",
        "“QE” — what does it mean?",
        "1 entry untagged, 1 without an item — Enter leaves them to triage, look goes through them",
        "1: QE is slow — #p #b #s?",
        "2: nobody can merge — +item or -item?",
        "a promise to them? TEXT by DATE",
        "a promise to them? TEXT by DATE",
    ]
    assert outcome.ended
    assert outcome.told == [
        Told(f"ended {table.ref}; go through it while it is fresh: interviewkit triage {table.ref}")
    ]
    row = table.whole()
    assert (row["ended_at"], parked(table)) == ("2026-11-21T10:00:00.000Z", [("when?", "we wait", "in spring")])
    assert [(one["word"], one["meaning"]) for one in row["terms"]] == [("QE", "quality engineering")]
    assert [tags(entry) for entry in row["entries"][:2]] == [
        [("problem", None, None, None, [])],
        [("pain", None, None, None, [("faster-builds", "supports")])],
    ]
    assert [(one["title"], one["due"]) for one in row["follow_ups"]] == [("send notes", "2026-12-01")]


@pytest.mark.parametrize(("lines", "left"), [(["", "", "", ""], 4), (["/skip"], 1), (["/end"], 1), (["", "/skip"], 2)])
def test_everything_open_can_be_skipped(loop: Loop, table: Table, lines: list[str], left: int) -> None:
    for line in ("QE is slow", "/park when? -- we wait", "/end"):
        loop.take(line)
    outcomes = [loop.take(line) for line in lines]
    assert [outcome.ended for outcome in outcomes] == [False] * (left - 1) + [True]
    assert (tags(table.entry()), parked(table)) == ([], [("when?", "we wait", None)])


def test_when_nothing_is_open_one_key_ends(loop: Loop, table: Table) -> None:
    assert loop.take("/end").told == [
        Told("nothing is open; Enter skips, /skip ends at once, Ctrl-C goes back to the interview", DIM)
    ]
    assert loop.take("").ended
    assert table.whole()["ended_at"] is not None


def test_a_command_while_closing_is_no_answer(loop: Loop, table: Table) -> None:
    for line in ("/park when? -- we wait", "/end"):
        loop.take(line)
    assert loop.take("/parked").told == [Told("1  when?   because we wait")]
    assert loop.closing is not None
    loop.take("/var/log has it")
    assert parked(table) == [("when?", "we wait", "/var/log has it")]


def test_what_marks_nothing_while_closing_is_asked_again(loop: Loop, table: Table) -> None:
    for line in ("nobody can merge", "/end"):
        loop.take(line)
    for words in ("hm", "#x"):
        outcome = loop.take(words)
        assert (outcome.refused, outcome.prefill) == (True, "")
        assert loop.closing is not None
        assert loop.closing.asking == "1: nobody can merge — #p #b #s?"
    assert [line.text for line in outcome.told] == [
        "“#x” marks nothing: a tag is #problem, #process or #pain, with 1, 2 or 3 right behind a problem or a pain"
    ]


def test_many_entries_are_one_decision_and_are_left_to_triage(loop: Loop, table: Table) -> None:
    for line in ("nobody can merge", "we wait", "we push", "/end"):
        loop.take(line)
    assert loop.closing is not None
    assert loop.closing.asking == "3 entries untagged — Enter leaves them to triage, look goes through them"
    refused = loop.take("hm")
    assert (refused.refused, refused.prefill) == (True, "")
    loop.take("")
    assert loop.closing.asking == "a promise to them? TEXT by DATE"
    wrong = loop.take("call by 05/06")
    assert (wrong.refused, wrong.prefill) == (True, "call by 05/06")
    assert loop.take("").ended
    assert [tags(entry) for entry in table.whole()["entries"]] == [[], [], []]


def test_an_interview_that_somebody_else_ended_can_be_left(loop: Loop, table: Table) -> None:
    other = table.seat("bo")
    for line in ("/end", "/skip"):
        other.take(line)
    loop.take("one more thing")
    loop.take("/end")
    assert loop.take("/skip").ended
    assert table.said() == ["one more thing"]


def test_what_was_gone_through_in_triage_is_not_open_any_more(loop: Loop, table: Table) -> None:
    for line in ("we push", "nobody can merge #p"):
        loop.take(line)
    with table.open(write=True) as store:
        interview = references.interview(store, table.ref)
        for number in ("1", "2"):
            readings.settle(store, "ann", interview, references.entry(store, number, table.ref))
    assert loop.take("/end").told[0].text.startswith("nothing is open; ")


def test_at_most_five_words_are_asked_for(loop: Loop) -> None:
    for number in range(7):
        loop.take(f"/term word {number}")
    assert loop.take("/end").told[0].text.startswith("open: 5 of 7 words; ")
