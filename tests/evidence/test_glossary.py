"""What customers mean by their words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interviewkit.evidence.glossary import glossary

MEANINGS = st.sampled_from([None, "", "signed off", "Signed  off.", "built last"])


def test_words_stand_by_the_alphabet_and_say_where_meanings_differ() -> None:
    rows: list[dict[str, Any]] = [
        {"word": "train", "meaning": None, "customer": "acme"},
        {"word": "golden build", "meaning": "signed off", "customer": "acme"},
        {"word": "golden build", "meaning": "built last", "customer": "bolt"},
        {"word": "hook", "meaning": "a crane's", "customer": "bolt"},
        {"word": "hook", "meaning": None, "customer": "acme"},
    ]
    found = [(word.word, len(word.uses), word.disagree, word.open) for word in glossary(rows)]
    assert found == [("golden build", 2, True, False), ("hook", 2, False, False), ("train", 1, False, True)]


def test_capitals_blanks_and_a_full_stop_make_no_other_meaning() -> None:
    told = ["signed off", "Signed  off.", None, " "]
    (word,) = glossary([{"word": "golden build", "meaning": meaning} for meaning in told])
    assert (word.meanings, word.disagree, word.open) == (1, False, False)


@given(st.lists(st.tuples(st.sampled_from("abc"), MEANINGS)))
def test_the_order_in_which_words_were_noted_changes_nothing(rows: list[tuple[str, str | None]]) -> None:
    told = [{"word": word, "meaning": meaning} for word, meaning in rows]
    mixed = sorted(told, key=lambda row: (str(row["meaning"]), str(row["word"])))
    assert [(word.word, word.meanings, len(word.uses)) for word in glossary(told)] == [
        (word.word, word.meanings, len(word.uses)) for word in glossary(mixed)
    ]
    assert not any(word.open and word.disagree for word in glossary(told))
