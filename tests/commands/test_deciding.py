"""What may be typed on a screen of triage."""

from __future__ import annotations

import pytest

from interviewkit.commands.triage.deciding import Step, judged, steps
from interviewkit.errors import UsageError
from interviewkit.vocabulary import Stance


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", [Step("next")]),
        ("  ", [Step("next")]),
        ("n", [Step("next")]),
        ("1 2 3", [Step("toggle", "problem"), Step("toggle", "process"), Step("toggle", "pain")]),
        ("s2 s 3", [Step("severity", "2"), Step("severity", "3")]),
        ("+1", [Step("link", "1", Stance.SUPPORTS)]),
        (
            "+fas -sea =aud",
            [Step("link", word, stance) for word, stance in zip(("fas", "sea", "aud"), Stance, strict=True)],
        ),
        ("- sea", [Step("link", "sea", Stance.CONTRADICTS)]),
        ("&slow", [Step("label", "slow")]),
        ("o e shown ecom", [Step("evidence", word) for word in ("opinion", "shown", "commitment")]),
        ("u", [Step("undo")]),
        ("3 q", [Step("toggle", "pain"), Step("quit")]),
    ],
)
def test_keys_are_read_from_left_to_right(line: str, found: list[Step]) -> None:
    assert steps(line) == found


@pytest.mark.parametrize("line", ["4", "x", "pain", "s4", "s", "+", "-", "&", "12", "nn", "é"])
def test_what_is_no_key_does_nothing_and_is_named(line: str) -> None:
    with pytest.raises(UsageError) as refused:
        steps(f"1 {line}")
    assert str(refused.value) == f"{line} is no key; nothing was done"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", frozenset()),
        ("1", frozenset({"problem"})),
        ("3, 1 3", frozenset({"problem", "pain"})),
        ("u", Step("undo")),
        (" q ", Step("quit")),
    ],
)
def test_a_blind_reader_gives_kinds_and_nothing_else(line: str, found: object) -> None:
    assert judged(line) == found


@pytest.mark.parametrize(("line", "wrong"), [("+1", "+1"), ("1 u", "u"), ("13", "13"), ("&builds", "&builds")])
def test_another_key_is_refused_where_one_reads_blind(line: str, wrong: str) -> None:
    with pytest.raises(UsageError) as refused:
        judged(line)
    assert str(refused.value) == f"{wrong} is no key here; nothing was done"


@pytest.mark.parametrize("line", ["e", "e x", "e", "ex"])
def test_a_way_of_saying_it_that_is_none_is_answered_with_those_there_are(line: str) -> None:
    with pytest.raises(UsageError) as refused:
        steps(line)
    assert str(refused.value) == "how was it said? e opinion, e experience, e shown, e commitment"
