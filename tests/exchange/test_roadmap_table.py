"""How names are compared and shown."""

from __future__ import annotations

import pytest

from interviewkit.exchange.roadmap_table import fold, is_blank, shown


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        (" Issue key ", "issuekey"),
        ("Fix Version/s", "fixversions"),
        ("Feature reference #", "featurereference"),
        ("stateReason", "statereason"),
        ("Größe", "grösse"),
        ("स्थिति", "स्थिति"),
        (" # ", "#"),
    ],
)
def test_names_are_compared_by_letters_marks_and_digits(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_blank_is_what_nobody_sees() -> None:
    assert [is_blank(text) for text in ("", " \t", "\u200b\ufeff", "\x00", ".")] == [True] * 4 + [False]


def test_columns_are_shown_shortened_in_length_and_number() -> None:
    assert shown(["a\n b", "x" * 61]) == "“a b”, “" + "x" * 59 + "…”"
    assert shown([str(number) for number in range(42)]).endswith("“39” and 2 more")
