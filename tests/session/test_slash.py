"""Every command of a session, over a real store."""

from __future__ import annotations

import pytest
from session.at_the_table import DIM, WARNED, Table, tags, told

from interviewkit.session import slash
from interviewkit.session.loop import Loop
from interviewkit.session.outcomes import Told

TAG = "a tag is #problem, #process or #pain, with 1, 2 or 3 right behind a problem or a pain"
HOW = "how does code reach production"


def parked(table: Table) -> list[tuple[str, str | None, str | None]]:
    return [(row["question"], row["why"], row["answer"]) for row in table.whole()["parked"]]


@pytest.mark.parametrize(
    ("rest", "question", "why"),
    [
        ("when? -- we lose a day", "when?", "we lose a day"),
        ("when?", "when?", None),
        ("", "is Mercurial coming?", None),
        ("-- we lose a day", "is Mercurial coming?", "we lose a day"),
        ("does --all work -- it failed", "does --all work", "it failed"),
        ("does it-- work", "does it-- work", None),
    ],
)
def test_a_question_is_parked_with_its_why(loop: Loop, table: Table, rest: str, question: str, why: str | None) -> None:
    loop.take("is Mercurial coming?")
    hint = "" if why else "   why does it matter? /park 1 -- WHY"
    was = "" if question != "is Mercurial coming?" else ", which was entry 1"
    assert loop.take(f"/park {rest}").told == [Told(f"parked 1{was}: {question}{hint}")]
    assert parked(table) == [(question, why, None)]
    assert table.said() == ([] if was else ["is Mercurial coming?"])


def test_the_line_that_was_parked_is_no_entry_any_more_so_that_markers_reach_the_one_before(
    loop: Loop, table: Table
) -> None:
    for line in ("nobody can merge", "when will it be faster?", "/park", "#p3"):
        loop.take(line)
    assert [(entry["answer"], tags(entry)) for entry in table.whole()["entries"]] == [
        ("nobody can merge", [("pain", 3, None, None, [])])
    ]
    for _ in range(3):
        loop.take("/undo")
    assert (table.said(), parked(table)) == (["nobody can merge", "when will it be faster?"], [])


def test_a_parked_line_that_is_marked_or_anothers_stays_an_entry(loop: Loop, table: Table) -> None:
    table.seat("bo").take("will it scale?")
    loop.take("/park")
    loop.take("it hurts, when is it gone? #p")
    loop.take("/park")
    assert table.said() == ["will it scale?", "it hurts, when is it gone?"]
    assert [one[0] for one in parked(table)] == ["will it scale?", "it hurts, when is it gone?"]


def test_a_parked_question_is_answered_by_its_number(loop: Loop, table: Table) -> None:
    loop.take("/park when? -- we wait")
    assert loop.take("/answer 1 in spring").told == [Told("answered 1: when?")]
    assert parked(table) == [("when?", "we wait", "in spring")]
    assert loop.take("/parked").told == [Told("1  when?   because we wait   → in spring")]
    missing = loop.take("/answer 2 never")
    assert told(missing, WARNED) == ["there is no parked question 2 here; /parked lists them"]
    assert (missing.refused, missing.prefill) == (True, "")
    assert loop.take("/answer").refused


def test_a_word_is_explained_and_not_asked_about_again(loop: Loop, table: Table) -> None:
    assert loop.take("/term golden build").told == [Told("golden build: open")]
    assert loop.take("/term golden build = the one QA signed").told == [Told("golden build: the one QA signed")]
    assert loop.take("/terms").told == [Told("golden build: the one QA signed")]
    loop.take("it is a golden build")
    assert loop.offered == []


def test_a_promise_has_a_day_or_none(loop: Loop, table: Table) -> None:
    assert loop.take("/follow send the guide by 2026-12-01").told == [Told("promised: send the guide, by 1 Dec 2026")]
    assert loop.take("/follow send it by mail").told == [Told("promised: send it by mail, without a date")]
    assert loop.take("/follow call by 05/06").refused
    promises = [(row["title"], row["due"]) for row in table.whole()["follow_ups"]]
    assert promises == [("send the guide", "2026-12-01"), ("send it by mail", None)]


def test_somebody_who_is_in_the_room_can_speak(loop: Loop, table: Table) -> None:
    assert loop.take("/who Bo Wu, tester").told == [Told("Bo Wu is in the room; “Bo: …” is Bo speaking")]
    loop.take("Bo: we wait")
    assert (table.entry()["speaker"], table.entry()["answer"]) == ("Bo Wu", "we wait")
    assert [(one["name"], one["role"]) for one in table.whole()["participants"]] == [
        ("Ann Lee", "release manager"),
        ("Bo Wu", "tester"),
    ]
    assert loop.take("/who").refused


def test_an_earlier_entry_is_tagged_and_linked(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge")
    loop.take("something else")
    assert loop.take("/tag 1 #p3 &builds").told == [Told("marked 1: nobody can merge", DIM)]
    assert loop.take("/link 1 +faster-builds").told == [Told("marked 1: nobody can merge", DIM)]
    loop.take("/tag 1 ~commitment")
    entry = table.entry(0)
    assert tags(entry) == [("pain", 3, None, None, [("faster-builds", "supports")])]
    assert (entry["labels"], entry["evidence"]) == (["builds"], "commitment")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/link 1 +faster-builds", "a link hangs on a tag, and this entry has none; write #p +item"),
        ("/tag 1 +nosuch #p", "“+nosuch” marks nothing: no roadmap item begins like that"),
        ("/tag 1 words", "“words” marks nothing; write #p3 +item"),
        ("/tag 1", "“” marks nothing; write #p3 +item"),
        ("/tag", "which entry, and how? /tag 7 #p3 +item"),
        ("/tag 9 #p", "there is no entry 9 here; the last one is 1"),
        ("/tag 1 #x", f"“#x” marks nothing: {TAG}"),
    ],
)
def test_what_cannot_mark_an_entry_is_refused_with_the_reason(loop: Loop, table: Table, line: str, why: str) -> None:
    loop.take("nobody can merge")
    outcome = loop.take(line)
    assert (outcome.refused, outcome.prefill, tags(table.entry())) == (True, "", [])
    assert told(outcome, WARNED) == [why]


def test_fix_brings_the_last_line_back_and_replaces_it(loop: Loop, table: Table) -> None:
    loop.take(f"? {HOW}")
    loop.take("Ann: nobdy can merge #pain3 +faster-builds ~shown &builds")
    loop.take("? another question")
    back = loop.take("/fix")
    assert back.prefill == "Ann Lee: nobdy can merge #pain3 +faster-builds ~shown &builds"
    assert back.told == [Told("entry 1 again; send it to replace what stands there", DIM)]
    loop.take("nobody can merge #b")
    entry = table.entry()
    assert (entry["answer"], entry["question"], entry["speaker"], tags(entry), entry["labels"], entry["evidence"]) == (
        "nobody can merge",
        HOW,
        None,
        [("problem", None, None, None, [])],
        [],
        "experience",
    )
    loop.take("and another line")
    assert table.said() == ["nobody can merge", "and another line"]


@pytest.mark.parametrize("line", ["", "/status", "? what else"])
def test_after_fix_anything_but_an_answer_leaves_the_entry(loop: Loop, table: Table, line: str) -> None:
    loop.take("nobody can merge")
    loop.take("/fix")
    assert Told("1 stays as it is", DIM) in loop.take(line).told
    loop.take("the next line")
    assert table.said() == ["nobody can merge", "the next line"]


def test_fixing_an_entry_without_a_tag_keeps_what_its_line_cannot_show(loop: Loop, table: Table) -> None:
    loop.take("/phase roadmap")
    loop.take("that would help")
    loop.take("/tag 1 &builds")
    assert loop.take("/fix").prefill == "that would help"
    loop.take("that would help us")
    entry = table.entry()
    assert (entry["answer"], entry["labels"], entry["evidence"], entry["prompted"]) == (
        "that would help us",
        ["builds"],
        "opinion",
        True,
    )


def test_undo_takes_back_the_last_thing_and_then_the_one_before(loop: Loop, table: Table) -> None:
    loop.take("one")
    loop.take("two")
    loop.take("#p")
    assert [loop.take("/undo").told for _ in range(2)] == [
        [Told("took back tag: pain")],
        [Told("took back entry 2: two")],
    ]
    assert table.said() == ["one"]
    loop.take("#b")
    assert tags(table.entry()) == [("problem", None, None, None, [])]


def test_a_new_phase_has_no_question_yet_and_offers_its_own(loop: Loop, table: Table) -> None:
    loop.take(f"? {HOW}")
    loop.take("/phase")
    assert (loop.question, loop.next_question()) == (None, loop.guide.phases[1].questions[0])
    loop.take("we push")
    assert (table.entry()["question"], table.seat().question) == (None, None)


def test_phases_are_entered_in_order_or_by_name(loop: Loop, table: Table) -> None:
    assert loop.take("/phase").told == [Told("phase: walk through")]
    loop.take("we push")
    assert loop.take("/phase close").told == [Told("phase: close")]
    assert told(loop.take("/phase"), WARNED) == ["this is the guide's last phase; /end closes the interview"]
    nowhere = loop.take("/phase nowhere")
    assert told(nowhere, WARNED) == [
        "there is no phase nowhere; the guide has open, walk-through, parked, roadmap, close"
    ]
    assert (nowhere.refused, nowhere.prefill) == (True, "")
    assert (table.entry()["phase"], table.seat().phase.title) == ("walk through", "close")


def test_recap_reads_their_problems_and_pains_back(loop: Loop) -> None:
    assert loop.take("/recap").told == [Told("no problem or pain has been tagged yet; /tag N #p", DIM)]
    for line in ("we push #s", '"a day is gone" #p', "it is slow #b", "nobody can merge #b3 #s"):
        loop.take(line)
    assert loop.take("/recap").told == [
        Told("these things hurt, in this order:", DIM),
        Told(" 1  nobody can merge   (4)"),
        Told(" 2  “a day is gone”   (2)"),
        Told(" 3  it is slow   (3)"),
    ]


def test_the_roadmap_comes_last_and_only_with_what_answers_them(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge #p +faster-builds -nightly-reports")
    assert told(loop.take("/phase roadmap"), DIM) == [
        "first /recap: read their problems and pains back to them, then /roadmap"
    ]
    assert loop.take("/phase close").told == [Told("phase: close")]
    assert loop.take("/roadmap").told == [
        Told("phase: roadmap; the second screen may show items now; /phase close goes back"),
        Told("+faster-builds   Faster builds"),
        Told("for each: does it really answer it? What they say now is an opinion, unless marked", DIM),
    ]
    loop.take("that would be great #p +faster-builds")
    assert (table.entry()["phase"], table.entry()["evidence"], table.entry()["prompted"]) == (
        "roadmap",
        "opinion",
        True,
    )


def test_the_command_that_was_misspelt_typed_next_takes_the_text_back(loop: Loop, table: Table) -> None:
    loop.take("we push")
    assert told(loop.take("/prak when?"), WARNED) == [
        "“/prak” stays text: did you mean /park? Typed next, it takes this text back"
    ]
    assert table.said() == ["we push", "/prak when?"]
    assert loop.take("/park when? -- we wait").told == [
        Told("took back entry 2: /prak when?", DIM),
        Told("parked 1: when?"),
    ]
    assert (table.said(), [row["question"] for row in table.whole()["parked"]]) == (["we push"], ["when?"])


def test_a_misspelt_undo_is_taken_back_alone_and_then_undo_goes_on(loop: Loop, table: Table) -> None:
    for line in ("we push", "/udno"):
        loop.take(line)
    assert loop.take("/undo").told == [Told("took back entry 2: /udno", DIM)]
    assert table.said() == ["we push"]
    loop.take("/undo")
    assert table.said() == []


@pytest.mark.parametrize("between", ["and more", "/status", "#p"])
def test_a_misspelt_command_stays_text_where_something_else_comes_next(loop: Loop, table: Table, between: str) -> None:
    for line in ("/prak when?", between, "/park when?"):
        loop.take(line)
    assert table.said()[0] == "/prak when?"
    assert [row["question"] for row in table.whole()["parked"]] == ["when?"]


def test_why_a_parked_question_matters_can_be_said_later(loop: Loop, table: Table) -> None:
    for line in ("/park when?", "/park 7 days?", "/park 7"):
        loop.take(line)
    assert loop.take("/park 1 -- nights are lost").told == [Told("parked 1: when?   because nights are lost")]
    assert [(row["question"], row["why"]) for row in table.whole()["parked"]] == [
        ("when?", "nights are lost"),
        ("7 days?", None),
        ("7", None),
    ]
    assert loop.take("/park 4 -- nights").refused


@pytest.mark.parametrize(("name", "title"), [("walk", "walk through"), ("WALK T", "walk through"), ("r", "roadmap")])
def test_a_phase_is_entered_by_its_unique_beginning(loop: Loop, name: str, title: str) -> None:
    assert Told(f"phase: {title}") in loop.take(f"/phase {name}").told
    assert loop.phase.title == title


def test_before_the_roadmap_phase_no_command_shows_the_title_of_an_item(loop: Loop) -> None:
    loop.take("nobody can merge #p +faster-builds")
    lines = [f"/{name}" for name in slash.COMMANDS if name not in {"roadmap", "end", "fix"}]
    lines += ["#b +faster", "/tag 1 #s", "/link 1 -nightly", "hm +nosuch #p", "/end", "/skip"]
    shown = [line.text for typed in lines for line in loop.take(typed).told]
    assert [text for text in shown if "Faster builds" in text or "Nightly reports" in text] == []


def test_the_stance_is_noted_as_told(loop: Loop, table: Table) -> None:
    assert loop.take("/disclosed").told == [Told("noted: they know that you are here as interns")]
    assert table.whole()["disclosed"] is True


def test_status_help_and_empty_lists_say_something(loop: Loop) -> None:
    assert loop.take("/status").told == [
        Told("intern 1 of 5 · open   0 min of 60   0 entries  0 problem 0 process 0 pain   0 parked   0 words open")
    ]
    assert loop.take("/help").told == [Told(slash.HELP)]
    assert all(f"/{name}" in slash.HELP for name in slash.COMMANDS if name != "help")
    assert loop.take("/parked").told == [Told("nothing is parked", DIM)]
    assert loop.take("/terms").told == [Told("no word of theirs has been noted", DIM)]
    assert loop.take("   ").told == []


def test_a_fixed_line_brings_its_new_words_and_no_marker_that_goes_without_saying(loop: Loop, table: Table) -> None:
    loop.take("/phase roadmap")
    loop.take("that wuold help #p")
    assert loop.take("/fix").prefill == "that wuold help #pain"
    loop.take("that would help XQZ #p")
    assert [(term["word"], term["meaning"]) for term in table.whole()["terms"]] == [("XQZ", None)]
    assert (table.entry()["evidence"], table.entry()["prompted"]) == ("opinion", True)
