"""JSON as it is: lists that lie deep, keys that repeat, values that are no text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap_json import table_of


def cells(text: str) -> list[dict[str, tuple[str, ...]]]:
    """Return the cells of every record."""
    return [dict(record.cells) for record in table_of(text, lambda _: None).records]


def refusal(text: str) -> str:
    """Return the sentence with which JSON text is refused."""
    with pytest.raises(UsageError) as caught:
        table_of(text, lambda _: None)
    return str(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        [{"title": "a"}],
        {"items": [{"title": "a"}]},
        {"issues": [{"title": "a"}], "title": "the board"},
        {"data": {"issues": {"nodes": [{"title": "a"}]}}},
        {"version": 3, "tags": ["x"], "Roadmap": [{"title": "a"}]},
        {"title": "a"},
    ],
)
def test_the_list_is_found_wherever_it_lies(document: Any) -> None:
    assert cells(json.dumps(document)) == [{"title": ("a",)}]


def test_values_become_texts_as_they_were_written() -> None:
    assert cells(
        '[{"id": 12345678901234567890, "n": 1.50, "b": true, "z": null, '
        '"s": {"name": "Done", "n": 1}, "l": [1, null, "x"]}]'
    ) == [
        {
            "id": ("12345678901234567890",),
            "n": ("1.50",),
            "b": ("true",),
            "z": (),
            "s": ("Done",),
            "sname": ("Done",),
            "sn": ("1",),
            "l": ("1", "x"),
        }
    ]


def test_columns_are_named_as_written_with_the_keys_of_inner_objects() -> None:
    found = table_of('[{"Issue Key": 1}, {"content": {"title": "a"}}]', lambda _: None)
    assert found.columns == {"issuekey": "Issue Key", "content": "content", "contenttitle": "content.title"}


def test_a_key_that_stands_twice_is_told_and_its_last_value_taken() -> None:
    warnings: list[str] = []
    found = table_of('[{"title": "a", "title": "b"}, {"title": "c", "title": "d"}]', warnings.append)
    assert [record.cells["title"] for record in found.records] == [("b",), ("d",)]
    assert warnings == ["keys that stand twice in one object, whose last value was taken: “title”"]


def test_what_is_no_object_is_skipped_by_its_place() -> None:
    found = table_of('[{"title": "a"}, 7, null, "x", [1], true, {"title": "b"}]', lambda _: None)
    assert [record.line for record in found.records] == [1, 7]
    assert found.skipped == (
        (2, "is a text or a number, not an object"),
        (3, "is null, not an object"),
        (4, "is a text or a number, not an object"),
        (5, "is a list, not an object"),
        (6, "is true or false, not an object"),
    )


def test_broken_json_is_refused_with_line_and_column() -> None:
    assert refusal('[{"title": "a"},\n {"title" "b"}]') == (
        "Line 2, column 11: this is no JSON (Expecting ':' delimiter); correct it there, or say what it "
        "is with "
        "`interviewkit roadmap import --from csv`."
    )


def test_a_thousand_levels_are_refused() -> None:
    assert refusal("[" * 100_000 + "]" * 100_000).startswith("The JSON is nested too deeply")
    assert refusal('{"data":' * 20 + "1" + "}" * 20).startswith("The JSON is an object with the keys “data”")


def test_json_without_a_list_of_objects_is_refused_by_what_it_is() -> None:
    assert refusal("7").startswith("The JSON is a text or a number and holds no list of items;")
    assert refusal('{"a": 1, "b": ["x"]}').startswith("The JSON is an object with the keys “a”, “b” and holds no list")
    assert refusal('["a", 1]').startswith("The JSON list holds no object;")
    assert refusal('{"x": [{"a": 1}], "y": [{"a": 1}]}').startswith("The JSON object holds 2 lists (“x”, “y”);")


def test_text_that_no_store_takes_is_made_harmless() -> None:
    found = table_of(r'[{"title": "a\u0000b\ud800c\ud83d\ude80", "k\ud800": "x"}]', lambda _: None)
    assert found.columns == {"title": "title", "k": "k�"}
    assert [record.cells for record in found.records] == [{"title": ("a␀b�c🚀",), "k": ("x",)}]


@pytest.mark.parametrize("total", ['"many"', "1", "null", "9" * 5_000, "-3"])
def test_a_total_that_says_nothing_is_no_warning(total: str) -> None:
    warnings: list[str] = []
    table_of(f'{{"items": [{{"title": "a"}}], "totalCount": {total}}}', warnings.append)
    assert warnings == []
