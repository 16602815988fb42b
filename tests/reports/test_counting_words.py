"""Tables count every customer once, and say so where they do not."""

from __future__ import annotations

from report_study import Builder, reported, told, written

from interviewkit.dbfile import Store
from interviewkit.reports.render import render

TWICE = "1 customer is in several segments and counts in each of their rows, so the rows add up to more than all."


def two_minds(build: Builder) -> None:
    """Two customers on one item: one says both and is in two segments, the other contradicts it."""
    for slug in ("startups", "banks"):
        build.segment(slug)
    build.item("search")
    build.item("audit", segments=["banks"])
    build.customer("acme", segments=["startups", "banks"])
    build.customer("bolt", segments=["startups"])
    for slug in ("acme", "bolt"):
        build.interview(slug, slug, "2026-03-01T10:00:00.000Z")
        build.entry(slug, "grep will do", ("process", None, {"search": "contradicts"}))
    build.entry("acme", "we search all day", ("pain", 2, {"search": "supports", "audit": "supports"}))


def test_who_says_both_stands_under_both_alone(file_store: Store) -> None:
    written(file_store, two_minds)
    report = reported(file_store)
    assert "| Support it | Share (interval) | Against | Both | First-hand |" in render(report, "md")
    assert "(`search`) | 0 of 2 | 0 % (0–66 %) | 1 | 1 | – |" in render(report, "md")
    html = render(report, "html")
    for title in ("Against", "Both"):
        assert f'data-label="{title}">1</td>' in html
    page = render(reported(file_store, reference="search"), "text")
    assert "    Banks: 0 of 1 support it, 0 against, 1 both\n" in page
    assert "    Startups: 0 of 2 support it, 1 against, 1 both\n" in page
    note = "For, against and both are different customers: who says both stands under both alone."
    assert any(words.startswith(note) for words in told(file_store)["page"]["notes"])


def test_a_table_by_segment_says_when_it_counts_somebody_twice(file_store: Store) -> None:
    written(file_store, two_minds)
    for form in ("text", "md", "html"):
        assert TWICE in render(reported(file_store, reference="search"), form, width=200)
        assert TWICE not in render(reported(file_store, reference="audit"), form, width=200)
    for form in ("md", "html"):
        heard = render(reported(file_store), form).partition("Who was heard, and who was not")[2]
        assert heard.count(TWICE) == 1
