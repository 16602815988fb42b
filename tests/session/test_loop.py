"""Every kind of line, over a real store; two who type."""

from __future__ import annotations

import pytest
from session.at_the_table import DIM, WARNED, Table, tags, told

from interviewkit.session.loop import Loop
from interviewkit.session.outcomes import Told
from interviewkit.vocabulary import Kind

HOW = "how does code reach production"


def test_a_question_stands_over_the_answers_that_follow(loop: Loop, table: Table) -> None:
    assert loop.take(f"? {HOW}").told == []
    loop.take("we push")
    loop.take("customers ask: when will it be faster?")
    assert [(entry["question"], entry["answer"]) for entry in table.whole()["entries"]] == [
        (HOW, "we push"),
        (HOW, "customers ask: when will it be faster?"),
    ]
    assert table.seat().question == HOW


def test_a_lone_question_mark_takes_the_next_question_that_nobody_asked(loop: Loop) -> None:
    asked = loop.guide.phases[0].asked("delivery")
    loop.take(f"? {asked[0]}")
    for expected in asked[1:]:
        assert loop.next_question() == expected
        assert loop.take("?").told == [Told(f"Q  {expected}", DIM)]
        assert loop.question == expected
    assert loop.take("?").told == [Told("the guide has no more questions in “open”; /phase goes on", DIM)]


def test_markers_alone_mark_the_entry_before_and_are_refused_where_one_means_nothing(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge")
    outcome = loop.take("#p3 +nosuch")
    assert outcome.told == [
        Told("“+nosuch” marks nothing: no roadmap item begins like that", WARNED),
        Told("marked 1: nobody can merge", DIM),
    ]
    assert (outcome.refused, outcome.prefill, table.said()) == (True, "", ["nobody can merge"])
    assert tags(table.entry()) == [("pain", 3, None, None, [])]


def test_who_comes_back_is_not_offered_what_was_asked_but_what_nobody_asked_yet(loop: Loop, table: Table) -> None:
    first, second, *_ = loop.guide.phases[0].asked("delivery")
    for line in ("?", "?", "we keep the typical official build"):
        loop.take(line)
    offered = loop.offered
    loop.take("[she sighed]")
    assert (len(offered), loop.offered) == (2, offered)
    again = table.seat()
    again.warm()
    assert (again.question, again.next_question() in (first, second), again.offered) == (second, False, offered)
    again.take(f"? {offered[0]}")
    third = table.seat()
    third.warm()
    assert third.offered == offered[1:]


def test_a_line_can_be_found_by_the_uid_that_it_was_sent_with(loop: Loop) -> None:
    lines = {"u1": "we push", "u2": "/park when?", "u3": "/follow notes", "u4": "/status"}
    for uid, line in lines.items():
        loop.take(line, uid)
    assert [loop.has_stored(uid) for uid in (*lines, "u5")] == [True, True, True, False, False]


def test_what_ends_a_line_marks_it(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge meanwhile #p3 #b +faster-builds -nightly ~shown &builds * //")
    entry = table.entry()
    links = [("faster-builds", "supports"), ("nightly-reports", "contradicts")]
    assert tags(entry) == [("pain", 3, None, None, links), ("problem", 3, None, None, links)]
    assert (entry["answer"], entry["evidence"], entry["labels"], entry["aha"], entry["look"], entry["phase"]) == (
        "nobody can merge meanwhile",
        "shown",
        ["builds"],
        True,
        True,
        "open",
    )


def test_a_step_has_somebody_who_does_it_and_a_length(loop: Loop, table: Table) -> None:
    loop.take('they tag the build by:"release engineering" takes:6h-9h')
    assert tags(table.entry()) == [("process", None, "release engineering", "6h-9h", [])]
    assert loop.hearing.known.actors == ("release engineering",)


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ('"a day is gone" #p', ("a day is gone", True, False, None)),
        ("[she sighed]", ("[she sighed]", False, True, None)),
        ("Ann: we wait #p", ("we wait", False, False, "Ann Lee")),
        ("deploy --all -cli", ("deploy --all -cli", False, False, None)),
        ("trois heures de perdues !", ("trois heures de perdues !", False, False, None)),
        ("/var/log filled up", ("/var/log filled up", False, False, None)),
        ("שלום 👩‍💻 日本語", ("שלום 👩‍💻 日本語", False, False, None)),
        ("one\ntwo\n\nthree", ("one\ntwo\n\nthree", False, False, None)),
        ("nul \0 sign", ("nul ␀ sign", False, False, None)),
    ],
)
def test_talk_is_stored_as_it_was_meant(
    loop: Loop, table: Table, line: str, stored: tuple[str, bool, bool, str | None]
) -> None:
    assert loop.take(line).prefill == ""
    entry = table.entry()
    assert (entry["answer"], entry["verbatim"], entry["observation"], entry["speaker"]) == stored


def test_an_unknown_item_leaves_the_text_and_says_so(loop: Loop, table: Table) -> None:
    outcome = loop.take("nobody can merge +nosuch #p")
    assert told(outcome, WARNED) == ["“+nosuch” stays text: no roadmap item begins like that"]
    assert (table.entry()["answer"], tags(table.entry())) == (
        "nobody can merge +nosuch",
        [("pain", None, None, None, [])],
    )


def test_a_line_of_only_markers_marks_the_entry_before(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge")
    outcome = loop.take("#p3 +faster-builds &builds")
    assert outcome.told == [Told("marked 1: nobody can merge", DIM)]
    assert tags(table.entry()) == [("pain", 3, None, None, [("faster-builds", "supports")])]
    assert (len(table.said()), table.entry()["labels"]) == (1, ["builds"])


def test_markers_before_any_entry_are_refused(loop: Loop, table: Table) -> None:
    outcome = loop.take("#p3")
    assert outcome.told == [Told("nothing has been noted yet; type what they say, then mark it", WARNED)]
    assert (outcome.refused, outcome.prefill, table.said()) == (True, "", [])


def test_links_alone_hang_on_the_tags_of_the_entry_before(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge #p2 #b")
    assert loop.take("+faster -nightly").told == [Told("marked 1: nobody can merge", DIM)]
    links = [("faster-builds", "supports"), ("nightly-reports", "contradicts")]
    assert tags(table.entry()) == [("pain", 2, None, None, links), ("problem", 2, None, None, links)]
    loop.take("and we wait")
    unknown = loop.take("+promeiver")
    assert unknown.told == [Told("“+promeiver” marks nothing: no roadmap item begins like that", WARNED)]
    assert (unknown.refused, unknown.prefill) == (True, "")
    refused = loop.take("+faster")
    assert told(refused, WARNED) == ["a link hangs on a tag, and this entry has none; write #p +item"]
    assert (refused.refused, table.said(), tags(table.entry())) == (True, ["nobody can merge", "and we wait"], [])


def test_a_tag_is_switched_on_and_off_on_the_entry_before(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge")
    assert loop.toggle(Kind.PAIN).told == [Told("1 is pain: nobody can merge", DIM)]
    assert tags(table.entry()) == [("pain", None, None, None, [])]
    assert loop.toggle(Kind.PAIN).told == [Told("1 is not pain: nobody can merge", DIM)]
    assert tags(table.entry()) == []


def test_with_nothing_noted_a_tag_key_says_so_and_leaves_the_prompt(loop: Loop) -> None:
    outcome = loop.toggle(Kind.PAIN)
    assert (outcome.prefill, told(outcome, WARNED)) == (
        "",
        ["nothing has been noted yet; type what they say, then mark it"],
    )


def test_who_comes_back_is_not_asked_the_same_again(loop: Loop, table: Table) -> None:
    loop.take("we push")
    assert loop.offered == ["Who is “we” there: one team or many?"]
    again = table.seat()
    again.take("we push")
    assert again.offered == []


def test_their_words_are_probed_and_kept_as_open_terms(loop: Loop, table: Table) -> None:
    loop.take("QE tags the golden build")
    assert loop.offered == [
        "“golden build”: who calls it that, and what has to be true first?",
        "“QE”: what is that, for somebody who started this morning?",
    ]
    assert [(term["word"], term["meaning"]) for term in table.whole()["terms"]] == [("QE", None)]
    loop.take_probe()
    assert loop.question == "“golden build”: who calls it that, and what has to be true first?"
    assert loop.offered == ["“QE”: what is that, for somebody who started this morning?"]


@pytest.mark.parametrize(
    "line", ["they sign it #s by:Platform Team", "it is slow =GRPC", "metrics vanish +PromeIver", "slow #P4 -GRPC"]
)
def test_a_marker_that_stayed_text_is_no_word_of_theirs(loop: Loop, table: Table, line: str) -> None:
    loop.take(line)
    assert (table.entry()["answer"], table.whole()["terms"]) == (line, [])


def test_a_question_for_the_expert_is_offered_for_parking(loop: Loop) -> None:
    outcome = loop.take("when will you support Mercurial?")
    assert told(outcome, DIM) == [
        "say: “Hold on, we will definitely get to that. First tell us why it matters to an intern.”  then /park"
    ]


def test_two_who_type_see_each_other_and_share_the_numbers(loop: Loop, table: Table) -> None:
    other = table.seat("bo")
    assert (loop.look().entries, other.look().entries) == ([], [])
    loop.take("from ann")
    other.take("from bo #p &builds")
    loop.take("ann again")
    assert [(row["author"], row["answer"]) for row in loop.look().entries] == [("bo", "from bo")]
    assert [row["answer"] for row in other.look().entries] == ["from ann", "ann again"]
    assert loop.look().entries == []
    assert [entry["number"] for entry in table.whole()["entries"]] == [1, 2, 3]
    assert loop.hearing.known.labels == ("builds",)
    table.seat("bo").take("#b")
    assert [tag[0] for tag in tags(table.entry(1))] == ["pain", "problem"]
    assert (loop.look().entries, other.look().entries) == ([], [])


def test_an_item_that_came_meanwhile_can_be_linked_and_a_dropped_one_not(loop: Loop, table: Table) -> None:
    from interviewkit.fieldwork import roadmap

    loop.look()
    with table.open(write=True) as store:
        roadmap.add(store, "bo", "Zebra crossing")
        roadmap.add(store, "bo", "Yak shaving", status="dropped")
    loop.look()
    assert told(loop.take("they cross #p +zeb"), WARNED) == []
    assert told(loop.take("they shave #p +yak"), WARNED) == ["“+yak” stays text: no roadmap item begins like that"]


def test_a_failure_that_nobody_foresaw_keeps_the_line(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("interviewkit.fieldwork.entries.log", broken)
    outcome = loop.take("nobody can merge")
    assert outcome.prefill == "nobody can merge"
    assert told(outcome, WARNED)[0].startswith("this should not happen (RuntimeError); please report it with ")
