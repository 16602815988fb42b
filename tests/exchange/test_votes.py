"""Votes as CSV."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.errors import UsageError
from interviewkit.exchange.votes import read
from interviewkit.fieldwork.ballots import Ballot


@pytest.mark.parametrize(
    ("text", "ballots"),
    [
        ("customer,problem\nacme,1\n", [Ballot("acme", [("1", 1)], 2)]),
        ("Customer;Problem;Dots\nacme;1;2\nbolt;3;\n\nacme;4-2;1\n", [
            Ballot("acme", [("1", 2), ("4-2", 1)], 2),
            Ballot("bolt", [("3", 1)], 3),
        ]),
        ('member\tproblem\r\n"Ann, Lee"\t 2 \r\n', [Ballot("Ann, Lee", [("2", 1)], 2)]),
        ("dots,problem,voter\n2,5,acme", [Ballot("acme", [("5", 2)], 2)]),
        ("customer,problem\n", []),
    ],
)  # fmt: skip
def test_a_voters_lines_are_one_ballot(text: str, ballots: list[Ballot]) -> None:
    assert read(text) == ballots


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "votes need the columns customer and problem, perhaps dots; found: nothing"),
        ("who,problem\na,1\n", "votes need the columns customer and problem, perhaps dots; found: who, problem"),
        (
            "customer,problem,dots\nacme,1,1\nbolt,1,no\n",
            "line 3: 1:no is no vote; write a problem's number, as 4, or with its dots, as 4:2; nothing was stored",
        ),
    ],
)
def test_what_is_no_vote_is_told_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert str(refused.value) == sentence


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for words in (text, f"customer,problem,dots\n{text}"):
        try:
            ballots = read(words)
        except UsageError:
            continue
        assert all(ballot.marks and ballot.line for ballot in ballots)
