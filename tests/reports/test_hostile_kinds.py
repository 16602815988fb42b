"""Whatever customers say and the team types is data in every kind of report and every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from report_study import Builder, Mark, Plain, reported, written

from interviewkit.dbfile import Store
from interviewkit.reports.asking import Report
from interviewkit.reports.kinds import KINDS
from interviewkit.reports.render import FORMATS, render

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
    "lines": "one\n# heading\n| a | b |\r\n- list\n```\nend\u2028end",
    "heading": "# heading",
    "tick": "`code` *bold* _it_ ~~no~~ $x$ \\ &lt;",
    "diagram": 'end"] --> x; click a "javascript:alert(1)" %%{init: {}}%% style a:b#c;',
    "wide": "\N{FIREWORKS}" * 300,
    "unbroken": "W" * 5000,
    "one": "x",
}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")
OF = {"interview": "script", "customer": "script", "process": None, "terms": None}
"""What each kind is asked of, where it is asked of one thing."""

APART = ("roadmap", "workshop")
"""The kinds whose hostile texts are in test_hostile_text and test_workshop_report."""


def hostile(build: Builder) -> None:
    """A study in which every name, title, question, answer, actor, word, promise and meaning is hostile."""
    for slug, text in HOSTILE.items():
        build.segment(slug, text)
        build.customer(slug, text, segments=[slug])
        build.item(slug, text, key=text, url="javascript:alert(1)", segments=[slug])
        build.participant(slug, text, role=text)
        about: Plain = {"topic": text, "topic_slug": "hostile", "attended": [text], "lifecycle": "new"}
        build.interview(slug, slug, "2026-03-01T10:00:00.000Z", **about)
        build.crew(slug, "interviewer", text)
        build.crew(slug, "note-taker", text)
        said: Plain = {"speaker": text, "question": text, "phase": text}
        supports = ("pain", 3, {slug: "supports"})
        build.entry(slug, text, supports, verbatim=1, aha=1, labels=["hurts"], **said)
        build.entry(slug, text, ("process", None, {slug: "contradicts"}), step=(text, text), **said)
        build.entry(slug, text, ("pain", 2, {}), labels=["hurts"], **said)
        build.entry(slug, f"[{text}]", ("problem", 1, {}), **said)
        build.parked(slug, text, text, text)
        build.term(slug, text, text)
        build.term(slug, "build", text)
        build.follow_up(slug, text, interview=slug)
        build.follow_up(slug, text, due="2026-03-02")
    for slug, text in HOSTILE.items():
        build.follow_up("script", text, interview="script", due="2026-03-02")
        build.term("script", f"{text} {slug}", text)
        build.parked("script", text, text, text)
        for place in range(2):
            step = (text, None) if place else (None, text)
            build.entry(
                "script", text, ("process", None, {}), ("pain", 3, {slug: "supports"}), step=step, phase=text, aha=1
            )


Made = Callable[[str], Report]


@pytest.fixture(params=[kind for kind in KINDS if kind not in APART])
def report(request: pytest.FixtureRequest, file_store: Store) -> Report:
    """A report of each kind on the hostile study."""
    written(file_store, hostile)
    kind = str(request.param)
    place = "~/<b>|`x`\x1b[2J/interviews.db"
    return reported(file_store, kind=kind, reference=OF.get(kind), store_shown=place, full=True, quotes=50)


def test_hostile_words_have_no_power_over_any_format(report: Report) -> None:
    pages = {format: render(report, format) for format in FORMATS}
    for format in ("text", "md", "html", "json"):
        assert CONTROLS.findall(pages[format]) == [], format
        assert "7*7" in pages[format].replace("\\", "").replace("#42;", "*"), format
    _holds_only_ours(pages["html"])
    _is_plain_markdown(pages["md"])
    _starts_no_formula(pages["csv"])
    assert "alert(1)" in str(json.loads(pages["json"]))


def _holds_only_ours(page: str) -> None:
    """No element, attribute, address or link that a customer named is in the page."""
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"<(script|img|b>|iframe|link)", page)
    assert 'onmouseover="' not in page
    assert not re.search(r"(href|src)=\"(?!#)", page)
    assert "content=\"default-src 'none';" in page


def _is_plain_markdown(page: str) -> None:
    """No HTML, link, mention, heading, list, fence or table row that a customer wrote; tables keep their columns."""
    text, *charts = re.split(r"^```(?:mermaid)?\n", page, flags=re.MULTILINE)[::2], *page.split("```mermaid\n")[1:]
    prose = re.sub(r"^( *- )\[[ x]\] ", r"\1", "".join(text), flags=re.MULTILINE)
    assert not re.search(r"<(?!/?details>|/?summary>)", prose)
    assert not re.search(r"(?<!\\)\[|(?<!\\)\]", prose)
    assert not [word for word in ("https://", "http://", "www.evil", "@everyone", "```") if word in prose]
    assert not re.search(r"^ *(# heading|- list)", prose, re.MULTILINE)
    for chart in charts:
        _is_a_diagram(chart.split("```")[0])
    columns = None
    for line in prose.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line))
        assert columns in (None, 0) or cells in (0, columns), line
        columns = cells


def _is_a_diagram(chart: str) -> None:
    """Every line is one of ours: what people said stands in quotation marks, without a sign that means anything."""
    ours = re.compile(
        r'flowchart TB|  subgraph c\d+\["[^"<>{}\[\]`|\\%:@\n]*"\]|    direction TB|  end'
        r'|    c\d+s\d+\["(?:[^"<>{}\[\]`|\\%:@\n]|<br/>)*"\]|    c\d+s\d+(?: --> c\d+s\d+)+'
    )
    assert [line for line in chart.splitlines() if not ours.fullmatch(line)] == []


def _starts_no_formula(page: str) -> None:
    rows = list(csv.reader(io.StringIO(page)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.needed and name != "workshop"])
def test_an_empty_store_makes_a_readable_report_of_every_kind(file_store: Store, kind: str) -> None:
    report = reported(file_store, kind=kind)
    for format in FORMATS:
        page = render(report, format)
        assert page.endswith("\n")
        assert not re.search(r"(: |\| |>)None\b(?!\.)", page)
    assert render(report, "html").count("<h1>") == 1


def test_a_quote_of_ten_megabytes_is_cut_on_pages_and_whole_in_json(file_store: Store) -> None:
    long = "word " * 2_000_000

    def build(build: Builder) -> None:
        build.customer("acme")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z", topic="delivery")
        marks: tuple[Mark, ...] = (("process", None, {}), ("pain", 3, {}))
        build.entry("acme", long, *marks, verbatim=1, question=long, step=(long, None))
        build.term("acme", "golden build", long)

    written(file_store, build)
    for kind in ("interview", "customer", "process", "terms"):
        report = reported(
            file_store, kind=kind, reference="acme" if kind in ("interview", "customer") else None, full=True
        )
        for format in ("text", "md", "html"):
            assert len(render(report, format)) < 150_000, (kind, format)
        assert long in render(report, "json")
