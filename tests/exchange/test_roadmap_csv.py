"""CSV as it is: delimiters to be guessed, line numbers that must be right."""

from __future__ import annotations

import pytest

from interviewkit.exchange.roadmap_csv import table_of
from interviewkit.exchange.roadmap_table import Record, Table


def table(text: str, expected: tuple[str, ...] = ("title", "status")) -> tuple[Table, list[str]]:
    """Read CSV text; return the table and the warnings."""
    warnings: list[str] = []
    return table_of(text, expected, warnings.append), warnings


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Title;Status\na, b, c;x\n", "a, b, c"),
        ("Title\tStatus\na, b; c\tx\n", "a, b; c"),
        ("Title,Status\na; b; c,x\n", "a; b; c"),
        ("Title\na, b\n", "a, b"),
        ('Title, Status\n"a, b", "c, d"\n', "a, b"),
        ('sep=;\nTitle;A,B,C\n"a,b";x,y,z\n', "a,b"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, title: str) -> None:
    found, warnings = table(text)
    assert [record.cells["title"] for record in found.records] == [(title,)]
    assert warnings == []


def test_without_a_known_header_the_most_regular_delimiter_is_taken() -> None:
    found, _ = table("Ziel;Stand, heute\nSuche;ja, bald, sicher\nExport;nein\n")
    assert found.columns == {"ziel": "Ziel", "standheute": "Stand, heute"}


def test_a_known_header_counts_more_than_regular_rows() -> None:
    found, _ = table("Title;Stand, heute\na, b\nc, d\n")
    assert [record.cells for record in found.records] == [{"title": ("a, b",)}, {"title": ("c, d",)}]


def test_a_repeated_header_keeps_every_value() -> None:
    found, _ = table("title,Label,LABEL ,label\na,x,,y\n")
    assert found == Table(
        "csv",
        {"title": "title", "label": "Label"},
        (Record(2, {"title": ("a",), "label": ("x", "", "y")}),),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_by_the_line_they_begin_on(end: str) -> None:
    found, _ = table(end.join(["", "title,status", '"a', "", 'b",x', "", "c,y"]))
    assert [record.line for record in found.records] == [3, 7]
    found, _ = table(end.join(["sep=,", "title,status", "a,x"]))
    assert [record.line for record in found.records] == [3]


def test_many_long_rows_make_one_warning() -> None:
    _, warnings = table("title,status\n" + "a,b,c\n" * 7)
    assert warnings == [
        "lines 2, 3, 4, 5, 6 and 2 more: more fields than the header has columns; the last ones were left out."
    ]


def test_a_column_without_a_name_counts_only_when_it_holds_something() -> None:
    found, _ = table("title,,\na,,x\nb\n")
    assert found.columns == {"title": "title", "column3": "column 3"}
