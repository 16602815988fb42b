"""Pain scores and the order of quotes."""

from __future__ import annotations

from evidence.rows import a_tag
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.ranking import Quote, pain_score, severity, strongest_first


def test_what_nobody_rated_hurts_a_little_and_a_process_step_does_not() -> None:
    kinds = ("problem", "pain", "process")
    assert [severity(a_tag("acme-1/1", kind)) for kind in kinds] == [1, 1, 0]
    assert [severity(a_tag("acme-1/1", kind, severity=3)) for kind in kinds] == [3, 3, 0]


def test_the_pain_score_adds_each_customer_s_worst() -> None:
    tags = [
        a_tag("acme-1/1", severity=2),
        a_tag("acme-2/5", "problem", severity=3),
        a_tag("bolt-1/1"),
        a_tag("bolt-1/2", "process"),
        a_tag("cask-1/1", "process"),
    ]
    assert (pain_score(tags), pain_score([])) == (3 + 1, 0)


def order(*tags: Quote) -> list[str]:
    """The references of quotes, strongest first."""
    return [quote.tag.ref for quote in strongest_first(tags)]


def test_verbatim_then_first_hand_then_severity_then_the_newest_is_stronger() -> None:
    late = "2026-09-01T10:00:00.000Z"
    quotes = [
        Quote(a_tag("acme-1/1", observation=True, severity=3, at=late), ""),
        Quote(a_tag("bolt-1/1", evidence="opinion", severity=3, at=late), ""),
        Quote(a_tag("cask-1/1"), ""),
        Quote(a_tag("dune-1/1", at=late), ""),
        Quote(a_tag("echo-1/1", severity=2), ""),
        Quote(a_tag("fern-1/1", evidence="opinion", verbatim=True), ""),
    ]
    expected = ["fern-1/1", "echo-1/1", "dune-1/1", "cask-1/1", "bolt-1/1", "acme-1/1"]
    assert order(*quotes) == order(*reversed(quotes)) == expected


def test_every_customer_s_best_comes_before_anybody_s_second() -> None:
    quotes = [
        Quote(a_tag("acme-1/1", severity=3), ""),
        Quote(a_tag("acme-1/2", severity=3), ""),
        Quote(a_tag("acme-1/3", severity=2), ""),
        Quote(a_tag("bolt-1/1", severity=1), ""),
        Quote(a_tag("bolt-1/2", severity=1, verbatim=True), ""),
    ]
    assert order(*quotes) == ["bolt-1/2", "acme-1/1", "acme-1/2", "bolt-1/1", "acme-1/3"]


def test_an_entry_with_several_tags_is_quoted_once_with_the_one_that_hurts_most() -> None:
    problem, pain, step = (a_tag("acme-1/1", kind) for kind in ("problem", "pain", "process"))
    quotes = [Quote(step, "supports"), Quote(problem, "supports"), Quote(pain, "supports")]
    assert strongest_first(quotes) == (Quote(pain, "supports"),)
    assert strongest_first(quotes[:2]) == (Quote(problem, "supports"),)
    rated = Quote(problem._replace(severity=2), "supports")
    assert strongest_first([*quotes, rated]) == (rated,)


@given(
    st.lists(
        st.builds(
            lambda who, number, level: Quote(a_tag(f"{who}-1/{number}", severity=level), "supports"),
            st.sampled_from(["acme", "bolt", "cask"]),
            st.integers(1, 5),
            st.sampled_from([None, 1, 2, 3]),
        )
    )
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_nobody_is_quoted_again_before_everybody_had_their_turn(quotes: list[Quote]) -> None:
    found = strongest_first(quotes)
    assert {quote.tag.ref for quote in found} == {quote.tag.ref for quote in quotes}
    assert len({quote.tag.ref for quote in found}) == len(found)
    said = [quote.tag.customer for quote in found]
    turns = [said[:place].count(who) for place, who in enumerate(said)]
    assert turns == sorted(turns)
