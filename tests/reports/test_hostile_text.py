"""What people say and type is data in every format, whatever it looks like."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from report_study import Builder, reported, written

from interviewkit.dbfile import Store
from interviewkit.reports.asking import Report
from interviewkit.reports.render import render

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "formula": '=HYPERLINK("http://evil.example","x")',
    "pipe": "a | b | c",
    "link": "[x](javascript:alert(1)) ![y](http://evil.example/y.png)",
    "bare": "see https://evil.example and www.evil.example, @everyone",
    "jinja": "{{ 7*7 }} {% raw %}",
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "override": "abc\u202egnp.exe\u2066",
    "lines": "one\n# heading\n| a | b |\r\n- list\u2028end",
    "heading": "# heading",
    "tick": "`code` *bold* _it_ ~~no~~ $x$ \\ &lt;",
}


@pytest.fixture
def hostile(file_store: Store) -> Report:
    """A report in which every name, title, label's neighbour and answer is hostile."""

    def build(build: Builder) -> None:
        for slug, text in HOSTILE.items():
            build.segment(slug, text)
            build.customer(slug, text, segments=[slug])
            build.item(slug, text, key=text, url="javascript:alert(1)", segments=[slug])
            build.participant(slug, text)
            build.interview(slug, slug, "2026-03-01T10:00:00.000Z", attended=[text])
            supports = ("pain", 3, {slug: "supports"})
            build.entry(slug, text, supports, speaker=text, verbatim=1, question=text, labels=["hurts"])
            build.entry(slug, text, ("process", None, {slug: "contradicts"}))
            build.entry(slug, text, ("pain", 2, {}), labels=["hurts"])

    written(file_store, build)
    return reported(file_store, store_shown="~/<b>|`x`\x1b[2J/interviews.db")


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
@pytest.mark.parametrize("kind", ["roadmap", "item"])
def test_no_control_character_and_no_override_is_left(hostile: Report, format: str, kind: str) -> None:
    assert CONTROLS.findall(render(hostile._replace(template=kind), format)) == []


@pytest.mark.parametrize("format", ["text", "md", "html", "json", "csv"])
def test_nothing_that_people_typed_is_run_as_a_template(hostile: Report, format: str) -> None:
    report = render(hostile, format)
    assert "49" not in re.sub(r"0\.\d+|\d+ %|\d+–\d+|[\d.]*49[\d.]*(?=\")", "", report)
    assert "7*7" in report.replace("\\", "")


@pytest.mark.parametrize("kind", ["roadmap", "item"])
def test_html_holds_no_element_attribute_or_address_of_theirs(hostile: Report, kind: str) -> None:
    page = render(hostile._replace(template=kind), "html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("<script") == (kind == "roadmap")
    assert not re.search(r"<(script[^>]|img|b>|iframe|link)", page)
    assert 'onmouseover="' not in page
    assert not re.search(r"(href|src)=\"(?!#)", page)
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\';' in page


@pytest.mark.parametrize("kind", ["roadmap", "item"])
def test_markdown_gets_no_html_link_heading_or_row_of_theirs(hostile: Report, kind: str) -> None:
    page = render(hostile._replace(template=kind), "md")
    assert not re.search(r"<(?!/?details>|/?summary>)", page)
    assert not re.search(r"(?<!\\)\[|(?<!\\)\]", page)
    assert "https://" not in page
    assert "www.evil" not in page
    assert "@everyone" not in page
    assert not re.search(r"^ *(# heading|- list)", page, re.MULTILINE)


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head(hostile: Report) -> None:
    page = render(hostile, "md")
    summary = [line for line in page.split("\n\n")[3].splitlines() if line]
    assert len(summary) == len(HOSTILE) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in summary} == {10}


def test_no_cell_of_the_csv_starts_a_formula(hostile: Report) -> None:
    rows = list(csv.reader(io.StringIO(render(hostile, "csv"))))
    assert len(rows) == len(HOSTILE) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]
    assert f"'{HOSTILE['formula']}" in [cell for row in rows for cell in row]


def test_json_gives_every_text_back_as_it_was(hostile: Report) -> None:
    found = json.loads(render(hostile, "json"))
    assert {item["title"] for item in found["items"]} == set(HOSTILE.values())
    assert {quote["answer"] for item in found["items"] for quote in item["quotes"]} == set(HOSTILE.values())


def test_text_keeps_every_quote_on_its_own_lines(hostile: Report) -> None:
    page = render(hostile, "text", width=400)
    assert "“one # heading | a | b | - list end” one # heading | a | b | - list end /1" in page
    assert "␛[31mred␛]0;title␇" in page
