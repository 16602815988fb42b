"""How rows leave: whole documents in each format."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit import console
from interviewkit.errors import UsageError
from interviewkit.output import Field, cells, render, render_one

FIELDS = [
    Field("Item", "slug"),
    Field("For", "supports"),
    Field("Low", "interval.low"),
    Field("Labels", "labels"),
]
ROWS: list[dict[str, Any]] = [
    {"slug": "faster-builds", "supports": 7, "interval": {"low": 0.32}, "labels": ["ci", "qa"], "hidden": 1},
    {"slug": "搜索", "supports": 12, "interval": None, "labels": [], "shipped": True},
]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_a_table_is_aligned_with_numbers_to_the_right_and_wide_signs_measured() -> None:
    assert render(ROWS, FIELDS, "table") == (
        "Item           For   Low  Labels\nfaster-builds    7  0.32  ci; qa\n搜索            12\n"
    )


def test_text_is_the_table_and_nothing_is_no_table() -> None:
    assert render(ROWS, FIELDS, "text") == render(ROWS, FIELDS, "table")
    assert render([], FIELDS, "table") == ""


def test_a_cell_of_a_table_is_one_harmless_line() -> None:
    rows = [{"answer": "first\r\nsecond\tthird \x1b[2J", "aha": True}, {"answer": {"a": 1}, "aha": False}]
    assert render(rows, [Field("Answer", "answer"), Field("Aha", "aha")], "table") == (
        'Answer                   Aha\nfirst second third ␛[2J  yes\n{"a": 1}                 no\n'
    )


def test_long_cells_are_cut_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"ref": "acme-2026-11-21/7", "answer": "ein Tag weg, 每次都这样 " * 9}]
    fields = [Field("Ref", "ref"), Field("Answer", "answer")]
    whole = "Ref" + " " * 16 + "Answer\nacme-2026-11-21/7  " + ("ein Tag weg, 每次都这样 " * 9).rstrip() + "\n"
    assert render(rows, fields, "table") == whole
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    monkeypatch.setattr(console, "width", lambda: 38)
    cut = render(rows, fields, "table")
    assert cut == (
        "Ref                Answer\n"
        "acme-2026-11-21/7  ein Tag weg,\n"
        "                   每次都这样 ein Tag\n"
        "                   weg, 每次都这样…\n"
    )
    assert max(cells(line) for line in cut.splitlines()) <= 38


def test_a_narrow_terminal_gets_no_empty_column_then_no_spare_one_then_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    rows: list[dict[str, Any]] = [
        {"a": "faster-builds", "b": "each night, for all of us", "c": "", "d": "now", "n": 1200},
        {"a": "search", "b": "", "c": None, "d": "", "n": 3},
    ]
    fields = [Field("A", "a"), Field("B", "b"), Field("C", "c"), Field("D", "d", spare=1), Field("N", "n")]
    shown = {}
    for width in (53, 52, 31, 20):
        monkeypatch.setattr(console, "width", lambda width=width: width)
        shown[width] = render(rows, fields, "table")
    whole = (
        "A              B                          C  D       N\n"
        "faster-builds  each night, for all of us     now  1200\n"
        "search                                              3\n"
    )
    assert shown[53] != whole
    assert shown[52] == (
        "A              B                          D       N\n"
        "faster-builds  each night, for all of us  now  1200\n"
        "search                                            3\n"
    )
    assert shown[31] == (
        "A              B              N\n"
        "faster-builds  each        1200\n"
        "               night, for\n"
        "               all of us\n"
        "search                        3\n"
    )
    assert shown[20] == "A  faster-builds\nB  each night, for all of us\nD  now\nN  1200\n\nA  search\nN  3\n"


def test_a_painted_cell_that_is_cut_ends_its_paint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda *_: True)
    monkeypatch.setattr(console, "width", lambda: 12)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    rows = [{"a": "1", "b": console.paint("faster-builds", "bold")}]
    assert render(rows, [Field("A", "a"), Field("B", "b")], "table") == (
        "A  B\n1  \ufdd1faster-\ufdd0\n   \ufdd1builds\ufdd0\n"
    )


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("搜索", 4), ("e\u0301", 1), ("a\u200bb", 2), ("é—…", 3), ("\ufdd1bold\ufdd0", 4)],
)
def test_text_is_measured_in_terminal_columns(text: str, width: int) -> None:
    assert cells(text) == width


def test_json_is_an_array_with_the_declared_keys() -> None:
    assert render(ROWS, FIELDS, "json") == (
        "[\n"
        '  {\n    "slug": "faster-builds",\n    "supports": 7,\n    "interval.low": 0.32,\n'
        '    "labels": [\n      "ci",\n      "qa"\n    ]\n  },\n'
        '  {\n    "slug": "搜索",\n    "supports": 12,\n    "interval.low": null,\n    "labels": []\n  }\n'
        "]\n"
    )
    assert render([], FIELDS, "json") == "[]\n"


def test_json_lines_are_one_object_each() -> None:
    assert render(ROWS, FIELDS, "jsonl") == (
        '{"slug": "faster-builds", "supports": 7, "interval.low": 0.32, "labels": ["ci", "qa"]}\n'
        '{"slug": "搜索", "supports": 12, "interval.low": null, "labels": []}\n'
    )
    assert render([], FIELDS, "jsonl") == ""


def test_json_escapes_what_could_harm_a_terminal_or_a_parser() -> None:
    rows = [{"answer": "\x1b\x7f\x9b\u202e\u2028\u2029\ud800 ☕"}]
    assert render(rows, [Field("Answer", "answer")], "jsonl") == (
        '{"answer": "\\u001b\\u007f\\u009b\\u202e\\u2028\\u2029\\ud800 ☕"}\n'
    )


@given(ANY_TEXT)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_text_comes_back_from_json_on_one_harmless_line(text: str) -> None:
    line = render([{"a": text}], [Field("A", "a")], "jsonl")
    assert json.loads(line) == {"a": text}
    assert console.harmless(line) == line
    assert len(line.splitlines()) == 1


def test_csv_has_the_keys_as_header_and_rows_that_end_in_a_line_feed() -> None:
    rows = [*ROWS, {"slug": 'a "b", c', "supports": -3, "labels": ["two\nlines", True]}]
    assert render(rows, FIELDS, "csv") == (
        "slug,supports,interval.low,labels\n"
        "faster-builds,7,0.32,ci; qa\n"
        "搜索,12,,\n"
        '"a ""b"", c",-3,,"two\nlines; true"\n'
    )
    assert render([], FIELDS, "csv") == "slug,supports,interval.low,labels\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 20 123", "'+31 20 123"),
        ("-5", "'-5"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0\u200b=1", "'\u00a0\u200b=1"),
        ("\n=1", "'\n=1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        (["=1", "b"], "'=1; b"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (False, "false"),
        ({"low": 1}, '{"low": 1}'),
    ],
)
def test_no_cell_starts_a_formula_and_numbers_stay_numbers(value: object, cell: str) -> None:
    text = render([{"a": value, "b": 1}], [Field("A", "a"), Field("B", "b")], "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], [cell, "1"]]


@given(st.lists(st.lists(ANY_TEXT, min_size=2, max_size=2), max_size=4))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_csv_comes_back_through_the_csv_module_but_for_the_apostrophe(table: list[list[str]]) -> None:
    rows = [{"a": a, "b": b} for a, b in table]
    text = render(rows, [Field("A", "a"), Field("B", "b")], "csv")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["a", "b"]
    assert len(read) == len(table) + 1
    for got, given_ in zip(read[1:], table, strict=True):
        assert all(g in {w, f"'{w}"} for g, w in zip(got, given_, strict=True))
        assert not any(cell.strip()[:1] in set("=+-@＝＋－＠") for cell in got if cell.strip())


def test_an_empty_cell_alone_in_its_row_is_still_a_row() -> None:
    text = render([{"a": ""}, {"a": None}], [Field("A", "a")], "csv")
    assert text == 'a\n""\n""\n'


def test_a_key_with_a_dot_is_taken_as_it_is_before_it_is_taken_apart() -> None:
    rows: list[dict[str, Any]] = [{"a.b": 1, "a": {"b": 2}}, {"a": {"b": 3}}, {"a": {"b.c": 4}}, {"a": 5}, {}]
    fields = [Field("B", "a.b"), Field("C", "a.b.c")]
    assert render(rows, fields, "csv") == "a.b,a.b.c\n1,\n3,\n,4\n,\n,\n"


def test_one_thing_is_lines_for_people_without_what_has_no_value() -> None:
    row = {
        "name": "Ann\x1b",
        "notes": "first\nsecond",
        "weight": 0,
        "email": None,
        "labels": [],
        "internal": False,
    }
    fields = [
        Field("Name", "name"),
        Field("Notes", "notes"),
        Field("重量", "weight"),
        Field("E-mail", "email"),
        Field("Labels", "labels"),
        Field("Internal", "internal"),
    ]
    shown = "Name      Ann␛\nNotes     first\n          second\n重量      0\nInternal  no\n"
    assert render_one(row, fields, "text") == render_one(row, fields, "table") == shown
    assert render_one({}, fields, "text") == ""


def test_one_thing_is_an_object_in_json_and_a_row_in_csv() -> None:
    fields = [Field("Item", "slug"), Field("Low", "interval.low")]
    assert render_one(ROWS[0], fields, "json") == '{\n  "slug": "faster-builds",\n  "interval.low": 0.32\n}\n'
    assert render_one(ROWS[0], fields, "jsonl") == '{"slug": "faster-builds", "interval.low": 0.32}\n'
    assert render_one(ROWS[0], fields, "csv") == "slug,interval.low\nfaster-builds,0.32\n"


@pytest.mark.parametrize("rendered", [lambda: render(ROWS, FIELDS, "yaml"), lambda: render_one({}, FIELDS, "yaml")])
def test_a_format_nobody_knows_is_refused_with_those_there_are(rendered: Any) -> None:
    with pytest.raises(UsageError) as caught:
        rendered()
    assert str(caught.value) == "there is no format 'yaml'; use one of table, text, json, jsonl, csv"
