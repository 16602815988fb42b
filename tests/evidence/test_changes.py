"""What two judgements of one item come to, and who moved between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.changes import Fresh, Move, Outcome, fresh, moves, outcome, together
from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.states import State
from interviewkit.evidence.verdicts import BEST_FIRST, Verdict

STATES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(State))
SOME = [Move("acme", None, State.SUPPORTS)]


@pytest.mark.parametrize(
    ("then", "now", "moved", "expected"),
    [
        (Verdict.EMERGING, Verdict.VALIDATED, SOME, Outcome.GAINED),
        (Verdict.VALIDATED, Verdict.PARTIAL, SOME, Outcome.LOST),
        (Verdict.UNTESTED, Verdict.DOUBTFUL, SOME, Outcome.LOST),
        (Verdict.INSUFFICIENT, Verdict.VALIDATED, SOME, Outcome.CHANGED),
        (Verdict.VALIDATED, Verdict.INSUFFICIENT, SOME, Outcome.CHANGED),
        (None, Verdict.VALIDATED, [], Outcome.CHANGED),
        (Verdict.VALIDATED, None, [], Outcome.CHANGED),
        (Verdict.VALIDATED, Verdict.VALIDATED, SOME, Outcome.MOVED),
        (Verdict.VALIDATED, Verdict.VALIDATED, [], Outcome.SAME),
        (Verdict.EMERGING, Verdict.EMERGING, [Move("acme", None, State.SILENT)], Outcome.SAME),
        (Verdict.EMERGING, Verdict.EMERGING, [Move("acme", State.NEUTRAL, None)], Outcome.MOVED),
        (None, None, [], Outcome.SAME),
    ],
)
def test_two_verdicts_come_to_this(
    then: Verdict | None, now: Verdict | None, moved: list[Move], expected: Outcome
) -> None:
    assert outcome(then, now, moved) is expected


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.sampled_from(BEST_FIRST), st.sampled_from(BEST_FIRST))
def test_what_is_gained_one_way_is_lost_the_other(then: Verdict, now: Verdict) -> None:
    turned = {Outcome.GAINED: Outcome.LOST, Outcome.LOST: Outcome.GAINED, Outcome.MOVED: Outcome.MOVED}
    assert outcome(now, then, SOME) is turned[outcome(then, now, SOME)]


def test_who_took_a_side_comes_before_who_fell_silent() -> None:
    then = {"acme": State.SUPPORTS, "bolt": State.SILENT, "crane": State.NEUTRAL, "dune": State.MIXED}
    now = {"bolt": State.CONTRADICTS, "crane": State.SILENT, "dune": State.MIXED, "elm": State.SILENT}
    assert moves(then, now) == [
        Move("bolt", State.SILENT, State.CONTRADICTS),
        Move("acme", State.SUPPORTS, None),
        Move("crane", State.NEUTRAL, State.SILENT),
        Move("elm", None, State.SILENT),
    ]


@settings(max_examples=100, derandomize=True, deadline=None)
@given(STATES, STATES)
def test_the_moves_turn_then_into_now(then: dict[str, State], now: dict[str, State]) -> None:
    states: dict[str, State | None] = {**then}
    for move in moves(then, now):
        assert states.get(move.customer) is move.then
        states[move.customer] = move.now
    assert {slug: state for slug, state in states.items() if state} == now


def test_only_who_was_not_counted_before_is_fresh() -> None:
    then = {"acme": State.SILENT, "bolt": State.SUPPORTS}
    now = {"acme": State.SUPPORTS, "crane": State.SUPPORTS, "dune": State.MIXED}
    assert fresh(then, now, 1.96) == Fresh(1, 2, wilson(1, 2, 1.96))
    assert fresh(now, now, 1.96) == Fresh(0, 0, (0.0, 1.0))


@pytest.mark.parametrize(
    ("states", "one"),
    [
        ("silent silent", "silent"),
        ("silent supports", "supports"),
        ("supports contradicts", "mixed"),
        ("neutral mixed", "mixed"),
        ("neutral contradicts silent", "contradicts"),
        ("neutral supports", "supports"),
    ],
)
def test_two_customers_who_prove_to_be_one_say_all_that_they_said(states: str, one: str) -> None:
    said = [State(word) for word in states.split()]
    assert together(said) is together(reversed(said)) is State(one)
