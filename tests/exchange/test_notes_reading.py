"""Notes in all their shapes, as the questions and answers that they are read as."""

from __future__ import annotations

import pytest

from interviewkit.errors import UsageError
from interviewkit.exchange import notes
from interviewkit.exchange.notes import Notes

Asked = list[tuple[str | None, str | None]]


def read(text: str) -> Notes:
    """The notes in a text, read without a warning."""
    return notes.read(text.encode(), pytest.fail)


def asked(text: str) -> Asked:
    """Every question with its answer."""
    return [(said.question, said.answer) for said in read(text).said()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Q: How do you deploy?\nA: We push\nto main.\n\nQ2. Who tags?\nAnswer: QE\nA: and ops\nQ: Open?\n",
            [
                ("How do you deploy?", "We push\nto main."),
                ("Who tags?", "QE"),
                ("Who tags?", "and ops"),
                ("Open?", None),
            ],
        ),
        (
            "**Q: What do you do**\n**A:** I tag.\n\n**Q:** why\n\nBecause.\n\nTwice.\nA:\n",
            [("What do you do", "I tag."), ("why", "Because."), ("why", "Twice.")],
        ),
        (
            "- how do you deploy\n  _we push_\n  _and wait_\n- who tags?\n- when\n  - at night\n  - on Sundays\n",
            [
                ("how do you deploy", "we push"),
                ("how do you deploy", "and wait"),
                ("who tags?", None),
                ("when", "at night"),
                ("when", "on Sundays"),
            ],
        ),
        (
            "## How do you deploy?\nWe push to main.\n\nThen we wait.\n- QE tags\n- ops ships\n\n"
            "## Pricing\n\n## Team\nfive\n",
            [
                ("How do you deploy?", "We push to main."),
                ("How do you deploy?", "Then we wait."),
                ("How do you deploy?", "QE tags"),
                ("How do you deploy?", "ops ships"),
                ("Pricing", None),
                ("Team", "five"),
            ],
        ),
        (
            "How do you deploy?\nWe push. Why not?\n\nWho tags?\nQE\n",
            [("How do you deploy?", "We push. Why not?"), ("Who tags?", "QE")],
        ),
        ("a thought\n\n*she sighed*\n", [(None, "a thought"), (None, "[she sighed]")]),
        ("**Who tags?**\nQE\n1. one\n2) two\n", [("Who tags?", "QE"), ("Who tags?", "one"), ("Who tags?", "two")]),
    ],
)
def test_notes_are_read_as_questions_and_answers_in_every_shape(text: str, expected: Asked) -> None:
    assert asked(text) == expected


def test_only_quoted_words_are_the_customers_very_own() -> None:
    text = 'Q: how?\n\n"a day is gone"\n\n> nobody can merge\n> meanwhile\n\nshe said "no" and "yes"\n'
    assert [(said.answer, said.verbatim) for said in read(text).said()] == [
        ("a day is gone", True),
        ("nobody can merge\nmeanwhile", True),
        ('she said "no" and "yes"', False),
    ]


def test_front_matter_says_who_and_when_and_what_is_no_entry_is_counted() -> None:
    found = read(
        "---\ncustomer: Dune Ltd\ndate: 2026-03-03\ntags: [a]\nparticipants:\n  - Ann Lee, release manager\n  - Bob\n"
        "interviewer: Jo, Kim and Lu\n---\n# Interview\n## Background\n### Role\nQ: how?\n---\n"
    )
    assert vars(found.head) == {
        "customer": "Dune Ltd",
        "date": "2026-03-03",
        "topic": None,
        "interviewers": ["Jo", "Kim", "Lu"],
        "participants": ["Ann Lee, release manager", "Bob"],
    }
    assert [(said.answer, said.speaker) for said in found.said()] == [(None, None)]
    assert found.left_out == {"header_lines": 9, "titles": 1, "section_headings": 2, "rules": 1}


def test_bold_lines_above_the_first_question_say_who_and_when_and_names_in_answers_who_spoke() -> None:
    found = read(
        "**Date:** 2026-03-03\n**Participants:** Ann Lee; Bob\n**Duration:** 45 min\nCompany: Dune\n\n"
        "## How do you deploy?\nAnn: we push\n\nEve: hm\n"
    )
    assert (found.head.date, found.head.customer, found.head.participants) == ("2026-03-03", "Dune", ["Ann Lee", "Bob"])
    assert [(said.answer, said.speaker) for said in found.said()] == [("we push", "Ann Lee"), ("Eve: hm", None)]
    assert (found.left_out, found.entries) == ({"header_lines": 4}, 2)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b" \n", "line 1, column 1: the file is empty; look at it, or name another one"),
        (b"# Title\n\n---\n", "line 1, column 1: nothing in this file was asked or said; look at it"),
        (b"Q: \0", "line 1, column 4: a NUL byte; this is no text: save it as UTF-8, and import that"),
    ],
)
def test_what_holds_no_notes_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        notes.read(data, pytest.fail)
    assert str(refused.value) == sentence


def test_comments_are_left_out_and_counted_and_marks_inside_a_line_are_taken_off() -> None:
    read_ = read("Q: why?<!-- not\nfor them -->\nA: by _law_ in snake_case and 2\\_000, _it is_.\n<!-- end -->\n")
    assert [(one.question, one.answer) for one in read_.said()] == [("why?", "by law in snake_case and 2_000, it is.")]
    assert read_.left_out == {"comments": 2}
