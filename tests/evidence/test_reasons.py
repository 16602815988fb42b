"""A reason for every verdict, as a planner reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.judging import judge
from interviewkit.evidence.reasons import FORMER_NEED, NEED, SOLVED, Asked, percent_range
from interviewkit.evidence.tally import Tally
from interviewkit.settings import Policy


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(supports=3, strong=3), "insufficient: 3 of 3 support it; 1 more to judge"),
        (Tally(), "insufficient: nobody was heard who could have spoken to it; 4 more to judge"),
        (
            Tally(supports=1, contradicts=1, mixed=1, strong=1),
            "insufficient: 1 of 3 supports it; 1 contradicts it; 1 both supports and contradicts it; 1 more to judge",
        ),
        (
            Tally(supports=1, contradicts=4, mixed=2, silent=1),
            "contradicted: 4 of 8 contradict it; 1 of 8 supports it; 2 both support and contradict it",
        ),
        (Tally(silent=12), "unsupported: 0 of 12 (0–24 %)"),
        (Tally(silent=11, contradicts=1), "unsupported: 0 of 12 (0–24 %); 1 contradicts it"),
        (
            Tally(supports=3, contradicts=2, silent=7, strong=3),
            "contested: 3 of 12 support it; 2 contradict it; with 7 it did not come up",
        ),
        (
            Tally(supports=6, contradicts=2, silent=4, strong=6),
            "validated: 6 of 12 (25–75 %); 2 contradict it",
        ),
        (
            Tally(supports=5, silent=1, strong=5, segments=2, not_heard=("public-sector",)),
            "partial: 5 of 6 (44–97 %); not heard from: public-sector",
        ),
        (
            Tally(supports=3, contradicts=1, silent=6, strong=3),
            "emerging: 3 of 10 (11–60 %); 1 contradicts it; 4 more, first-hand, would validate it",
        ),
        (
            Tally(contradicts=1, neutral=2, silent=3),
            "doubtful: 3 of 6 spoke to it, 0 of 3 support it; 1 contradicts it",
        ),
        (Tally(silent=6), "untested: 0 of 6 spoke to it"),
        (
            Tally(silent=6, outside_against=2),
            "untested: 0 of 6 spoke to it; 2 more, outside its segments or topics, contradict it",
        ),
    ],
)
def test_each_verdict_gives_its_reason(tally: Tally, expected: str) -> None:
    assert judge(tally, Policy()).reason == expected


@pytest.mark.parametrize(
    ("tally", "asked", "expected"),
    [
        (Tally(supports=3), FORMER_NEED, "insufficient: 3 of 3 support it; 1 too few to judge"),
        (Tally(supports=1, silent=3, strong=1), FORMER_NEED, "emerging: 1 of 4 (5–70 %); 1 of 1 first-hand"),
        (
            Tally(contradicts=3, mixed=1),
            SOLVED,
            "contradicted: 3 of 4 say it still hurts; 0 of 4 say it is solved; 1 says both",
        ),
    ],
)
def test_a_shipped_item_s_rounds_have_their_own_words(tally: Tally, asked: Asked, expected: str) -> None:
    assert judge(tally, Policy(), asked).reason == expected


def test_an_item_that_no_number_would_validate_says_so() -> None:
    reason = judge(Tally(supports=2, silent=2, strong=2), Policy(validated_lower=1.0)).reason
    assert reason == "emerging: 2 of 4 (15–85 %); no number of further customers would validate it"


STATES = ("supports", "contradicts", "mixed", "neutral", "silent")
TALLIES = st.builds(
    Tally,
    strong=st.integers(0, 3),
    outside_against=st.integers(0, 3),
    **dict.fromkeys(STATES, st.integers(0, 12)),
)


@given(TALLIES, st.sampled_from([NEED, FORMER_NEED, SOLVED]))
@settings(max_examples=400, derandomize=True, deadline=None)
def test_every_reason_names_every_voice_against(tally: Tally, asked: Asked) -> None:
    reason = judge(tally, Policy(), asked).reason
    against = "|".join(asked.contradicts)
    found = re.search(rf"(?:: |; )(\d+)(?: of \d+)? (?:{against})(?:;|$)", reason)
    assert int(found[1] if found else 0) == tally.contradicts
    both = re.search(rf"; (\d+) (?:{'|'.join(asked.both)})(?:;|$)", reason)
    assert int(both[1] if both else 0) == tally.mixed
    beside = re.search(rf"; (\d+) more, outside its segments or topics, (?:{against})(?:;|$)", reason)
    assert int(beside[1] if beside else 0) == tally.outside_against


def test_a_range_is_whole_per_cent_with_an_en_dash() -> None:
    assert percent_range((0.2537, 0.7462)) == "25–75 %"
    assert percent_range((0.0, 1.0)) == "0–100 %"
