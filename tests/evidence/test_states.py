"""A customer's state from what they said."""

from __future__ import annotations

import pytest
from evidence.rows import a_customer, a_link, a_tag, an_interview

from interviewkit.evidence.states import State, state_of, voice_of


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ((), State.SILENT),
        (("neutral", "neutral"), State.NEUTRAL),
        (("supports", "neutral"), State.SUPPORTS),
        (("neutral", "contradicts"), State.CONTRADICTS),
        (("contradicts", "neutral", "supports"), State.MIXED),
    ],
)
def test_the_stances_of_one_interview_come_to_a_state(stances: tuple[str, ...], expected: State) -> None:
    assert state_of(stances) is expected


def test_the_last_different_state_is_the_earlier_one() -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04")
    stances = ("neutral", "contradicts", "supports", "supports")
    spoken = [
        (an_interview(f"acme-{9 - number}", day=day), a_link(f"acme-{9 - number}/1", stance))
        for number, (day, stance) in enumerate(zip(days, stances, strict=True))
    ]
    voice = voice_of(a_customer("acme"), reversed(spoken))
    assert (voice.state, voice.earlier, voice.interviews) == (State.SUPPORTS, State.CONTRADICTS, 4)
    assert (voice.changed, voice_of(a_customer("acme"), spoken[2:]).changed) == (True, False)
    assert voice.links == tuple(link for _, link in spoken)


def test_interviews_that_start_together_are_ordered_by_reference() -> None:
    spoken = [
        (an_interview("acme-2"), a_link("acme-2/1")),
        (an_interview("acme-1"), a_link("acme-1/1", "contradicts")),
    ]
    assert voice_of(a_customer("acme"), spoken).state is State.SUPPORTS


def test_a_voice_is_strong_only_with_a_first_hand_supporting_entry_and_nothing_against() -> None:
    talk = an_interview("acme-1")
    thought = (talk, a_link(a_tag("acme-1/1", evidence="opinion")))
    shown = (talk, a_link(a_tag("acme-1/2", evidence="shown")))
    aside = (talk, a_link(a_tag("acme-1/3", evidence="shown"), "neutral"))
    against = (talk, a_link(a_tag("acme-1/4"), "contradicts"))
    acme = a_customer("acme")
    said = ([thought], [thought, aside], [thought, shown], [shown, against])
    assert [voice_of(acme, each).strong for each in said] == [False, False, True, False]
