"""What holds for any roadmap file: hostile bytes, odd values, and `--map`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap import FORMS, RoadmapFile, read
from interviewkit.exchange.roadmap_table import is_blank
from interviewkit.vocabulary import Horizon, Status

BOUNDED = settings(max_examples=200, derandomize=True, deadline=None)


def reading(source: str | bytes, form: str = "auto", **mapping: str) -> tuple[RoadmapFile, list[str]]:
    """Read text or bytes; return the file and the warnings."""
    warnings: list[str] = []
    data = source.encode() if isinstance(source, str) else source
    return read(data, form=form, mapping=mapping, warn=warnings.append), warnings


def refusal(source: str | bytes, form: str = "auto", mapping: Mapping[str, str] | None = None) -> str:
    """Return the sentence with which a file is refused."""
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(UsageError) as caught:
        read(data, form=form, mapping=mapping or {}, warn=lambda _: None)
    return str(caught.value)


def titles(source: str | bytes, form: str = "auto", **mapping: str) -> list[str]:
    """Return the titles read."""
    return [row.title for row in reading(source, form, **mapping)[0].rows]


@pytest.mark.parametrize("nothing", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_of_nothing_is_refused(nothing: bytes) -> None:
    assert refusal(nothing) == ("The file is empty; `interviewkit roadmap import` reads CSV with a header, or JSON.")


def test_a_spreadsheet_and_a_picture_are_refused_by_what_they_are() -> None:
    assert "save it as CSV" in refusal(b"PK\x03\x04\x14\x00\x06\x00")
    assert "This is a binary file" in refusal(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_a_format_nobody_knows_is_refused() -> None:
    assert refusal("title\na\n", "trello") == (
        "“trello” is no format; `interviewkit roadmap import --from` takes auto, csv, json, github, jira, linear, aha."
    )


@pytest.mark.parametrize("data", [b"title,status\n", b"[]", b'{"items": []}'])
def test_a_file_with_nothing_planned_holds_no_rows(data: bytes) -> None:
    found, warnings = reading(data)
    assert (found.rows, found.skipped, warnings) == ((), (), [])


def test_an_empty_list_needs_no_column_for_a_map() -> None:
    assert titles("[]", title="goal") == []


def test_a_quotation_mark_at_the_very_end_is_never_closed_either() -> None:
    assert refusal('title\n"').startswith("The row that begins on line 2 opens a quotation mark")


def test_the_tracker_that_the_file_names_is_written_small() -> None:
    found, _ = reading("title,key,tracker\na,1,Jira\nb,1,\n")
    assert [(row.tracker, row.key) for row in found.rows] == [("jira", "1"), ("csv", "1")]


def test_a_named_tracker_reads_by_its_own_columns() -> None:
    assert titles("Summary,Status\nSearch,Done\n", "jira") == ["Search"]
    assert "is known to be the title; it has “Summary”" in refusal("Summary,Status\nSearch,Done\n", "aha")


def test_told_that_it_is_csv_a_file_is_read_by_the_general_names() -> None:
    found, _ = reading("Issue key,Summary,Resolution,Status\nA-1,Search,Duplicate,Closed\n", "csv")
    assert [(row.tracker, row.key, row.status) for row in found.rows] == [("csv", "A-1", Status.DROPPED)]


def test_of_several_columns_for_one_field_the_best_known_name_is_read() -> None:
    found, _ = reading("Name,Title,ID,Key\nAnn,Search,7,R-1\nBob,,8,R-2\n")
    assert [(row.title, row.key) for row in found.rows] == [("Search", "R-1")]
    assert found.skipped == ((3, "has no title"),)
    assert found.ignored_columns == ("Name", "ID")


def test_a_map_goes_before_what_is_known_and_takes_ref_for_key() -> None:
    found, _ = reading("Title,Goal,Nr.\nx,Search,7\n", title="goal", ref="nr")
    assert [(row.title, row.key) for row in found.rows] == [("Search", "7")]


def test_a_mapped_column_helps_to_find_the_delimiter() -> None:
    source = "Ziel;Stand, heute\nSuche, bald\n"
    assert titles(source, title="ziel") == ["Suche, bald"]


def test_a_map_to_a_column_that_is_not_there_names_the_nearest() -> None:
    assert refusal("Goal,Stage\nSearch,Done\n", mapping={"title": "Gaol"}) == (
        "--map title=Gaol: the file has no such column (did you mean “Goal”?); it has “Goal”, “Stage”. "
        "Try `interviewkit roadmap import --map title=…` with one of them."
    )


def test_a_map_of_a_field_that_is_not_there_names_the_nearest() -> None:
    assert refusal("Title\nSearch\n", mapping={"horizn": "Title"}) == (
        "--map horizn=…: there is no field “horizn” (did you mean “horizon”?); `interviewkit roadmap "
        "import --map` "
        "knows title, description, status, resolution, horizon, segments, topics, key, url, slug, tracker."
    )


def test_the_example_in_a_refusal_is_safe_to_paste_into_a_shell() -> None:
    assert "--map 'title=$(reboot)'`" in refusal("$(reboot);b\n1;2\n")


def test_status_words_nobody_knows_are_told_once_and_the_rows_kept() -> None:
    found, _ = reading("title,status,horizon\na,Parked,Q3\nb,parked,Q3\nc,Parked,later\nd,Next,\n")
    assert [(row.title, row.status, row.horizon) for row in found.rows] == [
        ("a", None, None),
        ("b", None, None),
        ("c", None, Horizon.LATER),
        ("d", None, Horizon.NEXT),
    ]
    assert found.unknown_statuses == ("Parked", "parked")
    assert found.unknown_horizons == ("Q3",)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("To Do", Status.PLANNED),
        ("TODO", Status.PLANNED),
        ("🚧 In progress", Status.BUILDING),
        ("Won't do", Status.DROPPED),
        ("Won’t fix", Status.DROPPED),
        ("Done ✅", Status.SHIPPED),
    ],
)
def test_status_words_are_known_whatever_decorates_them(word: str, status: Status) -> None:
    assert reading(f"title,status\na,{word}\n")[0].rows[0].status is status


def test_only_addresses_that_a_browser_may_follow_are_kept() -> None:
    found, warnings = reading("title,url\na,javascript:alert(1)\nb,HTTPS://example.org/x\nc,see https://x\n")
    assert [row.url for row in found.rows] == [None, "HTTPS://example.org/x", None]
    assert warnings == ["addresses left out, because they begin with neither http:// nor https://: 2"]


def test_closed_issues_without_a_reason_are_shipped_with_a_warning() -> None:
    issue = {"number": 7, "title": "Search", "state": "CLOSED", "body": ""}
    found, warnings = reading(json.dumps([issue]))
    assert [(row.key, row.status) for row in found.rows] == [("7", Status.SHIPPED)]
    assert len(warnings) == 1
    assert "with stateReason in `gh issue list --json …`" in warnings[0]


def test_the_same_number_in_two_repositories_is_two_items() -> None:
    issues = [
        {"number": 7, "title": "Search", "body": "", "url": f"https://github.com/acme/{name}/issues/7"}
        for name in ("app", "web")
    ]
    found, _ = reading(json.dumps(issues))
    assert [row.key for row in found.rows] == ["acme/app#7", "acme/web#7"]


def test_very_long_titles_and_descriptions_are_kept_whole() -> None:
    title = "t" * 10_000
    description = "d" * 400_000
    found, _ = reading(f"title,description\n{title},{description}\n{title}2,\n")
    assert [(row.title, row.description) for row in found.rows] == [(title, description), (title + "2", "")]


def test_reading_leaves_the_field_limit_of_other_readers_alone() -> None:
    before = csv.field_size_limit()
    reading("title\n" + "x" * (before + 1) + "\n")
    refusal('title\n"open\n')
    assert csv.field_size_limit() == before


def test_an_endless_line_is_refused_with_a_short_sentence() -> None:
    assert len(refusal("x" * 2_000_000)) < 400
    assert len(refusal("x," * 200_000)) < 400
    assert refusal("title" + ";" * 3_000 + "\nSearch\n") == (
        "Line 1 has 3,001 columns, more than the 2,000 a roadmap may have; look at the file, or try "
        "`interviewkit roadmap import --from json`."
    )


def test_titles_of_blanks_and_of_invisible_signs_are_no_titles() -> None:
    odd: list[Any] = ["", " \t", "\u200b\ufeff", None, {}, "a"]
    found, _ = reading(json.dumps([{"title": title} for title in odd]))
    assert [row.title for row in found.rows] == ["a"]
    assert found.skipped == tuple((line, "has no title") for line in range(1, 6))


def test_titles_that_make_no_slug_are_told_apart_as_they_are() -> None:
    assert titles("title\n🚀\n🛰\n") == ["🚀", "🛰"]


@pytest.mark.parametrize("signs", [60, 300])
def test_long_titles_that_only_begin_alike_are_two_items(signs: int) -> None:
    both = ["a" * signs + " one", "a" * signs + " two"]
    assert titles("title\n{}\n{}\n".format(*both)) == both


def test_a_long_title_is_one_item_however_it_is_written() -> None:
    found, _ = reading(f"title\n{'Big ' * 70}C#\n{'big ' * 70}c\n")
    assert [row.line for row in found.rows] == [3]
    assert [line for line, _ in found.skipped] == [2]


def test_a_slug_of_signs_only_is_none() -> None:
    found, _ = reading("title,slug\na,-\nb,-\n")
    assert [(row.title, row.slug) for row in found.rows] == [("a", None), ("b", None)]


def test_a_slug_in_the_file_becomes_one_of_ours_and_tells_items_apart() -> None:
    found, _ = reading("title,slug\nC#,C Sharp\nC,\n")
    assert [(row.title, row.slug) for row in found.rows] == [("C#", "c-sharp"), ("C", None)]


def test_names_in_a_text_are_cut_and_names_in_a_list_are_whole() -> None:
    items: list[dict[str, Any]] = [
        {"title": "a", "segments": "Banks, insurers; Banks | shops"},
        {"title": "b", "segments": ["Banks, private", {"name": "Shops"}, None, " "]},
    ]
    found, _ = reading(json.dumps(items))
    assert [row.segments for row in found.rows] == [
        ("Banks", "insurers", "shops"),
        ("Banks, private", "Shops"),
    ]


STARTS = (
    b"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"title,status\n",
    b"[{",
    b'{"items": [',
    b"sep=;\n",
    b'title\n"',
)


@BOUNDED
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), form=st.sampled_from(FORMS))
@example(start=b"", rest=b'"', form="auto")
@example(start=b"title\n", rest=b'"', form="auto")
@example(start=b"title\n", rest=b"a\rb\r\r\nc", form="csv")
def test_any_bytes_are_a_roadmap_or_a_usage_error(start: bytes, rest: bytes, form: str) -> None:
    try:
        found = read(start + rest, form=form, mapping={}, warn=lambda _: None)
    except UsageError as refused:
        assert "`interviewkit roadmap import" in str(refused)
    else:
        assert all(row.title.strip() for row in found.rows)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "status", "items", "url", "name", "key"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@BOUNDED
@given(VALUES)
def test_any_json_is_a_roadmap_or_a_usage_error(document: Any) -> None:
    try:
        found = read(json.dumps(document).encode(), form="json", mapping={}, warn=lambda _: None)
    except UsageError as refused:
        assert "`interviewkit roadmap import" in str(refused)
    else:
        "".join(row.title + row.description for row in found.rows).encode()


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
LATIN = "".join(chr(number) for number in (*range(1, 127), *range(0xA0, 0x100)))


@BOUNDED
@given(
    names=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)),
    latin=st.lists(st.text(LATIN, max_size=30)),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(ENCODINGS),
)
@example(names=["a,b;c\td", 'say "hi"', "two\nlines\r", " x "], latin=["é"], delimiter=";", encoding="utf-8")
def test_what_a_csv_writer_wrote_is_read_back(
    names: list[str], latin: list[str], delimiter: str, encoding: str
) -> None:
    written = latin if encoding == "cp1252" else names
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Key", "Title", "Größe"])
    writer.writerows([f"R-{number}", name, "x"] for number, name in enumerate(written))
    found, _ = reading(text.getvalue().encode(encoding))
    kept = [(f"R-{n}", name.strip()) for n, name in enumerate(written) if not is_blank(name.strip())]
    assert [(row.key, row.title) for row in found.rows] == kept
    assert len(found.skipped) == len(written) - len(kept)
