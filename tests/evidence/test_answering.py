"""Whether an item answers what hurts."""

from __future__ import annotations

from typing import Any

import pytest

from interviewkit.evidence.answering import answer_of

BEFORE, SHIPPED_AT, AFTER = "2026-03-01T10:00:00.000Z", "2026-04-01T00:00:00.000Z", "2026-05-01T10:00:00.000Z"


def tie(status: str, stance: str = "supports", shipped_at: str | None = None) -> dict[str, Any]:
    """A link to an item of this status."""
    return {"status": status, "stance": stance, "shipped_at": shipped_at}


@pytest.mark.parametrize(
    ("ties", "told", "answer"),
    [
        ([], BEFORE, "none"),
        ([tie("planned")], BEFORE, "coming"),
        ([tie("building")], AFTER, "coming"),
        ([tie("planned", "contradicts"), tie("building", "neutral")], BEFORE, "none"),
        ([tie("dropped")], BEFORE, "none"),
        ([tie("shipped", shipped_at=SHIPPED_AT)], BEFORE, "shipped"),
        ([tie("shipped", shipped_at=SHIPPED_AT)], AFTER, "shipped"),
        ([tie("shipped")], AFTER, "shipped"),
        ([tie("shipped", "contradicts", SHIPPED_AT)], BEFORE, "none"),
        ([tie("shipped", "contradicts", SHIPPED_AT)], SHIPPED_AT, "still-hurts"),
        ([tie("shipped", "contradicts", SHIPPED_AT), tie("planned")], AFTER, "still-hurts"),
        ([tie("shipped", shipped_at=SHIPPED_AT), tie("planned")], BEFORE, "coming"),
    ],
)
def test_a_hurt_is_answered_by_what_is_coming_or_has_shipped(
    ties: list[dict[str, Any]], told: str, answer: str
) -> None:
    assert answer_of(ties, told) == answer
    assert answer_of(ties[::-1], told) == answer
