"""Which command a word with a slip in it was meant to be."""

from __future__ import annotations

import pytest

from interviewkit.notation.misspelt import nearest

COMMANDS = ("park", "parked", "phase", "end", "undo", "fix", "term", "terms", "roadmap", "status", "follow", "tag")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("udno", "undo"), ("ndo", "undo"), ("unddo", "undo"), ("umdo", "undo"), ("fxi", "fix"), ("UDNO", "undo")),
        *(("rodmap", "roadmap"), ("statsu", "status"), ("folow", "follow"), ("stat", "status"), ("phsae", "phase")),
        *(
            ("parks", "park"),
            ("rk", None),
            ("ark", "park"),
            ("var", None),
            ("login", None),
            ("tmp", None),
            ("pa", None),
        ),
        *(("", None), ("home", None), ("oudn", None), ("undoing", None), ("fixed", None)),
    ],
)
def test_one_slip_of_the_fingers_or_a_start_that_only_one_has_is_understood(typed: str, meant: str | None) -> None:
    assert nearest(typed, COMMANDS) == meant
