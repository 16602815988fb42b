"""The second screen as lines: whole screens of several sizes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.output import cells
from interviewkit.session.watch_lines import fitted, printed
from interviewkit.session.watching import Prompt, Said, Screen, Waiting

WHOLE = Screen(
    about="Acme · delivery",
    place="2 of 5 · walk through",
    clock="23 min of 60",
    question="How does code reach production?",
    following=Prompt("ask next", "“Golden build”: who calls it that, and what has to be true first?"),
    parked=(
        Waiting("1", "When will builds be faster?", "a release waits a day for every fix"),
        Waiting("2", "Does it work with Perforce?", ""),
    ),
    words=("CAB", "golden build"),
    last=(Said("7", "“a day is gone, every time”", ""), Said("8", "Ann: nobody can merge meanwhile", "")),
)
AT_80 = """\
2 of 5 · walk through                                               23 min of 60
Acme · delivery                                                         q leaves



                                      now
                        How does code reach production?

                                    ask next
                       “Golden build”: who calls it that,

                         and what has to be true first?



────────────────────────────────────────────────────────────────────────────────
parked                                   unexplained words
1  When will builds be faster?              CAB
   because a release waits a day for        golden build
   every fix
2  Does it work with Perforce?
────────────────────────────────────────────────────────────────────────────────
7  “a day is gone, every time”
8  Ann: nobody can merge meanwhile"""
PRINTED = """\
2 of 5 · walk through                                               23 min of 60
Acme · delivery

now: How does code reach production?

ask next: “Golden build”: who calls it that, and what has to be true first?

parked
1  When will builds be faster?
   because a release waits a day for every fix
2  Does it work with Perforce?

unexplained words
   CAB
   golden build

7  “a day is gone, every time”
8  Ann: nobody can merge meanwhile"""
SMALL = """\
2 of 5 · walk through       23 min of 60
Acme · delivery                 q leaves

    How does code reach production?
  ask next: “Golden build”: who calls
   it that, and what has to be true …"""

LOW = """\
2 of 5 · walk through       23 min of 60
Acme · delivery                 q leaves

    How does code reach production?
  ask next: “Golden build”: who calls
   it that, and what has to be true …
────────────────────────────────────────
parked
1  When will builds be faster? …
────────────────────────────────────────
7  “a day is gone, every time”
8  Ann: nobody can merge meanwhile"""


def at_200() -> str:
    """The whole screen at 200×60: air above and below, a rule, two columns, a rule, the last entries."""
    rule = "─" * 200
    lines = [
        "2 of 5 · walk through" + "23 min of 60".rjust(179),
        "Acme · delivery" + "q leaves".rjust(185),
        *[""] * 21,
        " " * 98 + "now",
        " " * 84 + "How does code reach production?",
        "",
        " " * 96 + "ask next",
        " " * 83 + "“Golden build”: who calls it that,",
        "",
        " " * 85 + "and what has to be true first?",
        *[""] * 20,
        rule,
        "parked" + " " * 95 + "unexplained words",
        "1  When will builds be faster?" + " " * 74 + "CAB",
        "   because a release waits a day for every fix",
        " " * 104 + "golden build",
        "2  Does it work with Perforce?",
        rule,
        "7  “a day is gone, every time”",
        "",
        "8  Ann: nobody can merge meanwhile",
    ]
    return "\n".join(lines)


def test_the_whole_screen_at_80_by_24() -> None:
    assert "\n".join(fitted(WHOLE, 80, 24)) == AT_80


def test_the_whole_screen_at_200_by_60() -> None:
    assert "\n".join(fitted(WHOLE, 200, 60)) == at_200()


def test_a_small_screen_keeps_the_question_and_what_comes_next() -> None:
    assert "\n".join(fitted(WHOLE, 40, 6)) == SMALL
    assert "\n".join(fitted(WHOLE, 40, 12)) == LOW


def test_without_a_terminal_nothing_is_left_out() -> None:
    assert "\n".join(printed(WHOLE, 80)) == PRINTED


def test_what_is_wrong_stands_below_the_clock() -> None:
    gone = Screen(about="Acme", place="1 of 5 · open", clock="0 min of 60", trouble="the store is gone")
    assert fitted(gone, 30, 9)[:4] == [
        "1 of 5 · open      0 min of 60",
        "Acme                  q leaves",
        "the store is gone",
        "",
    ]


def test_an_interview_that_has_ended_says_so() -> None:
    ended = Screen(about="Acme", place="1 of 5 · open", clock="50 min of 60", ended=True)
    assert [line.strip() for line in fitted(ended, 60, 12) if line] == [
        "the interview has ended                         50 min of 60",
        "Acme                                                q leaves",
        "The interview has ended.",
    ]


ITEMS = ("Collector self-debugging", "Faster builds", "Nightly reports", "Search over all logs", "Config linting")
ROADMAP = replace(
    WHOLE,
    place="4 of 5 · roadmap",
    question="We heard that these things hurt, in this order. What did we get wrong?",
    items=ITEMS,
    words=("ingress collector", "golden build", "CAB"),
)


def test_in_the_roadmap_phase_every_item_stands_on_a_small_screen() -> None:
    lines = fitted(ROADMAP, 60, 24)
    begins = lines.index("what may answer it")
    assert [line.strip() for line in lines[begins + 1 : begins + 6]] == [*ITEMS]


def test_a_word_of_several_is_not_read_as_several_words() -> None:
    narrow = replace(ROADMAP, items=())
    words = [line[24:] for line in fitted(narrow, 46, 22)]
    first = words.index("   ingress")
    assert words[first + 1 : first + 4] == ["     collector", "   golden build", "   CAB"]
    few = "\n".join(fitted(replace(narrow, words=("ingress collector", "golden build", "a", "b", "c", "d")), 60, 16))
    assert "ingress collector  ·" in few


def test_why_a_question_was_parked_takes_the_air_between_large_lines() -> None:
    why = "the factory floor runs on nothing else and nobody there may touch it before the audit in spring"
    parked = (Waiting("1", "Is there a build?", why), Waiting("2", "When will it come?", "two releases wait"))
    shown = " ".join(
        "\n".join(
            line[:38] for line in fitted(replace(WHOLE, question=ROADMAP.question, parked=parked), 80, 22)
        ).split()
    )
    assert f"because {why}" in shown
    assert "because two releases wait" in shown


WORDS = st.text(st.sampled_from("abc 漢e\u0301🙂-"), max_size=60).map(lambda text: " ".join(text.split()))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    width=st.integers(12, 220),
    height=st.integers(1, 70),
    texts=st.lists(WORDS, min_size=6, max_size=6),
    times=st.integers(0, 12),
    ended=st.booleans(),
)
def test_no_screen_is_larger_than_the_terminal(
    width: int, height: int, texts: list[str], times: int, ended: bool
) -> None:
    question, following, parked, why, word, last = texts
    full = Screen(
        about=word,
        place="2 of 5 · walk through",
        clock="23 min of 60",
        ended=ended,
        question=question,
        following=Prompt("ask next", following),
        parked=(Waiting("1", parked, why),) * times,
        words=(word,) * times,
        items=(last,) * times,
        last=(Said("7", last, "pain"),) * min(times, 2),
        trouble=why,
    )
    lines = fitted(full, width, height)
    assert len(lines) == height
    assert [line for line in lines if cells(line) > width] == []
